package track

import (
	"sort"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// The arithmetic is that of TestOneTaskThatSleeps: the timer comes at 9000, 300
// cycles later it wakes the task, and after 501 for the way out and 2000 for
// the switch the task runs.
func TestWhoWokeTheTaskThatSlept(t *testing.T) {
	_, tr := followed(t, "machine cpus=1 ghz=3\ncache c size=64\ntask a cpu=0 { work 1us; sleep 2us; work 1us }\n", "0")
	require.Len(t, tr.Wakes, 1)
	w := tr.Wakes[0]
	assert.Equal(t, [2]int64{9300, 11801}, [2]int64{w.At, w.Ran})
	assert.Equal(t, sim.Hardirq, tr.Threads[w.Waker].Kind)
	assert.Equal(t, [2]int32{0, 0}, [2]int32{w.From, w.To})
	assert.Equal(t, &tr.Wakes[0], tr.WakeOf(&tr.Threads[0].Off.Spans[1]))
	assert.Nil(t, tr.WakeOf(&tr.Threads[0].Off.Spans[0]), "it went to sleep by itself")
	assert.Equal(t, []Span{
		{From: 0, To: 3000, What: Task},
		{From: 11801, To: 14801, What: Task},
	}, tr.Threads[0].Runs.Spans)
}

// What a thread ran is what the CPUs say that they ran of it, and who was woken
// runs when the stretch of being ready ends.
func TestRunsAreTheSpansOfTheCPUs(t *testing.T) {
	for _, text := range scenarios(t)[:8] {
		_, tr := followed(t, text, "0")
		want := make([][]Span, len(tr.Threads))
		for cpu := range tr.CPUs {
			for _, s := range tr.CPUs[cpu].Base.Spans {
				if s.Thread != sim.NoThread && s.What != Switch {
					s.Other = int32(cpu)
					want[s.Thread] = append(want[s.Thread], s)
				}
			}
		}
		for id := range tr.Threads {
			sort.SliceStable(want[id], func(i, j int) bool { return want[id][i].From < want[id][j].From })
			require.Equal(t, want[id], tr.Threads[id].Runs.Spans, tr.Threads[id].Name)
			for i := range tr.Threads[id].Off.Spans {
				off := &tr.Threads[id].Off.Spans[i]
				if w := tr.WakeOf(off); off.What == Ready && w != nil && off.To != Open {
					require.Equal(t, sim.ThreadID(id), w.Woken)
					require.GreaterOrEqual(t, w.Ran, off.To, "%s: %+v", tr.Threads[id].Name, w)
				}
			}
		}
		for i := 1; i < len(tr.Wakes); i++ {
			require.LessOrEqual(t, tr.Wakes[i-1].At, tr.Wakes[i].At)
		}
	}
}

func TestLinesAreTheMovesOfAllCPUs(t *testing.T) {
	h, tr := followed(t, builtin(t, "producer-consumer"), "0")
	n, cost := map[int32]int{}, map[int32]int64{}
	end := h.Recorded() / 2
	for _, e := range h.Between(0, end+1) {
		if e.Kind == sim.LineMove && e.Time <= end {
			n[e.A]++
			cost[e.A] += e.C
		}
	}
	require.NotEmpty(t, n)
	for line := range n {
		got, paid := tr.LineOf(line).Until(end)
		assert.Equal(t, n[line], got)
		assert.Equal(t, cost[line], paid)
	}
	assert.Nil(t, tr.LineOf(1<<30))
}

// Who is woken, comes to its CPU and leaves it at that same instant has been there.
func TestARunOfNoTime(t *testing.T) {
	_, tr := followed(t, "machine cpus=1 ghz=3\ntask u cpu=0 { work 1us; sleep 1us }\n", "0")
	assert.Equal(t, []Span{
		{From: 0, To: 3000, Thread: 0, What: Task},
		{From: 8801, To: 8801, Thread: 0, What: Task},
	}, tr.Threads[0].Runs.Spans)
	assert.Equal(t, []Wake{{At: 6300, Ran: 8801, Waker: tr.Wakes[0].Waker, Woken: 0}}, tr.Wakes)
	assertWhole(t, &tr.CPUs[0], 10801)
}
