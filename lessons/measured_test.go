package lessons

import (
	"strconv"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The lesson about cost has two tables of the model beside what was measured.
// None of their figures may be typed in: they are what the engine says of the
// lesson's own scenario.

// TestMeasuredTables compares every cell. What it prints on a failure is what
// belongs into the lesson.
func TestMeasuredTables(t *testing.T) {
	step, tables := measuredTables(t)
	bench, err := engine.CompareBench(ready(t, step.ScenarioText))
	require.NoError(t, err)
	require.Len(t, tables, 2)
	for i, cells := range []func(engine.BenchRow) []string{levelsOf, differencesOf} {
		var want, got []string
		for _, row := range bench.Rows {
			want = append(want, strings.Join(append([]string{nameOf(row)}, cells(row)...), " | "))
		}
		for _, row := range tables[i].Rows {
			var line []string
			for _, c := range row {
				line = append(line, lesson.Plain(c.Runs))
			}
			got = append(got, strings.Join(line, " | "))
		}
		assert.Equal(t, want, got, "%s", strings.Join(want, "\n"))
	}
}

// TestFewAllocationsAreEnough: 960 of them are sixteen refills and fifteen
// slabs, so an allocation costs in the lesson what it does in ten times as many.
func TestFewAllocationsAreEnough(t *testing.T) {
	step, _ := measuredTables(t)
	short, err := engine.CompareBench(ready(t, step.ScenarioText))
	require.NoError(t, err)
	text, ok := builtin(engine.BenchName)
	require.True(t, ok)
	require.Contains(t, text, "n=96000")
	long, err := engine.CompareBench(ready(t, strings.Replace(text, "n=96000", "n=9600", 1)))
	require.NoError(t, err)
	assert.Equal(t, long, short)
}

// measuredTables are the tables of the step that has a column for the model.
func measuredTables(t *testing.T) (step lesson.Step, tables []lesson.Block) {
	t.Helper()
	for _, l := range everyLesson(t) {
		for _, s := range l.Steps {
			for _, b := range s.Blocks {
				if b.Kind == lesson.Table && strings.HasPrefix(lesson.Plain(b.Head[1].Runs), "model") {
					step, tables = s, append(tables, b)
				}
			}
		}
	}
	return step, tables
}

// nameOf is a kernel as the lesson names it.
func nameOf(row engine.BenchRow) string {
	name := row.Config
	if name == "unpatched" {
		name = "without the series"
	}
	if row.Kernel == "PREEMPT_RT" {
		return "RT, " + name
	}
	return name
}

func levelsOf(row engine.BenchRow) []string {
	says := "none"
	switch {
	case row.Config == "unpatched":
		says = "fitted"
	case row.Explains:
		says = "claimed"
	}
	return []string{row.Model.String(), strconv.FormatInt(row.Measured, 10), says}
}

func differencesOf(row engine.BenchRow) []string {
	minus := func(s string) string { return strings.Replace(s, "-", "−", 1) }
	return []string{minus(row.ModelDelta.String()), minus(strconv.FormatInt(row.MeasuredDelta, 10)), minus(row.Residual.String())}
}
