package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
)

// Where the modes part is marked in both of them, and not before it has come.
func TestWhereTheModesPart(t *testing.T) {
	for mode, want := range map[string]string{"0": "a work item is queued on a CPU;", "1": "the asker does the work for another CPU itself."} {
		m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw="+mode+"\nat 36us")
		assert.Nil(t, boxed(built(m), scene.Parting.ID()), "it has not come yet")
		m = modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw="+mode+"\nat 40us")
		mark := boxed(built(m), scene.Parting.ID())
		require.NotNil(t, mark)
		assert.Contains(t, mark.Hint, want)
	}
}
