package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const base = `title "a # b \" { c"   # a title
machine cpus=4 nodes=1 qpw=0 # four
cache kmalloc-64 size=64; cache other size=128
task poll cpu=3 { # begins
  loop { work 100ns; mark gap }
}
task netd cpu=1 { work 1us }
claim max(poll.gap) > 1us when qpw=0
until 220us
`

// TestChange lays one difference over the text and shows the whole result.
func TestChange(t *testing.T) {
	whole := func(replace map[string]string) string {
		out := ""
		for _, line := range []string{
			"title \"a # b \\\" { c\"   # a title\n", "machine cpus=4 nodes=1 qpw=0 # four\n",
			"cache kmalloc-64 size=64\n", "cache other size=128\n",
			"task poll cpu=3 { # begins\n  loop { work 100ns; mark gap }\n}\n",
			"task netd cpu=1 { work 1us }\n", "claim max(poll.gap) > 1us when qpw=0\n", "until 220us\n",
		} {
			if r, ok := replace[line]; ok {
				line = r
			}
			out += line
		}
		return out + replace["end"]
	}
	netd, poll := "task netd cpu=1 { work 1us }\n", "task poll cpu=3 { # begins\n  loop { work 100ns; mark gap }\n}\n"
	machine, claim := "machine cpus=4 nodes=1 qpw=0 # four\n", "claim max(poll.gap) > 1us when qpw=0\n"
	for _, c := range []struct {
		change  string
		replace map[string]string
	}{
		{"", nil},
		{"# only a remark\n", nil},
		{"machine qpw=1 rt=on", map[string]string{machine: "machine cpus=4 nodes=1 qpw=1 rt=on\n"}},
		{"task netd cpu=2 {\n  work 2us }", map[string]string{netd: "task netd cpu=2 {\n  work 2us }\n"}},
		{"task new cpu=0 { work 1us }", map[string]string{"end": "task new cpu=0 { work 1us }\n"}},
		{"cache other size=64", map[string]string{"cache other size=128\n": "cache other size=64\n"}},
		{"until 1ms; seed 3", map[string]string{"until 220us\n": "until 1ms\n", "end": "seed 3\n"}},
		{"claim ipis(cpu=3) == 0", map[string]string{"end": "claim ipis(cpu=3) == 0\n"}},
		{"cost ipi=100\ncost ipi=200 switch=5", map[string]string{"end": "cost ipi=200 switch=5\n"}},
		{"drop claims", map[string]string{claim: ""}},
		{"drop task poll\ndrop claims", map[string]string{claim: "", poll: ""}},
		{"memory fail=3\nmemory fail=5", map[string]string{"end": "memory fail=5\n"}},
		{"move poll to=2 at=3us\nmove poll to=1 at=5us", map[string]string{"end": "move poll to=2 at=3us\nmove poll to=1 at=5us\n"}},
		{"task open cpu=0 {", map[string]string{"end": "task open cpu=0 {\n"}},
	} {
		got, err := Change(Place{"x.md", 1}, base, c.change)
		require.NoError(t, err, c.change)
		assert.Equal(t, whole(c.replace), got, c.change)
	}
}

func TestBadChange(t *testing.T) {
	for _, c := range []struct{ change, want string }{
		{"\nfrob x", `x.md:8:1: found "frob", expected a declaration of the scenario language or drop`},
		{"seed 3;  frob x", `x.md:7:10: `},
		{"drop task nobody", `x.md:7:1: nothing to drop by "task nobody"`},
		{"drop", `x.md:7:1: nothing to drop by ""`},
	} {
		_, err := Change(Place{"x.md", 7}, base, c.change)
		require.Error(t, err, c.change)
		assert.Contains(t, err.Error(), c.want)
	}
}

func TestUnder(t *testing.T) {
	assert.Equal(t, base, Under(base, nil))
	got := Under("machine cpus=4 qpw=0\nseed 3\n", []Setting{{"qpw", "1"}, {"rt", "on"}})
	assert.Equal(t, "machine cpus=4 qpw=1 rt=on\nseed 3\n", got)
	assert.Equal(t, "seed 3\nmachine qpw=n\n", Under("seed 3\n", []Setting{{"qpw", "n"}}))
	got = Under("machine cpus=4\nkernel patch=qpw-v2\nmutant pin-leak\n", []Setting{
		{"generation", "7.0-rc1"}, {"patch", "qpw-v3..before-nolock"}, {"mutant", "no-flush-lock..init-work-once"}, {"rt", "on"}})
	assert.Equal(t, "machine cpus=4 rt=on\nkernel patch=qpw-v3,before-nolock generation=7.0-rc1\nmutant pin-leak\nmutant no-flush-lock\nmutant init-work-once\n", got)
}
