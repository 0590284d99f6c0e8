package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
)

// Where the modes part is marked in both of them, and not before it has come.
func TestWhereTheModesPart(t *testing.T) {
	for mode, want := range map[string]string{"0": "With qpw=0, at 36.988 µs on CPU 0, admin queues slub_flush of CPU 1 on CPU 1. With qpw=1,", "1": "admin does slub_flush of CPU 1 itself."} {
		m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw="+mode+"\nat 36us")
		assert.Nil(t, boxed(built(m), scene.Parting.ID()), "it has not come yet")
		m = modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw="+mode+"\nat 40us")
		mark := boxed(built(m), scene.Parting.ID())
		require.NotNil(t, mark)
		assert.Contains(t, mark.Hint, want)
	}
}
