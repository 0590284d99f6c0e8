package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
)

// plantedString is the replay string of a planted bug's scenario.
func plantedString(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	s, err := engine.Parse(strings.TrimSuffix(filepath.Base(file), ".barn"), text)
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)
	return word
}

func TestAll(t *testing.T) {
	files, err := filepath.Glob("../../engine/testdata/mutants/*.barn")
	require.NoError(t, err)
	for _, f := range files {
		m := New(1280, 720)
		Update(m, LoadReplay{plantedString(t, f)})
		for range 30 { Update(m, Tick{Steps: 20_000}) }
		if !m.Loaded() { fmt.Println(f, m.Notice.Text); continue }
		if len(m.Findings()) != 1 { fmt.Println(f, m.Findings(), m.Notice.Text, m.Step) }
	}
	_ = assert.New
}
