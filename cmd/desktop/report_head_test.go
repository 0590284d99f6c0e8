package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barnyard/engine"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHead: each setting that is not as it is unless told stands in the head of a
// report, whether the text or a flag has said so, and no other.
func TestHead(t *testing.T) {
	const base = "  configuration  qpw=n rt=off alt=none generation=7.1 seed=0"
	for _, c := range []struct{ text, flag, value, want string }{
		{"machine cpus=2\n", "", "", "  machine        2 CPUs, 1 node, 3 GHz\n" + base + "\n"},
		{"machine cpus=2 fairserver=off\n", "", "", base + " fairserver=off\n"},
		{"machine cpus=2\n", "--fairserver", "off", base + " fairserver=off\n"},
		{"machine cpus=2\n", "--rtthrottle", "on", base + " rtthrottle=on\n"},
		{"machine cpus=2\n", "--lockdep", "off", base + " lockdep=off\n"},
		{"machine cpus=2 jitter=7\n", "", "", base + " jitter=7\n"},
		{"machine cpus=2 steps=any\n", "", "", base + " steps=any\n"},
		{"machine cpus=2 steps=frozen\n", "", "", base + " steps=frozen\n"},
		{"machine cpus=2\nkernel names=pw\n", "", "", base + " names=pw\n"},
		{"machine cpus=2\nkernel patch=none,before-nolock\n", "", "", base + " patch=none,before-nolock\n"},
		{"machine cpus=2\nmutant pin-leak\nmutant no-flush-lock\n", "", "", base + " mutant=pin-leak,no-flush-lock\n"},
		{"machine cpus=4 nodes=2 isolated=3 nohz_full=2-3 memoryless=1\n", "", "",
			", isolated 3, nohz_full 2-3, memoryless node 1\n"},
	} {
		file := filepath.Join(t.TempDir(), "it.barn")
		require.NoError(t, os.WriteFile(file, []byte(c.text), 0o644))
		args := []string{"run", file}
		if c.flag != "" {
			args = append(args, c.flag, c.value)
		}
		a := try(args...)
		require.Equal(t, exitOK, a.code, a.err)
		assert.Contains(t, a.out, c.want)
	}
}

// TestSettingsInTheObject: the JSON object has those that the head adds.
func TestSettingsInTheObject(t *testing.T) {
	for line, want := range map[string]map[string]string{
		"run shrink-under-fifo --json": nil,
		"run shrink-under-fifo --json --fairserver off --rtthrottle on --lockdep off --generation 7.0-rc3": {"fairserver": "off", "rtthrottle": "on", "lockdep": "off"},
		"run pin-leak --json": {"mutant": "pin-leak"},
	} {
		var res engine.Result
		require.NoError(t, json.Unmarshal([]byte(try(strings.Fields(line)...).out), &res))
		assert.Equal(t, want, res.Settings, line)
	}
}

// TestWhyAnAllocationReturnsNothing: what did is among the reasons.
func TestWhyAnAllocationReturnsNothing(t *testing.T) {
	const base = "machine cpus=1\ncache c size=64 capacity=2 slabobjs=2\n"
	for text, why := range map[string]string{
		"memory slabs=1-9\ntask t cpu=0 { alloc c }\n":             "no memory (by a memory line, or beyond 1048576 objects)",
		"task t cpu=0 { prefill c n=1; alloc_from_sheaf c n=3 }\n": "an empty prefilled sheaf",
	} {
		file := filepath.Join(t.TempDir(), "it.barn")
		require.NoError(t, os.WriteFile(file, []byte(base+text), 0o644))
		a := try("run", file)
		assert.Contains(t, a.out, "\nmemory\n  1 allocation returned nothing: ")
		assert.Contains(t, a.out, why)
	}
}
