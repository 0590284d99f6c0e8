package track

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// settings is a scenario with settings of its own: "qpw=0 mutant=x".
func settings(t *testing.T, text, set string) *history.History {
	t.Helper()
	s, err := engine.Parse("test", []byte(text))
	require.NoError(t, err)
	for _, word := range strings.Fields(set) {
		name, value, _ := strings.Cut(word, "=")
		require.NoError(t, s.Set(name, value))
	}
	h, err := history.Record(s)
	require.NoError(t, err)
	return h
}

func partOf(a, b *history.History) (Parting, bool) {
	p := NewParter(a, b)
	for !p.Done() {
		p.Advance(1000)
	}
	return p.First()
}

// told is one event of a parting in words: where, when in ns, and the sentence.
func told(h *history.History, p Parting, run int) string {
	if p.Event[run] < 0 {
		return "nothing more"
	}
	e := h.Event(int(p.Event[run]))
	return fmt.Sprintf("CPU %d, %d ns, %s", e.CPU, sim.Ns(e.Time, h.Run.Kernel.M.GHz), EventText(h, p.Event[run]))
}

const twoTasks = "machine cpus=2 %s\ncache c size=64 capacity=4\ntask a cpu=0 { work 1us; %s; sleep 1us; work 1us }\ntask b cpu=1 { loop { work 200ns; alloc c; free c } }\nuntil 20us\n"

// Answers worked out by hand.
func TestWhereTwoRunsPart(t *testing.T) {
	prodcons := "machine cpus=1\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c n=6; free c n=6; work 1us }\n"
	for _, c := range []struct {
		name, left, right string // texts
		a, b              string // settings
		want              [2]string
	}{
		{"the story: work is queued, or done by the asker", builtin(t, "shrink-under-poll"), "", "qpw=0", "qpw=1",
			[2]string{"CPU 0, 36988 ns, admin queues slub_flush of CPU 1 on CPU 1", "CPU 0, 36984 ns, admin does slub_flush of CPU 1 itself"}},
		{"the same with the sides changed", builtin(t, "shrink-under-poll"), "", "qpw=1", "qpw=0",
			[2]string{"CPU 0, 36984 ns, admin does slub_flush of CPU 1 itself", "CPU 0, 36988 ns, admin queues slub_flush of CPU 1 on CPU 1"}},
		// a works 1 us either way. Then the left one takes an object, 5 ns after it
		// has called for it; the right one does nothing that can be told of before
		// its end. That b does the same in both, a little shifted, is no parting.
		{"a statement that only one has", fmt.Sprintf(twoTasks, "", "alloc c"), fmt.Sprintf(twoTasks, "", "work 500ns"), "", "",
			[2]string{"CPU 0, 1005 ns, a takes cpu_sheaves->lock of CPU 0", "CPU 0, 4434 ns, a has ended"}},
		{"the seed of a run without chance", builtin(t, "shrink-under-poll"), "", "qpw=0 seed=1", "qpw=0 seed=2", [2]string{}},
		{"a run that is cut off earlier", fmt.Sprintf(twoTasks, "", "alloc c"), "", "until=9us", "until=15us", [2]string{}},
		// Four frees fill main. The fifth finds it full, and changes it with the
		// empty spare; without the question it goes in as well.
		{"a planted bug, at its oops", prodcons, "", "qpw=0", "qpw=0 mutant=push-without-capacity-check",
			[2]string{"CPU 0, 689 ns, spare and main change places", "CPU 0, 686 ns, a on CPU 0 puts an object into sheaf 0, which holds 4 of 4: it writes beyond its end"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.right == "" {
				c.right = c.left
			}
			a, b := settings(t, c.left, c.a), settings(t, c.right, c.b)
			p, ok := partOf(a, b)
			assert.Equal(t, c.want != [2]string{}, ok)
			if ok {
				t.Log(told(a, p, 0), "|", told(b, p, 1))
				assert.Contains(t, told(a, p, 0), c.want[0])
				assert.Contains(t, told(b, p, 1), c.want[1])
			}
			want, wantOK := bruteForce(a, b)
			assert.Equal(t, wantOK, ok)
			assert.Equal(t, want, p)
		})
	}
}

// bruteForce is the rule of parting.go once more, written in another way: whole
// lists of sentences, made of names.
func bruteForce(a, b *history.History) (first Parting, ok bool) {
	lists := [2]map[string][]int{listsOf(a), listsOf(b)}
	names := map[string]bool{}
	for _, l := range lists {
		for name := range l {
			names[name] = true
		}
	}
	runs := [2]*history.History{a, b}
	for name := range names {
		i := 0
		var before [2]int64
		for i < len(lists[0][name]) && i < len(lists[1][name]) {
			x, y := a.Event(lists[0][name][i]), b.Event(lists[1][name][i])
			if digest(a, &x) != digest(b, &y) {
				break
			}
			before = [2]int64{x.Time, y.Time}
			i++
		}
		p := Parting{At: [2]int64{Open, Open}, Event: [2]int32{-1, -1}}
		n := 0
		for run, h := range runs {
			if i < len(lists[run][name]) {
				at := lists[run][name][i]
				e := h.Event(at)
				p.CPU, p.At[run], p.Kind[run], p.Event[run] = int(e.CPU), e.Time, e.Kind, int32(at)
				n++
			}
		}
		if n == 0 {
			continue
		}
		if n == 1 {
			has := 0
			if p.At[0] == Open {
				has = 1
			}
			if runs[1-has].Recorded()-before[1-has] <= 2*(p.At[has]-before[has]) {
				continue
			}
		}
		if !ok || seenAt(p) < seenAt(first) || seenAt(p) == seenAt(first) && p.CPU < first.CPU {
			first, ok = p, true
		}
	}
	return first, ok
}

func seenAt(p Parting) (at int64) {
	for _, t := range p.At {
		if t != Open {
			at = max(at, t)
		}
	}
	return at
}

func listsOf(h *history.History) map[string][]int {
	lists := map[string][]int{}
	k := h.AtStep(0)
	for i := range h.Len() {
		e := h.Event(i)
		name := fmt.Sprint("cpu ", e.CPU)
		switch e.Kind {
		case sim.LineMove:
			continue
		case sim.SchedSwitch, sim.IPIReceive, sim.IrqEnter, sim.IrqExit, sim.RTThrottle, sim.RTUnthrottle, sim.FairServerStart, sim.FairServerEnd:
		default:
			if e.Thread != sim.NoThread {
				name = k.ThreadName(e.Thread)
			}
		}
		lists[name] = append(lists[name], i)
	}
	return lists
}

// digest is what counts of an event, in words.
func digest(h *history.History, e *sim.Event) string {
	k, spec := h.AtStep(0), sim.EventSpecs()[e.Kind]
	out := spec.Name
	for i, v := range [3]int64{int64(e.A), int64(e.B), e.C} {
		switch arg := spec.Args[i]; arg {
		case "thread", "prev", "next", "holder":
			out += " " + k.ThreadName(sim.ThreadID(v))
		case "lock":
			out += " " + k.LockName(locking.ID(v))
		case "from":
			if e.Kind == sim.IPIReceive || e.Kind == sim.TaskMigrate {
				out += fmt.Sprint(" ", v)
			}
		case "", "cost", "latency", "waited", "held", "sample", "used", "object", "sheaf", "main", "spare", "slab", "slabs", "line", "argument", "number",
			"generation", "finding", "code", "request", "waiters":
		default:
			out += fmt.Sprint(" ", arg, v)
		}
	}
	return out
}

// Every pair of these runs parts where the rule says, and the sides can be
// changed.
func TestPartingIsTheRule(t *testing.T) {
	pairs := [][2]string{
		{"qpw=0", "qpw=1"}, {"qpw=0", "qpw=0 alt=userret"}, {"qpw=0", "qpw=0 alt=nosheaves"}, {"qpw=0", "qpw=0 rt=on"},
		{"qpw=n", "qpw=n generation=7.0-rc1"}, {"qpw=n", "qpw=n generation=6.18"}, {"qpw=0", "qpw=0 mutant=push-without-capacity-check"},
		{"qpw=1", "qpw=1 patch=qpw-v2"}, {"qpw=n", "qpw=0"},
	}
	for _, name := range []string{"shrink-under-poll", "rcu-barrier", "barn-empty"} {
		for _, pair := range pairs {
			a, b := settings(t, builtin(t, name), pair[0]), settings(t, builtin(t, name), pair[1])
			got, ok := partOf(a, b)
			want, wantOK := bruteForce(a, b)
			assert.Equal(t, wantOK, ok, "%s %v", name, pair)
			assert.Equal(t, want, got, "%s %v", name, pair)
			back, backOK := partOf(b, a)
			assert.Equal(t, ok, backOK)
			if ok {
				t.Logf("%s %v: %s | %s", name, pair, told(a, got, 0), told(b, got, 1))
				assert.Equal(t, got.At, [2]int64{back.At[1], back.At[0]})
			}
			same, parts := partOf(a, settings(t, builtin(t, name), pair[0]))
			assert.False(t, parts, "%v: a run is like itself", same)
		}
	}
}

// Bit by bit, in whatever pieces the runs come, they part at the same place.
func TestPartingWhileRunsAreRecorded(t *testing.T) {
	want, ok := partOf(settings(t, builtin(t, "shrink-under-poll"), "qpw=0"), settings(t, builtin(t, "shrink-under-poll"), "qpw=1"))
	require.True(t, ok)
	var runs [2]*history.History
	for i, mode := range []string{"0", "1"} {
		h, err := history.New(parse(t, builtin(t, "shrink-under-poll"), mode))
		require.NoError(t, err)
		runs[i] = h
	}
	p := NewParter(runs[0], runs[1])
	for n := 0; !p.Done(); n++ {
		runs[n%2].Advance(100 + 37*(n%5))
		p.Advance(90)
		require.Less(t, n, 10_000)
	}
	got, ok := p.First()
	assert.True(t, ok)
	assert.Equal(t, want, got)
	at := p.ByCPU()
	assert.Equal(t, want.seen(), at[0])
	assert.Greater(t, at[3], at[0])
	assert.Less(t, at[3], int64(Open), "the isolated CPU is interrupted in one run alone")
}

func TestInAParting(t *testing.T) {
	p := Parting{At: [2]int64{4, Open}}
	assert.Equal(t, int64(4), p.In(0))
	assert.Equal(t, int64(4), p.In(1), "where the other run has its event")
	assert.Equal(t, int64(4), p.seen())
	p.At[1] = 9
	assert.Equal(t, int64(9), p.In(1))
	assert.Equal(t, int64(9), p.seen(), "when both have come to it")
}
