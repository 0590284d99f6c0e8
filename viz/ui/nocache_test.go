package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The key that goes to the next cache does nothing where there is none.
func TestNextCacheWithoutACache(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{Name: "text", Text: "machine cpus=1\ntask a cpu=0 { work 1us }\n"})
	require.True(t, m.Loaded(), m.Notice.Text)
	Update(m, nextCache(m))
	assert.Zero(t, m.Cache)
	Update(m, ShowCache{Index: 3})
	assert.Zero(t, m.Cache)
}
