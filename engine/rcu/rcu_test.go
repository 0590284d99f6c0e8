package rcu_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/rcu"
	"barnyard/engine/sim"
)

// play does words in order and says what came of them: what each answered, and
// the callbacks that ran.
//
//	call CPU ARG    entrain CPU ARG    take CPU    adopt FROM TO    begin    end
func play(s *rcu.State, m *sim.Machine, script string) string {
	var out []string
	for _, line := range strings.Split(script, ";") {
		var verb string
		var a, b int32
		_, _ = fmt.Sscan(line, &verb, &a, &b)
		switch verb {
		case "call":
			if s.Call(a, 1, b) {
				out = append(out, "wake")
			}
		case "entrain":
			s.Entrain(a, 2, b)
		case "take":
			if !s.Ready(a) {
				out = append(out, "-")
				break
			}
			cb := s.Take(a)
			out = append(out, fmt.Sprint(cb.Arg))
			s.Ran(a)
		case "adopt":
			s.Adopt(a, b)
		case "begin":
			s.Begin(m)
		case "end":
			s.End()
			if s.Wanted {
				out = append(out, "more")
			}
		default:
			panic("no such word: " + verb)
		}
	}
	return strings.Join(out, " ")
}

func machine(cpus int) *sim.Machine { return &sim.Machine{CPUs: make([]sim.CPU, cpus)} }

func TestCallbacksAndGracePeriods(t *testing.T) {
	for _, c := range []struct{ what, script, want string }{
		{"nothing is ready", "take 0", "-"},
		{"the first call wakes, the next does not", "call 0 7; call 1 8", "wake"},
		{"not before a grace period", "call 0 7; take 0; begin; take 0; end; take 0; take 0", "wake - - 7 -"},
		{"the oldest first", "call 0 1; call 0 2; call 0 3; begin; end; take 0; take 0; take 0; take 0", "wake 1 2 3 -"},
		{"each CPU has its own", "call 0 1; call 1 2; begin; end; take 1; take 0", "wake 2 1"},
		{"who comes while one runs waits for the next", "call 0 1; begin; call 0 2; end; take 0; take 0; begin; end; take 0", "wake more 1 - 2"},
		{"and does not wake: it is under way", "begin; call 0 1; call 1 2", ""},
		{"after the end a call wakes again", "call 0 1; begin; end; take 0; call 0 2", "wake 1 wake"},
		{"not if another is wanted already", "begin; call 0 1; end; call 0 2; begin; end; take 0; take 0", "more 1 2"},
		{"none is wanted when all are served", "call 0 1; call 1 2; begin; end; begin; end", "wake"},
		{"one that was served wants no other", "call 0 1; begin; end; call 1 2; begin; end; take 0; take 1", "wake wake 1 2"},
		{"entrained: right after those that are there", "call 0 1; entrain 0 9; begin; end; take 0; take 0; take 0", "wake 1 9 -"},
		{"entrained behind one that waits for the next", "begin; call 0 1; entrain 0 9; end; take 0; begin; end; take 0; take 0", "more - 1 9"},
		{"entrained where none is: at once", "entrain 0 9; take 0", "9"},
		{"adopted: behind those that were there", "call 0 1; call 1 2; call 1 3; adopt 1 0; begin; end; take 1; take 0; take 0; take 0", "wake - 1 2 3"},
		{"adopted by a CPU with none", "call 1 2; call 1 3; adopt 1 0; begin; end; take 0; take 0; take 1", "wake 2 3 -"},
		{"adopting none", "call 0 1; adopt 1 0; begin; end; take 0", "wake 1"},
		{"adopted callbacks do not overtake", "entrain 1 5; begin; call 0 1; adopt 1 0; end; take 0; begin; end; take 0; take 0", "more - 1 5"},
		{"and lose nothing of their own time", "begin; call 1 5; entrain 0 1; adopt 1 0; take 0; take 0; end; take 0; begin; end; take 0", "1 - more - 5"},
		{"a call after an adoption", "call 0 1; call 1 2; adopt 1 0; call 1 3; call 0 4; begin; end; take 1; take 0; take 0; take 0", "wake 3 1 2 4"},
		{"memory of callbacks is used again", "call 0 1; begin; end; take 0; call 0 2; call 0 3; begin; end; take 0; take 0", "wake 1 wake 2 3"},
	} {
		assert.Equal(t, c.want, play(rcu.New(2), machine(2), c.script), c.what)
	}
}

// Along a list nobody may run before the one ahead of it.
func TestAdoptedCallbacksWaitForThoseAhead(t *testing.T) {
	s := rcu.New(2)
	play(s, machine(2), "entrain 1 5; entrain 1 6; begin; call 0 1; adopt 1 0")
	var seqs []int64
	for id := s.CPUs[0].Head; id != rcu.None; id = s.Callbacks[id].Next {
		seqs = append(seqs, s.Callbacks[id].Seq)
	}
	assert.Equal(t, []int64{2, 2, 2}, seqs)
}

func TestMemoryOfCallbacksIsUsedAgain(t *testing.T) {
	s := rcu.New(1)
	for n := range int32(5) {
		play(s, machine(1), fmt.Sprintf("call 0 %d; call 0 %d; begin; end; take 0; take 0", n, n))
	}
	assert.Len(t, s.Callbacks, 2)
}

// A CPU is busy as long as a callback waits there, or runs.
func TestBusy(t *testing.T) {
	s := rcu.New(2)
	assert.False(t, s.Busy(0))
	s.Call(0, 1, 1)
	assert.True(t, s.Busy(0))
	assert.False(t, s.Busy(1))
	assert.EqualValues(t, 1, s.CPUs[0].N)
	s.Begin(machine(2))
	s.End()
	s.Take(0)
	assert.True(t, s.Busy(0), "it runs")
	assert.EqualValues(t, 0, s.CPUs[0].N)
	s.Ran(0)
	assert.False(t, s.Busy(0))
	s.Call(0, 1, 2)
	s.Call(0, 1, 3)
	s.Call(1, 1, 4)
	s.Adopt(0, 1)
	assert.False(t, s.Busy(0))
	assert.EqualValues(t, 0, s.CPUs[0].N)
	assert.EqualValues(t, 3, s.CPUs[1].N)
}

// At the beginning no CPU has been seen, and each remembers its switches.
func TestAGracePeriodNeedsEveryCPU(t *testing.T) {
	m, s := machine(3), rcu.New(3)
	m.CPUs[1].Switches = 5
	assert.Zero(t, s.Needed())
	s.Wanted = true
	s.Begin(m)
	assert.True(t, s.Active)
	assert.False(t, s.Wanted)
	assert.Equal(t, 3, s.Needed())
	assert.EqualValues(t, 5, s.CPUs[1].Switches)
	s.CPUs[2].Need = false
	assert.Equal(t, 2, s.Needed())
	s.End()
	assert.False(t, s.Active)
	assert.EqualValues(t, 1, s.Ended)
}

func TestWhoServesWhom(t *testing.T) {
	s := rcu.New(3)
	assert.Equal(t, []rcu.ID{-1, -1}, []rcu.ID{rcu.None, s.Free})
	assert.Equal(t, sim.NoThread, s.CPUs[1].Offload)
	s.CPUs[1].Offload, s.CPUs[2].Offload = 7, 9
	assert.EqualValues(t, 1, s.ServedBy(7))
	assert.EqualValues(t, 2, s.ServedBy(9))
	assert.EqualValues(t, -1, s.ServedBy(8))
}

func hash(s *rcu.State) uint64 {
	h := sim.NewHash()
	s.Hash(&h)
	return h.Sum()
}

// A copy is equal, keeps its memory, and goes its own way.
func TestCopyFrom(t *testing.T) {
	s, c := rcu.New(2), rcu.New(4)
	play(s, machine(2), "call 0 1; call 1 2; begin; call 1 3")
	play(c, machine(4), "call 3 1; call 3 1; call 3 1; call 3 1")
	before := &c.Callbacks[0]
	c.CopyFrom(s)
	assert.Equal(t, s, c)
	assert.Equal(t, hash(s), hash(c))
	assert.Same(t, before, &c.Callbacks[0])
	play(c, machine(2), "end; take 0")
	assert.NotEqual(t, hash(s), hash(c))
	assert.Len(t, s.Callbacks, 3)
	assert.Equal(t, rcu.ID(0), s.CPUs[0].Head)
}
