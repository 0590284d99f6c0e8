package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// A node without memory says so, in its cell and in its strip, and where what is asked
// of it comes from.
func TestANodeWithoutMemorySaysSo(t *testing.T) {
	const text = "machine cpus=%d nodes=%[1]d memoryless=1\ncache c size=64\ntask w cpu=0-1 { alloc c n=70; work 1us; free c n=all }\nuntil 9us\n"
	m := modelOf(t, fmt.Sprintf(text, 4), 1280, 720, "at 5us")
	assert.Equal(t, "no memory", wordsOf(built(m), scene.NodeCell.ID(0, 1).Sub(6)))
	assert.Regexp(t, `of \d+ partial`, wordsOf(built(m), scene.NodeCell.ID(0, 0).Sub(6)))
	ui.Update(m, ui.Select{ID: scene.Node.ID(0, 1)})
	assert.Contains(t, built(m).TextDump(), "none: no memory here, requests go to node 2")
	m = modelOf(t, fmt.Sprintf(text, 2), 390, 844, "at 5us")
	assert.Contains(t, built(m).TextDump(), "none: no memory here, requests go to node 0")
}
