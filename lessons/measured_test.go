package lessons

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The lesson about cost has a table of the model beside what was measured.
// None of its figures may be typed in: they are what the engine says of the
// lesson's own scenario.

// TestMeasuredTable compares every cell. What it prints on a failure is what
// belongs into the lesson.
func TestMeasuredTable(t *testing.T) {
	step, table := measuredTable(t)
	bench, err := engine.CompareBench(ready(t, step.ScenarioText))
	require.NoError(t, err)
	var want []string
	for _, row := range bench.Rows {
		want = append(want, strings.Join(cellsOf(row), " | "))
	}
	var got []string
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, lesson.Plain(c.Runs))
		}
		got = append(got, strings.Join(cells, " | "))
	}
	assert.Equal(t, want, got, "%s", strings.Join(want, "\n"))
}

// TestFewAllocationsAreEnough: 960 of them are sixteen refills and fifteen
// slabs, so an allocation costs in the lesson what it does in ten times as many.
func TestFewAllocationsAreEnough(t *testing.T) {
	step, _ := measuredTable(t)
	short, err := engine.CompareBench(ready(t, step.ScenarioText))
	require.NoError(t, err)
	text, ok := builtin(engine.BenchName)
	require.True(t, ok)
	require.Contains(t, text, "n=96000")
	long, err := engine.CompareBench(ready(t, strings.Replace(text, "n=96000", "n=9600", 1)))
	require.NoError(t, err)
	assert.Equal(t, long, short)
}

func measuredTable(t *testing.T) (lesson.Step, lesson.Block) {
	t.Helper()
	for _, l := range everyLesson(t) {
		for _, s := range l.Steps {
			at := slices.IndexFunc(s.Blocks, func(b lesson.Block) bool {
				return b.Kind == lesson.Table && len(b.Head) == 8 && lesson.Plain(b.Head[2].Runs) == "model"
			})
			if at >= 0 {
				return s, s.Blocks[at]
			}
		}
	}
	require.Fail(t, "no lesson has the table of model and measurement")
	return lesson.Step{}, lesson.Block{}
}

// cellsOf is a row as the lesson writes it.
func cellsOf(row engine.BenchRow) []string {
	kernel, config, claim := "no RT", row.Config, "none"
	if row.Kernel == "PREEMPT_RT" {
		kernel = "RT"
	}
	agree := strings.HasPrefix(row.ModelDelta.String(), "-") == (row.MeasuredDelta < 0)
	switch {
	case config == "unpatched":
		config, claim = "without the series", "fitted"
	case row.Explains && agree:
		claim = "explained"
	case row.Explains:
		claim = "direction"
	}
	minus := func(s string) string { return strings.Replace(s, "-", "−", 1) }
	return []string{
		kernel, config, minus(row.Model.String()), strconv.FormatInt(row.Measured, 10),
		minus(row.ModelDelta.String()), minus(strconv.FormatInt(row.MeasuredDelta, 10)), minus(row.Residual.String()), claim,
	}
}
