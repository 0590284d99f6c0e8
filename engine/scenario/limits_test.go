package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each limit: one below and the limit itself are right, one above is not, and
// the message says which limit it was.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit int
		text  func(n int) string
		want  string
	}{
		{"bytes", MaxBytes, ofBytes, "expected at most 65536"},
		{"nesting", MaxNesting, nested, "too many blocks within blocks; expected at most 16"},
		{"name", MaxName, func(n int) string { return one("cache " + strings.Repeat("a", n) + " size=8") }, "expected at most 256 bytes"},
		{"title", MaxName, func(n int) string { return one(`title "` + strings.Repeat("a", n) + `"`) }, "expected at most 256 bytes"},
		{"title in UTF-8", MaxName / 2, func(n int) string { return one(`title "` + strings.Repeat("é", n) + `"`) }, "expected at most 256 bytes"},
		{"statements", MaxStatements, func(n int) string { return body(strings.Repeat("work 0;", n)) }, "too many statements; expected at most 4096"},
		{"cpus", MaxCPUs, func(n int) string { return fmt.Sprintf("machine cpus=%d", n) }, "from 1 to 1024"},
		{"last cpu of a list", MaxCPUs - 1, func(n int) string { return fmt.Sprintf("machine cpus=1024 isolated=%d", n) }, "CPUs from 0 to 1023"},
		{"nodes", MaxNodes, func(n int) string { return fmt.Sprintf("machine cpus=99 nodes=%d", n) }, "from 1 to 64"},
		{"ghz", MaxGHz, func(n int) string { return fmt.Sprintf("machine cpus=1 ghz=%d", n) }, "from 1 to 10"},
		{"jitter", MaxJitter, func(n int) string { return fmt.Sprintf("machine cpus=1 jitter=%d", n) }, "from 0 to 100"},
		{"fifo", MaxFIFO, func(n int) string { return one(fmt.Sprintf("task t cpu=0 fifo=%d { }", n)) }, "from 1 to 99"},
		{"objects", MaxObjects, func(n int) string { return body(fmt.Sprintf("alloc c n=%d", n)) }, "from 1 to 1048576"},
		{"capacity", MaxCapacity, func(n int) string { return one(fmt.Sprintf("cache d size=8 capacity=%d", n)) }, "from 1 to 1024"},
		{"slabobjs", MaxSlabObjs, func(n int) string { return one(fmt.Sprintf("cache d size=8 slabobjs=%d", n)) }, "from 1 to 32767"},
		{"size", MaxSize, func(n int) string { return one(fmt.Sprintf("cache d size=%d", n)) }, "from 8 to 8192"},
		{"loop", MaxLoop, func(n int) string { return body(fmt.Sprintf("loop %d { work 1ns }", n)) }, "from 1 to 1000000000"},
		{"loops", MaxLoop / 1000, func(n int) string { return body(fmt.Sprintf("loop 1000 { loop %d { work 1ns } }", n)) }, "more than 1000000000 rounds"},
		{"seconds", MaxSeconds, func(n int) string { return one(fmt.Sprintf("until %ds", n)) }, "at most 3600s"},
		{"milliseconds", MaxSeconds * 1000, func(n int) string { return one(fmt.Sprintf("until %dms", n)) }, "at most 3600s"},
		{"cost", MaxCycles, func(n int) string { return one(fmt.Sprintf("cost a=%d", n)) }, "from 0 to 1000000000"},
		{"patches", MaxPatches, patches, "expected at most 64 names"},
		{"weight", MaxWeight, func(n int) string { return body(fmt.Sprintf("rand { %d: alloc c }", n)) }, "from 1 to 1000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, n := range []int{c.limit - 1, c.limit} {
				_, err := Parse("x", []byte(c.text(n)))
				require.NoError(t, err, "%d", n)
			}
			_, err := Parse("x", []byte(c.text(c.limit+1)))
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.want)
		})
	}
}

// Times in small units pass 32 bits.
func TestLimitOfSmallUnits(t *testing.T) {
	for _, c := range []struct {
		unit  string
		limit int64
	}{{"us", 3600_000_000}, {"ns", 3600_000_000_000}, {"cy", 10_800_000_000_000}} {
		for d := int64(-1); d <= 1; d++ {
			_, err := Parse("x", []byte(one(fmt.Sprintf("until %d%s", c.limit+d, c.unit))))
			assert.Equal(t, d > 0, err != nil, "%d%s: %v", c.limit+d, c.unit, err)
		}
	}
}

// The lower ends.
func TestLowerLimits(t *testing.T) {
	for _, format := range []string{
		"machine cpus=%d", "machine cpus=1 nodes=%d", "machine cpus=1 ghz=%d",
		"machine cpus=1; cache c size=8 capacity=%d", "machine cpus=1; cache c size=8 slabobjs=%d",
		"machine cpus=1; task t cpu=0 fifo=%d { }", "machine cpus=1; until %dns",
		"machine cpus=1; task t cpu=0 { loop %d { work 1ns } }", "machine cpus=1; task t cpu=0 { lru_add n=%d }",
		"machine cpus=1; task t cpu=0 { rand { %d: } }",
	} {
		_, err := Parse("x", []byte(fmt.Sprintf(format, 1)))
		assert.NoError(t, err, format)
		_, err = Parse("x", []byte(fmt.Sprintf(format, 0)))
		assert.Error(t, err, format)
	}
	_, err := Parse("x", []byte(one("cache d size=8; cache e size=7")))
	assert.ErrorContains(t, err, `bad value "7" of size`)
}

// So many tasks do not fit into MaxBytes, so this text may be longer.
func TestLimitOfTasks(t *testing.T) {
	for n, ok := range map[int]bool{MaxTasks - 1: true, MaxTasks: true, MaxTasks + 1: false} {
		var b strings.Builder
		b.WriteString("machine cpus=1\n")
		for i := range n - 1 {
			fmt.Fprintf(&b, "task t%d cpu=0 { }\n", i)
		}
		b.WriteString("irq last cpu=0 at=0 { }\n")
		_, err := parse("x", []byte(b.String()), Vocabulary{}, 1<<20)
		if ok {
			require.NoError(t, err, "%d", n)
			continue
		}
		assert.EqualError(t, err, "x:4098:5: too many tasks and interrupts; expected at most 4096")
	}
}

// So are the moves of tasks, and the requests of one list.
func TestLimitsOfMovesAndRequests(t *testing.T) {
	moves := func(n int) string {
		return "machine cpus=2\ntask t cpu=0 { }\n" + strings.Repeat("move t cpu=1 at=1us\n", n)
	}
	_, err := parse("x", []byte(moves(MaxMoves)), Vocabulary{}, 1<<20)
	require.NoError(t, err)
	_, err = parse("x", []byte(moves(MaxMoves+1)), Vocabulary{}, 1<<20)
	assert.EqualError(t, err, "x:4099:1: too many moves; expected at most 4096")

	requests := func(n int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprint(2*i+1))
		}
		return "machine cpus=1\nmemory fail=" + strings.Join(list, ",")
	}
	_, err = Parse("x", []byte(requests(MaxRanges)))
	require.NoError(t, err)
	_, err = Parse("x", []byte(requests(MaxRanges+1)))
	assert.EqualError(t, err, `x:2:982: bad value "513" of fail; expected at most 256 numbers and ranges`)
}

// A file of 10 MB is refused by its length alone.
func TestHugeText(t *testing.T) {
	_, err := Parse("big.barn", make([]byte, 10<<20))
	assert.EqualError(t, err, "big.barn:1:1: the text has 10485760 bytes; expected at most 65536")
}

func one(line string) string { return "machine cpus=1; cache c size=64\n" + line }

func body(program string) string { return one("task t cpu=0 { " + program + " }") }

func ofBytes(n int) string {
	head := "machine cpus=1\n#"
	return head + strings.Repeat("x", n-len(head))
}

func patches(n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("p%d", i))
	}
	return one("kernel patch=" + strings.Join(names, ","))
}

func nested(n int) string {
	inner := n - 2 // the task's own block and the loop's
	return body("loop { " + strings.Repeat("irq_disable { ", inner) + "alloc c" + strings.Repeat(" }", inner) + " }")
}
