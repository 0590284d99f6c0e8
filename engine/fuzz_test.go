package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/fuzzing"
	"barnyard/engine/scenario"
)

// Bounds of a run that a fuzzer makes up: small enough for a million of them.
const (
	fuzzSteps = 300
	fuzzState = 1 << 20 // bytes of the state at its start, by Estimate
)

// FuzzRun: a text that the parser and the engine accept runs. The kernel in it
// may be wrong, and the program may ask for the impossible; either is told, and
// nothing panics. Parse has a target of its own, so that a text with a mistake
// is no news here.
func FuzzRun(f *testing.F) {
	for _, b := range scenario.Builtins() {
		f.Add(b.Text)
	}
	for _, text := range scriptTexts(f) {
		f.Add([]byte(text))
	}
	words, maker := engine.Vocabulary(), engine.NewMaker()
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := scenario.ParseWith("fuzz", text, words)
		if err != nil || engine.Estimate(s) > fuzzState {
			return
		}
		fuzzing.Within(t, len(text), func() { runABit(t, maker, s) })
	})
}

func runABit(t *testing.T, maker *engine.Maker, s *scenario.Scenario) {
	r, err := maker.New(s)
	if err != nil {
		mustHavePlace(t, err)
		return
	}
	check.Watch(r, fuzzSteps/4)
	for range fuzzSteps {
		if !r.Step() {
			break
		}
	}
	if r.Err != nil {
		mustHavePlace(t, r.Err)
		return
	}
	if r.Result() == nil {
		t.Fatal("no result")
	}
}

// mustHavePlace: what is wrong with a text is told as the author's mistake, in
// one line with its place.
func mustHavePlace(t *testing.T, err error) {
	wrong, ok := err.(*scenario.Error)
	if !ok || wrong.Pos.Line < 1 || wrong.Pos.Col < 1 || strings.Contains(err.Error(), "\n") {
		t.Fatalf("%T: %v", err, err)
	}
}

// scriptTexts are the scenarios of the scripts.
func scriptTexts(t require.TestingT) (texts []string) {
	files, err := filepath.Glob("testdata/*.script")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		script, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, one := range strings.Split(string(script), "\n=== ")[1:] {
			_, text, _ := strings.Cut(one, "\n")
			text, _, _ = strings.Cut(text, "\n---\n")
			texts = append(texts, text)
		}
	}
	return texts
}
