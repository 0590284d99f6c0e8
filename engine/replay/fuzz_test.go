package replay

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
	"barnyard/engine/packed"
	"barnyard/engine/scenario"
)

// FuzzParse: a replay string, as it comes in a link's fragment or on a command
// line, is refused in one line, or it is written in a form that reads as the
// same run, and runs as far as its choices lead.
func FuzzParse(f *testing.F) {
	file, err := os.ReadFile("testdata/bad.txt")
	require.NoError(f, err)
	for _, line := range strings.Split(string(file), "\n") {
		if text, err := strconv.Unquote(line); err == nil {
			f.Add(text)
		}
	}
	short := packed.Pack("machine cpus=2\ncache c size=64\ntask t cpu=0 { alloc c; free c }\n")
	for _, text := range []string{
		"b1:alloc-burst::", "b1:shrink-under-poll:qpw=1/mutant=pin-leak:r0x12.r1x3.t1:e=2:h=0123456789abcdef",
		"b1:alloc-burst:cpus=8/rt=on/seed=9/until=3us:i0.t0.r7x1048570", "b1:alloc-burst::r0x1048576", "b1:" + short + "::r1",
		"b1:" + short + ":qpw=1/patch=pw-v4/names=pw:" + packed.Pack(strings.Repeat("r0.i1x2.", 300)+"t0"),
		"b1:alloc-burst:lockdep=off/fairserver=off/rtthrottle=on/alt=userret/generation=7.0-rc1:",
		"b1:pin-leak::", "b1:rcu-barrier:qpw=1/mutant=call-rcu-after-unlock/seed=5:r1x3.t0.r1.r0:e=2",
		"b1:key-flip:rt=on/cpus=16/generation=7.0-rc3/until=3us:", "b1:page-fault3:cpus=2/names=pw:r0.r1x40:h=0123456789abcdef",
		"b1:nmi-nolock:patch=before-nolock..bh-lru-skips-isolated:",
	} {
		f.Add(text)
	}
	j := &judge{verdicts: map[string]error{}, runs: map[string]int{}}
	f.Fuzz(func(t *testing.T, text string) {
		var r *Replay
		for again := true; again; {
			fuzzing.Within(t, len(text), func() { r, again = readReplay(t, text, j) })
			if again {
				j.hear()
			}
		}
		if r != nil && j.wantsToRun(r) {
			follow(r)
		}
	})
}

// follow runs a replay for a while. Where its choices cannot be followed the
// run goes on by time.
func follow(r *Replay) {
	run, err := r.Start()
	if err != nil {
		return // recorded by another engine
	}
	for range min(len(r.Choices), 200) {
		if !run.Step() {
			break
		}
	}
}

// judge remembers what runnable says of a scenario: it makes the whole kernel,
// with its bounds of its own. For the same reason it lets only a few choices run
// for each kernel.
type judge struct {
	verdicts map[string]error
	waiting  *scenario.Scenario
	runs     map[string]int
}

func (j *judge) wantsToRun(r *Replay) bool {
	if len(r.Choices) == 0 || r.Scenario.Machine.CPUs > 64 {
		return false
	}
	kernel := kernelOf(r.Scenario)
	j.runs[kernel]++
	return j.runs[kernel] <= 8
}

// runnable says yes to what it has not heard yet, and keeps it for hear.
func (j *judge) runnable(s *scenario.Scenario) error {
	verdict, heard := j.verdicts[kernelOf(s)]
	if !heard {
		j.waiting = s
	}
	return verdict
}

func (j *judge) hear() {
	j.verdicts[kernelOf(j.waiting)] = runnable(j.waiting)
	j.waiting = nil
}

// kernelOf is a scenario's text without what no kernel depends on.
func kernelOf(s *scenario.Scenario) string {
	other := *s
	other.Seed, other.Until = 0, scenario.Dur{}
	return other.String()
}

// readReplay reads and writes a replay, and reports whether the judge has to hear
// its scenario first.
func readReplay(t *testing.T, text string, j *judge) (r *Replay, again bool) {
	r, err := parse(text, j.runnable)
	if j.waiting != nil {
		return nil, true
	}
	if err != nil {
		if r != nil || err.Error() == "" || len(err.Error()) > 4<<10 || strings.ContainsFunc(err.Error(), unprintable) {
			t.Fatalf("%v, %q", r, err)
		}
		return nil, false
	}
	written, err := Format(r)
	if err != nil {
		return r, false // written out it would be too long
	}
	back, err := parse(written, j.runnable)
	if j.waiting != nil {
		return nil, true
	}
	if err != nil || back.Scenario.String() != r.Scenario.String() || !slices.Equal(back.Choices, r.Choices) || back.Engine != r.Engine || back.Hash != r.Hash {
		t.Fatalf("%v: %q is written as %q", err, text, written)
	}
	return r, false
}

func unprintable(r rune) bool { return r < ' ' || r == 0x7f || r == '\u202e' || r == '\ufffd' }
