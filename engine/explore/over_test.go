package explore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// A copy of a thread leaves out what is over: what lies beyond its stack and its
// batch, and the arguments of its last call. That is right only as long as no step
// looks there. So each step is taken twice, once with rubbish in those places.
func TestNoStepLooksAtWhatIsOver(t *testing.T) {
	steps := 0
	for _, s := range parsedSmall(t) {
		x, err := newSearch(s, Limits{Full: true})
		require.NoError(t, err)
		for seed := range uint64(12) {
			n, at := walkWithRubbish(x, seed)
			steps += n
			assert.Empty(t, at, "%s, seed %d: after %d steps", s.Name, seed, n)
		}
	}
	assert.Greater(t, steps, 20_000)
}

// walkWithRubbish goes on in some order until a step depends on what is over, and
// says in which function.
func walkWithRubbish(x *search, seed uint64) (steps int, at string) {
	w, other, rnd := x.first.clone(), x.first.clone(), sim.NewRand(seed, 3)
	for ; steps < 1000; steps++ {
		turns := w.turns(nil)
		if len(turns) == 0 {
			return steps, ""
		}
		a := turns[rnd.Intn(int64(len(turns)))]
		if steps < int(seed)*25 {
			a = turns[len(turns)-1] // the last goes ahead: so there is something to flush
		}
		other.copyFrom(w)
		spoil(other)
		if wrong(w, w.step(a)) != "" {
			return steps, ""
		}
		other.step(a)
		if w.situation() != other.situation() {
			return steps, w.k.Cfg.Code.Funcs[w.k.M.Threads[w.k.M.LastOp].Top().Fn].Name
		}
	}
	return steps, ""
}

// spoil puts rubbish where what is over lies.
func spoil(w *world) {
	const rubbish = 7
	var regs [sim.NRegs]int32
	for i := range regs {
		regs[i] = rubbish
	}
	for i := range w.k.M.Threads {
		t := &w.k.M.Threads[i]
		t.Arg = regs
		for j := t.NBatch; j < sim.BatchMax; j++ {
			t.Batch[j] = rubbish
		}
		for j := t.Depth; j < sim.StackMax; j++ {
			t.Stack[j] = sim.Frame{Fn: 1, PC: 1, R: regs}
		}
	}
}
