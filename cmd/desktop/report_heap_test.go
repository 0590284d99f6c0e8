package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"barnyard/engine"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the last line under "objects of" says is so where a slab got fewer objects
// than it wanted, and where a kernel that is wrong has lost some or has one twice.
func TestTheSumOfTheObjects(t *testing.T) {
	const lost = "machine cpus=1\ncache c size=64 capacity=4 slabobjs=2\nmemory slabs=2-9\ntask t cpu=0 { alloc c }\n"
	for _, c := range []struct {
		name, text, live, lost, sum string
		code                        int
	}{
		{"whole", "machine cpus=1\ncache c size=64 capacity=4\ntask t cpu=0 { alloc c }\n",
			"1", "", "64  = 1 slab of 64", exitOK},
		{"smaller", "machine cpus=1\ncache c size=4096 capacity=4 slabobjs=8\nmemory orders=1\ntask t cpu=0 { alloc c }\n",
			"1", "", "9  = 2 slabs of up to 8", exitOK},
		{"lost", "kernel generation=7.0-rc1\n" + lost, "0", "2", "2  = 1 slab of 2", exitViolated},
		{"not lost", "kernel generation=7.0-rc3\n" + lost, "1", "", "2  = 1 slab of 2", exitOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "it.barn")
			require.NoError(t, os.WriteFile(file, []byte(c.text), 0o644))
			a := try("run", file)
			assert.Equal(t, c.code, a.code, a.err)
			assert.Regexp(t, `\n  held by tasks +`+c.live+`\n`, a.out)
			assert.Regexp(t, `\n  sum +`+c.sum+`\n`, a.out)
			if c.lost != "" {
				assert.Regexp(t, `\n  lost +`+c.lost+`\n`, a.out)
			} else {
				assert.NotRegexp(t, `\n  lost `, a.out)
			}
			var res engine.Result
			require.NoError(t, json.Unmarshal([]byte(try("run", file, "--json").out), &res))
			v := res.Caches["c"]
			assert.Equal(t, v.Objects, v.Live+v.InSheaves+v.InBarns+v.InSlabsFree)
		})
	}
	assert.Equal(t, "≠ 8 in 1 slab of 8: some are in two places", slabsOf(engine.CacheResult{Slabs: 1, SlabObjects: 8, Objects: 8}, 9))
}
