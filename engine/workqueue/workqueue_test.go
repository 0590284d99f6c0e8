package workqueue_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
)

// Works 0 to 2 are of slub_flushwq, 3 and 4 of mm_percpu_wq; threads 10 and 11
// are the kworkers of two CPUs, 20 and 21 the rescuers.
func queues() *workqueue.Queues {
	q, m := &workqueue.Queues{}, &sim.Machine{CPUs: make([]sim.CPU, 2)}
	q.AddPool(m, 10)
	q.AddPool(m, 11)
	for _, wq := range []int32{workqueue.SlubFlush, workqueue.SlubFlush, workqueue.SlubFlush, workqueue.MMPercpu, workqueue.MMPercpu} {
		q.AddWork(wq)
	}
	q.AddRescuer(20)
	q.AddRescuer(21)
	return q
}

// list is a pool's items in order.
func list(q *workqueue.Queues, cpu int32) string {
	var out []string
	last := workqueue.None
	for id := q.Pools[cpu].Head; id != workqueue.None; id = q.Works[id].Next {
		out, last = append(out, fmt.Sprint(id)), id
	}
	if last != q.Pools[cpu].Tail {
		return "the tail is not the last one"
	}
	return strings.Join(out, " ")
}

func TestListsOfPools(t *testing.T) {
	q := queues()
	assert.EqualValues(t, 5, q.AddWork(workqueue.MMPercpu), "the sixth")
	assert.Equal(t, "", list(q, 0))
	for _, id := range []workqueue.ID{2, 0, 3} {
		assert.True(t, q.Queue(id, 1))
	}
	assert.False(t, q.Queue(0, 0), "it is pending")
	assert.Equal(t, "", list(q, 0))
	assert.Equal(t, "2 0 3", list(q, 1))
	assert.EqualValues(t, 1, q.Works[0].CPU)
	assert.Equal(t, []workqueue.ID{2, 3, workqueue.None},
		[]workqueue.ID{q.FirstOf(workqueue.SlubFlush, 1), q.FirstOf(workqueue.MMPercpu, 1), q.FirstOf(workqueue.MMPercpu, 0)})
	q.Take(0, 11)
	assert.Equal(t, "2 3", list(q, 1), "from the middle")
	q.Take(3, 21)
	assert.Equal(t, "2", list(q, 1), "the last")
	assert.True(t, q.Queue(0, 1), "again while it runs")
	assert.Equal(t, "2 0", list(q, 1))
	q.Take(2, 11)
	assert.Equal(t, "0", list(q, 1), "the first")
	q.Take(0, 11)
	assert.Equal(t, "", list(q, 1), "the only one")
}

func TestStatesOfAnItem(t *testing.T) {
	q := queues()
	m := &sim.Machine{CPUs: make([]sim.CPU, 2)}
	state := func() string {
		w := &q.Works[1]
		return fmt.Sprint(w.Pending, w.Running, w.Owed, w.By, q.Busy(1), q.Runner(1))
	}
	none := sim.NoThread
	want := func(pending, running, owed bool, by sim.ThreadID, busy bool, runner sim.ThreadID) string {
		return fmt.Sprint(pending, running, owed, by, busy, runner)
	}
	assert.Equal(t, want(false, false, false, none, false, none), state(), "never queued")
	q.Queue(1, 0)
	assert.Equal(t, want(true, false, false, none, true, 10), state())
	q.Works[1].Waiter = 7
	q.Take(1, 10)
	assert.Equal(t, want(false, true, false, 10, true, 10), state())
	assert.Equal(t, []sim.ThreadID{none, 7}, []sim.ThreadID{q.Works[1].Waiter, q.Works[1].Behind}, "the barrier goes with it")
	q.Works[1].Behind = none
	q.Done(m, 1)
	assert.Equal(t, want(false, false, false, none, false, 10), state())
	q.Owe(1, 1, 33)
	assert.Equal(t, want(true, false, true, 33, true, 11), state())
	q.Works[1].Waiter = 8
	q.Begin(1, 44)
	assert.Equal(t, want(false, true, false, 44, true, 44), state())
	assert.Equal(t, []sim.ThreadID{none, 8}, []sim.ThreadID{q.Works[1].Waiter, q.Works[1].Behind})
}

func TestRescuers(t *testing.T) {
	q := queues()
	const flush, mm = workqueue.SlubFlush, workqueue.MMPercpu
	assert.Equal(t, []string{"slub_flushwq", "mm_percpu_wq"}, []string{workqueue.QueueName(flush), workqueue.QueueName(mm)})
	assert.EqualValues(t, []int32{0, 1, -1}, []int32{q.RescuerOf(20), q.RescuerOf(21), q.RescuerOf(10)})
	assert.False(t, q.NeedsWorker(1))
	q.Pools[1].Lone = true
	assert.False(t, q.NeedsWorker(1), "no work")
	q.Queue(0, 1)
	assert.True(t, q.NeedsWorker(1))
	q.Pools[1].Lone = false
	assert.False(t, q.NeedsWorker(1), "it has another")

	assert.EqualValues(t, 11, q.Runner(0))
	assert.True(t, q.Call(flush, 1))
	assert.False(t, q.Call(flush, 1), "it is on the list")
	assert.True(t, q.Call(flush, 0))
	assert.True(t, q.Call(mm, 0), "another list")
	assert.EqualValues(t, 20, q.Runner(0), "its pool has called")
	q.Queue(3, 1)
	assert.EqualValues(t, 11, q.Runner(3), "for another workqueue it has not")
	assert.EqualValues(t, 1, q.Answer(flush))
	assert.EqualValues(t, 1, q.Rescuers[flush].Pool)
	assert.EqualValues(t, 20, q.Runner(0), "it is there")
	assert.True(t, q.Call(flush, 1), "it may be called again")
	assert.Equal(t, []int32{0, 1}, []int32{q.Answer(flush), q.Answer(flush)}, "in order")
	assert.Equal(t, []int32{workqueue.NoPool, workqueue.NoPool}, []int32{q.Rescuers[flush].Head, q.Rescuers[flush].Tail})
	q.Rescuers[flush].Pool = workqueue.NoPool
	assert.EqualValues(t, 11, q.Runner(0))
	q.Take(0, 20)
	assert.EqualValues(t, 20, q.Runner(0), "who runs it")
	assert.EqualValues(t, 0, q.Answer(mm))
}

func hash(q *workqueue.Queues) uint64 {
	h := sim.NewHash()
	q.Hash(&h)
	return h.Sum()
}

func TestCopyFrom(t *testing.T) {
	q, c := queues(), queues()
	q.Queue(1, 1)
	c.Queue(4, 0)
	c.Take(4, 10)
	c.CopyFrom(q)
	assert.Equal(t, q, c)
	assert.Equal(t, hash(q), hash(c))
	c.Call(0, 0)
	assert.NotEqual(t, hash(q), hash(c))
	assert.Equal(t, workqueue.NotCalled, q.Pools[0].Calls[0])
}
