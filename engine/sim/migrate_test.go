package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Wherever threads go, each CPU's list is its threads by id.
func TestListsFollowTheThreads(t *testing.T) {
	const cpus, threads = 7, 40
	m := NewMachine(cpus, 1, 1, 0)
	for i := range threads {
		m.AddThread(Thread{Head: Head{Kind: Task, CPU: int32(i % 3)}})
	}
	m.Boot()
	r := NewRand(3, 0)
	for range 2000 {
		m.requeue(ThreadID(r.Intn(int64(len(m.Threads)))), int32(r.Intn(cpus)))
		for c := range int32(cpus) {
			var want []ThreadID
			for id := range m.Threads {
				if m.Threads[id].CPU == c {
					want = append(want, ThreadID(id))
				}
			}
			require.Equal(t, want, append([]ThreadID(nil), m.OfCPU(c)...))
		}
	}
}

// A copy's lists are its own.
func TestCopiesMoveAlone(t *testing.T) {
	m := NewMachine(2, 1, 1, 0)
	id := m.AddThread(Thread{Head: Head{Kind: Task, State: Runnable}})
	m.Boot()
	c := &Machine{}
	c.CopyFrom(m)
	c.requeue(id, 1)
	assert.True(t, slices.Contains(m.OfCPU(0), id))
	assert.True(t, slices.Contains(c.OfCPU(1), id))
}
