package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/bug"
)

// Names that nothing has, and numbers that nothing can be.
func TestNamesThatNothingHas(t *testing.T) {
	_, ok := CostByName("warp")
	assert.False(t, ok)
	_, ok = KindByName("Nothing")
	assert.False(t, ok)
	assert.Equal(t, "actor 17", ActorName(17, 4))
}

// What only a mistake of ours could do stops at once.
func TestOwnMistakesStop(t *testing.T) {
	assert.PanicsWithValue(t, "sim: Intn of a range that is empty", func() {
		r := NewRand(1, 1)
		r.Intn(0)
	})
	assert.PanicsWithValue(t, "sim: more actors than a key can name", func() { NewTree(1<<actorBits + 1) })
	assert.PanicsWithValue(t, "sim: a thread's stack is full", func() {
		var th Thread
		for range StackMax + 1 {
			th.Push(0)
		}
	})
}

// A machine on which nothing can happen takes no step.
func TestNothingCanAct(t *testing.T) {
	m := NewMachine(1, 1, 3, 1)
	m.Boot()
	_, ok := m.Begin(Timed{})
	assert.False(t, ok)
	assert.Zero(t, m.Step)
}

// An interrupt handler that goes to sleep ends the run.
func TestHandlersDoNotSleep(t *testing.T) {
	m := NewMachine(1, 1, 3, 1)
	m.AddThread(Thread{Head: Head{Kind: Hardirq}})
	m.CPUs[0].Ctx[0] = 0
	m.OnCPU(0)
	assert.PanicsWithValue(t, bug.Crash{Bug: bug.Bug{Code: bug.SleepInIRQ, A: int32(WaitMutex), B: 3}}, func() { m.Block(WaitMutex, 3) })
}

// Where every CPU is isolated, threads go to the first that is online.
func TestFallbackOfAnIsolatedMachine(t *testing.T) {
	m := NewMachine(3, 1, 3, 1)
	for c := range m.CPUs {
		m.CPUs[c].Isolated = true
	}
	assert.EqualValues(t, 0, m.Fallback())
	m.CPUs[0].Offline = true
	assert.EqualValues(t, 1, m.Fallback())
	m.CPUs[2].Isolated = false
	assert.EqualValues(t, 2, m.Fallback())
}
