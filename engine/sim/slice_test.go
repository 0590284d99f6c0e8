package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// fairPair is one CPU with a fair thread on it and another that waits.
func fairPair() (*Machine, *CPU) {
	m := NewMachine(1, 1, 1, 0)
	m.AddThread(Thread{Head: Head{State: Runnable}})
	m.AddThread(Thread{Head: Head{State: Runnable}})
	m.Boot()
	return m, &m.CPUs[0]
}

// When a slice ends, and when there is none.
func TestSliceEnd(t *testing.T) {
	const slice = 700_000
	for name, c := range map[string]struct {
		change func(m *Machine, c *CPU)
		want   int64
	}{
		"a slice from when it ran":      {func(m *Machine, c *CPU) { m.Threads[0].RanFrom = 100 }, 100 + slice},
		"less what it has used":         {func(m *Machine, c *CPU) { m.Threads[0].RanFrom, m.Threads[0].InSlice = 100, 300 }, slice - 200},
		"used up: the next one":         {func(m *Machine, c *CPU) { m.Threads[0].InSlice = slice }, slice},
		"one cycle is left":             {func(m *Machine, c *CPU) { m.Threads[0].InSlice = slice - 1 }, 1},
		"more than used up":             {func(m *Machine, c *CPU) { m.Threads[0].InSlice = slice + 5 }, slice},
		"a spinning thread uses it too": {func(m *Machine, c *CPU) { m.Threads[0].State = Spinning }, slice},
		"it sleeps":                     {func(m *Machine, c *CPU) { m.Threads[0].State = Sleeping }, Inf},
		"nobody waits":                  {func(m *Machine, c *CPU) { m.Threads[1].State = Sleeping }, Inf},
		"a FIFO thread waits":           {func(m *Machine, c *CPU) { m.Threads[1].FIFO = 1 }, Inf},
		"a handler waits":               {func(m *Machine, c *CPU) { m.Threads[1].Kind = Softirq }, Inf},
		"a kworker waits":               {func(m *Machine, c *CPU) { m.Threads[1].Kind = Kworker }, slice},
		"a FIFO thread runs":            {func(m *Machine, c *CPU) { m.Threads[0].FIFO = 1 }, Inf},
		"the scheduler is asked anyway": {func(m *Machine, c *CPU) { c.NeedResched = true }, Inf},
		"nobody runs":                   {func(m *Machine, c *CPU) { c.Ctx[0] = NoThread }, Inf},
		"turns do not depend on time":   {func(m *Machine, c *CPU) { m.Sched.AnyOrder = true }, Inf},
		"due already":                   {func(m *Machine, c *CPU) { m.Now, c.SliceAt, m.Threads[1].State = 50, 40, Sleeping }, 40},
		"due now":                       {func(m *Machine, c *CPU) { m.Now, c.SliceAt, m.Threads[1].State = 40, 40, Sleeping }, 40},
	} {
		m, cpu := fairPair()
		c.change(m, cpu)
		assert.Equal(t, c.want, m.sliceEnd(cpu), name)
	}
}

// Since when fair threads starve: only behind a FIFO thread.
func TestStarvedSince(t *testing.T) {
	m, c := fairPair()
	m.Now = 70
	m.watchStarved(c, 0)
	assert.Equal(t, Inf, c.FairSince, "behind a fair thread nobody starves")
	assert.Equal(t, Inf, m.fairServerDue(c))
	m.Threads[0].FIFO = 1
	m.watchStarved(c, 0)
	assert.EqualValues(t, 70, c.FairSince)
	m.Now = 90
	m.watchStarved(c, 0)
	assert.EqualValues(t, 70, c.FairSince, "still since then")
	assert.Equal(t, 70+m.Sched.ServerDefer, m.fairServerDue(c))
	c.FairServer, c.FairUntil = true, 123
	assert.EqualValues(t, 123, m.fairServerDue(c))
	m.Sched.FairServer = false
	assert.Equal(t, Inf, m.fairServerDue(c))
	m.Threads[1].State = Sleeping
	m.watchStarved(c, 0)
	assert.Equal(t, Inf, c.FairSince, "nobody waits any more")
	m.Threads[1].State, c.Ctx[0] = Runnable, NoThread
	m.watchStarved(c, 0)
	assert.Equal(t, Inf, c.FairSince)
}

// When the timer of a CPU rings next.
func TestArm(t *testing.T) {
	sleeper := func(m *Machine, at int64) *Thread {
		th := &m.Threads[1]
		th.State, th.Why, th.WakeAt = Sleeping, WaitTime, at
		return th
	}
	for name, c := range map[string]struct {
		change func(m *Machine, c *CPU)
		want   int64
	}{
		"a sleeper's time":             {func(m *Machine, c *CPU) { sleeper(m, 500) }, 500},
		"it has passed":                {func(m *Machine, c *CPU) { sleeper(m, 500); m.Now = 600 }, 600},
		"it waits for something else":  {func(m *Machine, c *CPU) { sleeper(m, 500).Why = WaitMutex }, Inf},
		"it has not begun":             {func(m *Machine, c *CPU) { sleeper(m, 500).Why = WaitStart }, 500},
		"the timer is held back":       {func(m *Machine, c *CPU) { sleeper(m, 500); c.TimerHeld = true }, Inf},
		"but an NMI comes through":     {func(m *Machine, c *CPU) { sleeper(m, 500).Kind = NMI; c.TimerHeld = true }, 500},
		"an NMI under an NMI does not": {func(m *Machine, c *CPU) { sleeper(m, 500).Kind = NMI; m.Threads[0].Kind = NMI }, Inf},
		"an interrupt under an NMI":    {func(m *Machine, c *CPU) { sleeper(m, 500).Kind = Hardirq; m.Threads[0].Kind = NMI }, 500},
		"the CPU is away":              {func(m *Machine, c *CPU) { sleeper(m, 500); c.Offline = true }, Inf},
		"a tick comes first":           {func(m *Machine, c *CPU) { sleeper(m, 500); c.TickAt = 300 }, 300},
		"an alarm":                     {func(m *Machine, c *CPU) { sleeper(m, 500); c.AlarmAt = 200 }, 200},
		"what the CPU asked for":       {func(m *Machine, c *CPU) { sleeper(m, 500); c.SelfAt = 100 }, 100},
	} {
		m, cpu := fairPair()
		c.change(m, cpu)
		m.arm(0)
		at, ok := m.CanAct(m.act(ActTimer, 0))
		assert.Equal(t, c.want < Inf, ok, name)
		if ok {
			assert.Equal(t, c.want, at, name)
		}
	}
}

// A thread that is done is not moved any more.
func TestMoveAt(t *testing.T) {
	m, _ := fairPair()
	assert.Equal(t, Inf, m.moveAt(&m.Threads[0]))
	m.Plan([]Move{{At: 30, Thread: 0}, {At: 20, Thread: 1}, {At: 60, Thread: 0}})
	assert.EqualValues(t, 30, m.moveAt(&m.Threads[0]))
	assert.EqualValues(t, 20, m.moveAt(&m.Threads[1]))
	m.Threads[0].State = Done
	assert.Equal(t, Inf, m.moveAt(&m.Threads[0]))
}

// Whoever does not run by turns is not picked; ties go to the lower id.
func TestPick(t *testing.T) {
	m := NewMachine(1, 1, 1, 0)
	for _, th := range []Head{{State: Runnable, VRuntime: 9}, {State: Runnable, VRuntime: 4}, {State: Runnable, VRuntime: 4}, {State: Sleeping}, {State: Runnable, Kind: Hardirq}} {
		m.AddThread(Thread{Head: th})
	}
	m.Boot()
	c := &m.CPUs[0]
	assert.EqualValues(t, 1, c.Ctx[0], "who has used least")
	assert.Equal(t, Running, m.Threads[1].State)
	m.Threads[1].State = Sleeping
	assert.EqualValues(t, 2, m.pick(c, 0))
	m.Threads[0].FIFO = 3
	assert.EqualValues(t, 0, m.pick(c, 0), "FIFO comes before fair")
	m.Threads[2].FIFO = 4
	assert.EqualValues(t, 2, m.pick(c, 0))
	for id := range m.Threads {
		m.Threads[id].State = Sleeping
	}
	assert.Equal(t, NoThread, m.pick(c, 0))
	m.Threads[4].State = Runnable
	assert.Equal(t, NoThread, m.pick(c, 0), "a handler has no turns")
}
