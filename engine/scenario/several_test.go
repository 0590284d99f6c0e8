package scenario_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// A line for several CPUs makes tasks that share one program.
func TestTasksOnSeveralCPUs(t *testing.T) {
	s, err := scenario.Parse("x", []byte("machine cpus=1024\ncache c size=64\ntask w cpu=0-1023 { alloc c; mark m }\n"))
	require.NoError(t, err)
	require.Len(t, s.Tasks, 1024)
	assert.Equal(t, "w1023", s.Tasks[1023].Name)
	assert.Equal(t, 1023, s.Tasks[1023].CPU)
	assert.Len(t, s.Tasks[1023].Body, 2)
	assert.Contains(t, s.String(), "task w cpu=0-1023 {")

	require.NoError(t, s.Set("cpus", "3"))
	assert.Contains(t, s.String(), "machine cpus=3\n")
	assert.Contains(t, s.String(), "task w cpu=0-2 {")
	require.NoError(t, s.Set("cpus", "1"))
	assert.Contains(t, s.String(), "task w cpu=0-0 {", "still the task w0")
	require.NoError(t, s.Set("cpus", "5"))
	assert.Contains(t, s.String(), "task w cpu=0-4 {", "it is on every CPU, and stays so")
	require.NoError(t, s.Set("generation", "6.18"))
	assert.Contains(t, s.String(), "kernel generation=6.18\n")

	s, err = scenario.Parse("x", []byte("machine cpus=4 isolated=3\ntask w cpu=0-3 { }\n"))
	require.NoError(t, err)
	assert.EqualError(t, s.Set("cpus", "2"), "cpus=2 does not fit: there is no CPU 3 for isolated; the machine has CPUs 0 to 1")
	assert.Len(t, s.Tasks, 4, "an error changes nothing")
}

// The name of a line that makes several tasks is that of none of them: nobody can be
// given objects by it. An interrupt can, by its own.
func TestObjectsAreGivenToOneOfSeveral(t *testing.T) {
	const text = "machine cpus=2\ncache c size=64\ntask w cpu=0-1 { free c n=all }\nirq i cpu=0 at=1us { free c n=all }\ntask x cpu=0 { alloc c; give %s c n=1 }\n"
	for _, to := range []string{"w0", "w1", "x", "i"} {
		_, err := scenario.Parse("x", []byte(fmt.Sprintf(text, to)))
		assert.NoError(t, err, to)
	}
	_, err := scenario.Parse("x", []byte(fmt.Sprintf(text, "w")))
	assert.EqualError(t, err, `x:5:30: unknown task "w"; expected w0, w1, x`)
}

// What a short text can ask for is bounded: tasks, their statements, and the
// series of their marks.
func TestLimitsOfSeveralCPUs(t *testing.T) {
	text := "machine cpus=1024\n" + strings.Repeat("task w%d cpu=0-1023 { }\n", 4)
	_, err := scenario.Parse("x", []byte(fmt.Sprintf(text, 0, 0, 0, 0)))
	assert.ErrorContains(t, err, `a second task, irq or nmi "w0"`)
	many := "machine cpus=1024\n"
	for i := range 4 {
		many += fmt.Sprintf("task w%cx cpu=0-1023 { }\n", 'a'+i)
	}
	s, err := scenario.Parse("x", []byte(many))
	require.NoError(t, err, "the names of the four are no tasks themselves")
	assert.Len(t, s.Tasks, scenario.MaxTasks)
	_, err = scenario.Parse("x", []byte(many+"task one cpu=0 { }\n"))
	assert.EqualError(t, err, "x:6:6: too many tasks and interrupts; expected at most 4096")
	_, err = scenario.Parse("x", []byte(strings.Replace(many, "wdx cpu=0-1023", "wdx cpu=0-1022", 1)+"irq i cpu=0 at=0 { }\ntask two cpu=0-1 { }\n"))
	assert.EqualError(t, err, "x:7:6: too many tasks and interrupts; expected at most 4096")

	body := strings.Repeat("mark m;", scenario.MaxExpanded/1024)
	_, err = scenario.Parse("x", []byte("machine cpus=1024\ntask w cpu=0-1023 { "+body+" }"))
	require.NoError(t, err)
	_, err = scenario.Parse("x", []byte("machine cpus=1024\ntask w cpu=0-1023 { "+body+" mark m }"))
	assert.ErrorContains(t, err, "too many statements on several CPUs; expected at most 65536, counted for each CPU")

	long := strings.Repeat("n", scenario.MaxName-3)
	_, err = scenario.Parse("x", []byte("machine cpus=1024\ntask "+long+" cpu=0-1023 { }"))
	assert.EqualError(t, err, "x:2:6: the name of the task on CPU 1000 is too long; expected at most 256 bytes")
}
