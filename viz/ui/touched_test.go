package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
)

// In the middle of a flush: what touched each thing last, beside the list of
// events (run shrink-under-poll --qpw 0 --events all).
func TestWhatTouchedAThingLast(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3"})
	settle(m)
	for id, want := range map[scene.ID]string{
		scene.CPULock.ID(0, 3):  "kworker/3:0 gives back cpu_sheaves->lock of CPU 3 after 0.001 µs",
		scene.Main.ID(0, 3):     "kworker/3:0 gives back cpu_sheaves->lock of CPU 3 after 0.001 µs",
		scene.Barn.ID(0, 0):     "the barn of node 0 has no sheaf, or no room, to help",
		scene.CPU.ID(3):         "the memory of sheaf 3 of kmalloc-64 is given back",
		scene.CPU.ID(3).Sub(1):  "the memory of sheaf 3 of kmalloc-64 is given back",
		scene.Timeline.ID():     "",
		scene.Object.ID(0, 999): "",
	} {
		e, ok := m.LastTouch(id)
		if want == "" {
			assert.False(t, ok, id)
			continue
		}
		require.True(t, ok, id)
		assert.Equal(t, want, m.Kernel().EventText(&e), id)
		assert.LessOrEqual(t, e.Step, m.Step)
	}
	Update(m, ToStart{})
	_, ok := m.LastTouch(scene.CPULock.ID(0, 3))
	assert.False(t, ok, "nothing has happened yet")
}
