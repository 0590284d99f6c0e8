package bench

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// A small model that is searched whole, here and by SPIN (peers/programs): CPUs
// with a sheaf and a lock each, and a pool. Each CPU goes round for ever:
//
//	held times: take its lock; move one object from its sheaf to what it
//	    holds, after filling an empty sheaf from the pool; release
//	held times: take its lock; put one that it holds into its sheaf, after
//	    emptying a full one into the pool; release
//	once: take the next CPU's lock; its sheaf goes into the pool; release
//
// Taking, moving and releasing are a step each. Whoever finds a lock held queues
// for it. What is not there, in the pool or in hand, is done without.
const modelCPUs = 3

// size is how large the model is.
type size struct{ capacity, total, held int32 }

// Registers of a model's CPU; the pool is CPU 0's.
const (
	mSheaf = iota
	mHeld
	mPhase
	mPool
)

type model struct {
	size
	first locking.ID
}

// lock is the one that a CPU's phase is about.
func (m *model) lock(k *path.Kernel, f *sim.Frame) locking.ID {
	return m.first + locking.ID(m.whose(k, f))
}

func (m *model) whose(k *path.Kernel, f *sim.Frame) int32 {
	if f.R[mPhase] == 2*m.held {
		return (k.M.Self + 1) % modelCPUs
	}
	return k.M.Self
}

// move is what a CPU does with the lock.
func (m *model) move(k *path.Kernel, f *sim.Frame) {
	sheaf, pool := &k.M.Threads[m.whose(k, f)].Stack[0].R[mSheaf], &k.M.Threads[0].Stack[0].R[mPool]
	switch {
	case f.R[mPhase] == 2*m.held:
		*pool += *sheaf
		*sheaf = 0
	case f.R[mPhase] < m.held:
		if *sheaf == 0 {
			*sheaf = min(*pool, m.capacity)
			*pool -= *sheaf
		}
		if *sheaf > 0 {
			*sheaf--
			f.R[mHeld]++
		}
	case f.R[mHeld] > 0:
		if *sheaf == m.capacity {
			*pool += *sheaf
			*sheaf = 0
		}
		*sheaf++
		f.R[mHeld]--
	}
}

func (m *model) listing() path.Listing {
	return path.Listing{Name: "process", Ops: []path.Op{
		{Label: "take", Text: "take the lock", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			if !k.Locks.Lock(k.M, m.lock(k, f), locking.Spin) {
				return path.Again
			}
			return path.Next
		}},
		{Text: "move", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			m.move(k, f)
			return path.Next
		}},
		{Text: "release", To: []string{"take"}, Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			k.Locks.Unlock(k.M, m.lock(k, f), locking.Spin)
			f.R[mPhase] = (f.R[mPhase] + 1) % (2*m.held + 1)
			return path.Go0
		}},
	}}
}

// begin makes the model of a machine with a task a CPU.
func (m *model) begin(t testing.TB) func(*path.Kernel) {
	return func(k *path.Kernel) {
		m.first = locking.ID(len(k.Locks.L))
		for i := range int32(modelCPUs) {
			k.Locks.Add(k.M, locking.PCS, i, -1)
		}
		code, err := k.Cfg.Code.With(m.listing())
		require.NoError(t, err)
		fn, ok := code.Func("process")
		require.True(t, ok)
		k.Cfg.Code = code
		for i := range modelCPUs {
			*k.M.Threads[i].Top() = sim.Frame{Fn: fn}
		}
		k.M.Threads[0].Top().R[mPool] = m.total
	}
}

// hunted is a search of the model, from its beginning to its end.
func hunted(t testing.TB, of size, full bool) *explore.Hunt {
	s, err := engine.Parse("model", []byte("machine cpus=3 fairserver=off\ntask p cpu=0-2 { work 1ns }\n"))
	require.NoError(t, err)
	m := &model{size: of}
	h, err := explore.NewHunt(s, explore.Limits{Begin: m.begin(t), Full: full})
	require.NoError(t, err)
	for h.GoOn(1 << 16) {
	}
	r, err := h.Report()
	require.NoError(t, err)
	require.True(t, r.Complete)
	require.Nil(t, r.Found)
	return h
}

// The states and steps are those that SPIN finds, which counts its way to the
// first state as a step.
func TestModel(t *testing.T) {
	for _, full := range []bool{true, false} {
		p := hunted(t, size{2, 4, 1}, full).Progress()
		assert.EqualValues(t, 16_424, p.States)
		assert.EqualValues(t, 44_178, p.Steps)
	}
}

// modelSize is the one that is searched against the clock: 292,067 states.
var modelSize = size{3, 6, 2}

// BenchmarkExplore is a search of the whole model; an operation is a state.
func BenchmarkExplore(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var spent time.Duration
	states, bytes := int64(0), uint64(0)
	for b.Loop() {
		before, from := heap(), cpuTime()
		h := hunted(b, modelSize, false)
		spent += cpuTime() - from
		states += h.Progress().States
		bytes += heap() - before
		runtime.KeepAlive(h)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(spent.Nanoseconds())/float64(states), "cpu-ns/state")
	b.ReportMetric(float64(bytes)/float64(states), "B/state")
	b.ReportMetric(float64(states)/float64(b.N), "states")
}

// heap is the memory that is in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
