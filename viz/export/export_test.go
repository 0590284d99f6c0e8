package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

var update = flag.Bool("update", false, "write testdata anew")

// recorded is a built-in with settings, recorded.
func recorded(t *testing.T, name string, set ...string) *Run {
	t.Helper()
	h := begunHistory(t, name, set...)
	s := h.Run.Scenario
	return Record(h, s.Title, "qpw="+s.Machine.QPW.String())
}

func begunHistory(t *testing.T, name string, set ...string) *history.History {
	t.Helper()
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	return begun(t, name, b.Text, set...)
}

func begun(t *testing.T, name string, text []byte, set ...string) *history.History {
	t.Helper()
	s, err := engine.Parse(name, text)
	require.NoError(t, err)
	for i := 0; i < len(set); i += 2 {
		require.NoError(t, s.Set(set[i], set[i+1]))
	}
	h, err := history.New(s)
	require.NoError(t, err)
	return h
}

func written(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	return b.Bytes()
}

// One trace of the story in each format, as examples of what comes out.
func TestTraceOfTheStoryInEachFormat(t *testing.T) {
	r := recorded(t, "shrink-under-poll", "until", "42us")
	for ending, write := range map[string]func(io.Writer) error{
		"pftrace": r.Perfetto, "json": r.Chrome, "txt": r.Ftrace, "dat": r.Dat, "csv": r.EventsCSV, "samples.csv": r.SamplesCSV,
	} {
		name := filepath.Join("testdata", "shrink-under-poll."+ending)
		got := written(t, write)
		if *update {
			require.NoError(t, os.WriteFile(name, got, 0o644))
		}
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "%s: not what comes out; look at it, then -update", name)
	}
}

// The formats of events are the same whether the fill was looked at or not.
func TestEventsNeedNoLookAtTheFill(t *testing.T) {
	with := recorded(t, "hot-unplug")
	without := RecordEvents(begunHistory(t, "hot-unplug"), with.Title, with.Mode)
	for _, write := range []func(*Run, io.Writer) error{(*Run).Ftrace, (*Run).Dat, (*Run).EventsCSV, (*Run).SamplesCSV} {
		assert.True(t, bytes.Equal(written(t, func(w io.Writer) error { return write(with, w) }), written(t, func(w io.Writer) error { return write(without, w) })))
	}
}

// Chrome's slices nest on each row, and each flow has both ends.
func TestChromeReadsBack(t *testing.T) {
	for _, name := range []string{"hot-unplug", "shrink-under-fifo"} {
		readsBack(t, recorded(t, name, "until", "1ms"))
	}
}

func readsBack(t *testing.T, r *Run) {
	t.Helper()
	var trace struct {
		TraceEvents []struct {
			Ph   string
			Pid  int
			Tid  int
			Ts   json.Number
			Dur  json.Number
			Name string
			ID   uint64
		} `json:"traceEvents"`
		OtherData map[string]string
	}
	require.NoError(t, json.Unmarshal(written(t, r.Chrome), &trace))
	assert.Equal(t, r.Title, trace.OtherData["title"])
	type span struct{ from, to int64 }
	rows, flows := map[int][]span{}, map[uint64]string{}
	thousandths := func(n json.Number) int64 {
		if n == "" {
			return 0
		}
		var us, ns int64
		_, err := fmt.Sscanf(string(n), "%d.%03d", &us, &ns)
		require.NoError(t, err, n)
		return us*1000 + ns
	}
	for _, e := range trace.TraceEvents {
		switch e.Ph {
		case "X":
			rows[e.Tid] = append(rows[e.Tid], span{thousandths(e.Ts), thousandths(e.Ts) + thousandths(e.Dur)})
		case "s", "f":
			flows[e.ID] += e.Ph
		}
	}
	assert.NotEmpty(t, rows)
	for _, spans := range rows {
		var open []int64
		for _, s := range spans {
			for len(open) > 0 && open[len(open)-1] <= s.from {
				open = open[:len(open)-1]
			}
			if len(open) > 0 {
				require.LessOrEqual(t, s.to, open[len(open)-1], "slices nest")
			}
			open = append(open, s.to)
		}
	}
	assert.NotEmpty(t, flows)
	for id, ends := range flows {
		assert.Contains(t, []string{"sf", "fs"}, ends, "flow %d", id)
	}
}

// ofNoTime: the task comes to its CPU when its program has ended.
const ofNoTime = "machine cpus=1\ntask u cpu=0 { work 1us; sleep 1us }\n"

// Who has a CPU for no time at all has a slice all the same, before what begins at
// that instant, and the flow that led there ends in it.
func TestARunOfNoTimeIsASlice(t *testing.T) {
	r := Record(begun(t, "two", []byte(ofNoTime)), "", "")
	row := func(name string) (told []string) {
		for _, l := range r.lanes() {
			for _, s := range l.slices {
				if l.name == name {
					told = append(told, fmt.Sprintf("%d-%d %s %d", s.from, s.to, s.name, s.in))
				}
			}
		}
		return told
	}
	assert.Equal(t, []string{"0-3000 on CPU 0 0", "8801-8801 on CPU 0 1"}, row("u"))
	cpu := row("CPU 0")
	assert.Equal(t, []string{"6801-8801 switch to u 0", "8801-8801 u 0", "8801-8801 switch to idle 0"}, cpu[len(cpu)-3:])
	v := view(t, written(t, r.Perfetto))
	assert.Len(t, v.ended, 1)
	readsBack(t, r)
}

// Threads of a scenario may be called as the kernel's are: no two lanes of threads
// have one name, nor do two threads in the table.
func TestNamesThatTheKernelHasToo(t *testing.T) {
	const text = "machine cpus=2\ncache c size=64\n" +
		"task idle cpu=0 { alloc c n=3; kfree_rcu c n=3; kvfree_rcu_barrier }\ntask rcu_preempt cpu=1 { work 1us; sleep 1us; work 1us }\n"
	r := Record(begun(t, "clash", []byte(text)), "", "")
	for id := range r.t.Threads {
		for other := range id {
			assert.NotEqual(t, r.name(sim.ThreadID(other)), r.name(sim.ThreadID(id)))
		}
		assert.NotEqual(t, "idle", r.name(sim.ThreadID(id)))
	}
	lanes := map[string]int{}
	for _, l := range r.lanes() {
		lanes[l.name]++
	}
	assert.Equal(t, 1, lanes["idle of the scenario"])
	assert.Equal(t, 1, lanes["rcu_preempt of the scenario"])
	assert.Zero(t, lanes["idle"])
	table := string(written(t, r.EventsCSV))
	assert.Contains(t, table, "TaskStart,idle of the scenario,")
	assert.NotRegexp(t, "TaskStart,(idle|rcu_preempt),", table)
}

func TestSlicesThatReachOutGoToALaneOfTheirOwn(t *testing.T) {
	l := lane{slices: []slice{{from: 5, to: 9, name: "c"}, {from: 0, to: 6, name: "a"}, {from: 0, to: 3, name: "b"}, {from: 9, to: 12, name: "e"}, {from: 9, to: 9, name: "d"}}}
	over := l.sortNested()
	assert.Equal(t, []slice{{from: 5, to: 9, name: "c"}}, over)
	var told []string
	for _, o := range l.ops(0, nil) {
		told = append(told, fmt.Sprintf("%d %s%s", o.at, map[opKind]string{begins: "+", ends: "-"}[o.kind], o.slice.name))
	}
	assert.Equal(t, []string{"0 +a", "0 +b", "3 -b", "6 -a", "9 +d", "9 -d", "9 +e", "12 -e"}, told)
}

// The tables have a line an event and a line a sample, and their numbers are
// those of the run.
func TestTables(t *testing.T) {
	r := recorded(t, "shrink-under-poll", "qpw", "0")
	lines := strings.Split(strings.TrimSpace(string(written(t, r.EventsCSV))), "\n")
	assert.Len(t, lines, r.Events()+1)
	assert.Equal(t, "ns,cycle,step,cpu,kind,thread,a,b,c,what", lines[0])
	assert.Equal(t, "0,0,1,1,TaskStart,netd,0,0,0,netd begins", lines[1])
	samples := strings.Split(strings.TrimSpace(string(written(t, r.SamplesCSV))), "\n")
	n, longest := 0, ""
	for i := range r.t.Series {
		n += len(r.t.Series[i].Marks)
	}
	assert.Len(t, samples, n+1)
	for _, line := range samples[1:] {
		if f := strings.Split(line, ","); f[0] == "poll.gap" && f[5] > longest && len(f[5]) >= len(longest) {
			longest = f[5]
		}
	}
	assert.Equal(t, "1919.666", longest, "the pause that run reports as 1.920 µs")
}

// Every kind of event has a form, by the kernel's name or by ours.
func TestEveryKindHasAForm(t *testing.T) {
	all := forms()
	require.Len(t, all, nKernelForms+int(sim.NKinds))
	var names []string
	for _, f := range all {
		names = append(names, f.system+":"+f.name)
		assert.NotEmpty(t, f.fields)
	}
	slices.Sort(names)
	assert.Equal(t, len(names), len(slices.Compact(names)))
	for _, s := range sim.EventSpecs() {
		if n, ok := kernelForm(s.Kind); ok {
			assert.Less(t, n, int(nKernelForms))
		}
	}
}
