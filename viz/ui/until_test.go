package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// firstEvent is the step of the first event after a step that is as asked.
func firstEvent(m *Model, after uint32, is func(e *sim.Event) bool) uint32 {
	p := m.Side().Past
	for i := p.FirstOfStep(after + 1); i < p.Len(); i++ {
		if e := p.Event(i); is(&e) {
			return e.Step
		}
	}
	return 0
}

// What the events say must be where the conditions lead.
func TestUntilComesToWhereItBecomesSo(t *testing.T) {
	m := loaded(t)
	k := m.Kernel()
	lock := k.Heap.PCS[k.Heap.PCSOf(0, 3)].Lock
	admin := sim.ThreadID(-1)
	for id := range k.Cfg.Programs {
		if k.Cfg.Programs[id].Name == "admin" {
			admin = sim.ThreadID(id)
		}
	}
	flushed := int64(0)
	cases := []struct {
		text string
		is   func(e *sim.Event) bool
	}{
		{"waits(admin)", func(e *sim.Event) bool { return e.Kind == sim.FlushWait && e.Thread == admin }},
		{"runs(admin)", func(e *sim.Event) bool { return e.Kind == sim.SchedSwitch && sim.ThreadID(e.B) == admin }},
		{"ready(admin)", func(e *sim.Event) bool { return e.Kind == sim.SchedWakeup && sim.ThreadID(e.A) == admin }},
		{"done(admin)", func(e *sim.Event) bool { return e.Kind == sim.TaskDone && e.Thread == admin }},
		{"lock=cpu3 held", func(e *sim.Event) bool { return e.Kind == sim.LockAcquire && e.A == int32(lock) }},
		{"lock=cpu3.lock free", func(e *sim.Event) bool { return e.Kind == sim.LockRelease && e.A == int32(lock) }},
		{"lock=flush_lock by=admin", func(e *sim.Event) bool {
			return e.Kind == sim.LockAcquire && k.Locks.L[e.A].Class == locking.FlushLock && e.Thread == admin
		}},
		{"stat(SHEAF_FLUSH)>=60", func(e *sim.Event) bool {
			if e.Kind == sim.StatAdd && slub.Stat(e.A) == slub.SheafFlush {
				flushed += e.C
			}
			return flushed >= 60
		}},
		{"event=WorkStart cpu=3", func(e *sim.Event) bool { return e.Kind == sim.WorkStart && e.CPU == 3 }},
	}
	for _, c := range cases {
		from := uint32(0)
		Update(m, Cue{"mode qpw=0"})
		settle(m)
		Update(m, RunUntil{c.text})
		settle(m)
		require.False(t, m.Notice.Alarm, m.Notice.Text)
		if strings.Contains(c.text, "free") || strings.Contains(c.text, "runs") {
			from = m.Step - 1 // it may have been so at the start; then the event is not the first one
		}
		want := firstEvent(m, from, c.is)
		assert.Equal(t, want, m.Step, c.text)
		assert.NotZero(t, m.Step, c.text)
	}
}

// Sizes have no events: every state up to the place is looked at.
func TestUntilOnSizes(t *testing.T) {
	m := loaded(t)
	for text, size := range map[string]func() int64{
		"main(3)=60":              func() int64 { k := m.Kernel(); return int64(k.Heap.Size(k.Heap.PCS[3].Main)) - 60 },
		"main(kmalloc-64,3)=0":    func() int64 { k := m.Kernel(); return int64(k.Heap.Size(k.Heap.PCS[3].Main)) },
		"slabs(0)=1 n=2":          func() int64 { return int64(m.Kernel().Heap.Nodes[0].NrSlabs) - 1 },
		"holds(poll)=40":          func() int64 { return int64(m.Kernel().Heap.Holders[0].N) - 40 },
		"partial(kmalloc-64,0)=2": func() int64 { return int64(m.Kernel().Heap.Nodes[0].NrPartial) - 2 },
	} {
		Update(m, Cue{"mode qpw=0"})
		settle(m)
		Update(m, RunUntil{text})
		settle(m)
		if m.Notice.Text != "" {
			t.Errorf("%s: %s", text, m.Notice.Text)
			continue
		}
		there, times := m.Step, 0
		was := true
		for step := uint32(0); step <= there; step++ {
			m.showStep(step)
			is := size() == 0
			if step > 0 && is && !was {
				times++
			}
			was = is
		}
		want := 1
		if strings.HasSuffix(text, "n=2") {
			want = 2
		}
		assert.Equal(t, want, times, text)
		assert.True(t, was, text)
	}
}

func TestUntilSaysWhatItExpected(t *testing.T) {
	m := loaded(t)
	for text, want := range map[string]string{
		"":                        "until: found nothing, expected event=KIND, lock=NAME held, or a condition such as main(1)=0 or waits(TASK)",
		"event=Nope":              "until event=Nope: there is no event called Nope, expected one of list events such as LockContended",
		"event=QueueWork cpu=9":   "until event=QueueWork cpu=9: found cpu=9, expected a number from 0 to 3",
		"event=QueueWork n=0":     "until event=QueueWork n=0: found n=0, expected a number from 1 to 1000000",
		"event=QueueWork 3":       "until event=QueueWork 3: found 3, expected n=K or the end of the line",
		"main(9)=0":               "until main(9)=0: found 9, expected a CPU from 0 to 3",
		"main(kmalloc-8,1)=0":     "until main(kmalloc-8,1)=0: there is no cache called kmalloc-8, expected one of kmalloc-64",
		"main(1)":                 `until main(1): found "" after main(1), expected one of = != < <= > >= and a number`,
		"main(1)=x":               "until main(1)=x: found main(1)=x, expected a number from 0 to 1099511627776",
		"waits(admin)=1":          "until waits(admin)=1: found =1 after waits(admin), expected the end: it is so or it is not",
		"waits(nobody)":           "until waits(nobody): there is no task called nobody, expected one of ",
		"stat(NOPE)>=1":           "until stat(NOPE)>=1: found (NOPE), expected one of list stats such as SHEAF_FLUSH, and a cache where only one counts",
		"lock=cpu9 held":          "until lock=cpu9 held: there is no lock called cpu9, expected cpuN, barnN or listN",
		"lock=cpu3":               "until lock=cpu3: found nothing after the lock, expected held, free, contended or by=TASK",
		"lock=cpu3 taken":         "until lock=cpu3 taken: found taken after the lock, expected held, free, contended or by=TASK",
		"dances(admin)":           "until dances(admin): found dances, expected one of main, spare,",
		"to\u202emorrow":          `until to\u202emorrow: found to\u202emorrow, expected event=KIND,`,
		"tomorrow":                "until tomorrow: found tomorrow, expected event=KIND,",
		strings.Repeat("x", 1000): "until: found 1000 characters, expected at most 200",
	} {
		before := m.Step
		Update(m, RunUntil{text})
		assert.True(t, m.Notice.Alarm, text)
		assert.True(t, strings.HasPrefix(m.Notice.Text, want), "%s\ngot  %s\nwant %s", text, m.Notice.Text, want)
		assert.NotContains(t, m.Notice.Text, "\n")
		assert.Equal(t, before, m.Step)
	}
}

func FuzzUntil(f *testing.F) {
	for _, text := range []string{"event=A cpu=3 n=2", "main(c,1)=0", "lock=cpu0(c) by=a", "stat(X,Y)<=", "waits()", "((", ")(", "=", "holds(a)>=9 n=3"} {
		f.Add(text)
	}
	m := New(1280, 720)
	Update(m, Load{Text: "machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c; free c }\n"})
	f.Fuzz(func(t *testing.T, text string) {
		u, err := parseUntil(m.Kernel(), text)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		if u.cond != nil {
			u.cond.holds(m.Kernel())
		}
	})
}

func TestACueAndALinkLeadToACondition(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil waits(admin)"})
	settle(m)
	require.False(t, m.Notice.Alarm, m.Notice.Text)
	there := m.Now
	assert.NotZero(t, there)
	Update(m, Cue{"mode qpw=0"})
	settle(m)
	Update(m, RunUntil{"stat(ALLOC_SLAB)>=100000"})
	resume := m.State().Resume
	assert.Contains(t, resume, "until stat(ALLOC_SLAB)>=100000\n")
	settle(m)
	assert.Contains(t, m.Notice.Text, "No instant at which it becomes so that stat(ALLOC_SLAB)>=100000 after this instant.")
	Update(m, Cue{"mode qpw=0\nuntil waits(admin)"})
	settle(m)
	Update(m, RunUntil{"waits(poll)"}) // never: the other run is looked through too
	Update(m, SwitchMode{})
	settle(m)
	assert.Equal(t, 1, m.Shown)
	assert.Contains(t, m.Notice.Text, "No instant")
}

func TestEventsOfTheSameKind(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil event=QueueWork"})
	settle(m)
	first := m.Step
	press(m, "N")
	settle(m)
	second := firstEvent(m, first, func(e *sim.Event) bool { return e.Kind == sim.QueueWork })
	assert.Equal(t, second, m.Step)
	assert.Equal(t, sim.QueueWork, m.Time.Kind)
	press(m, "B")
	assert.Equal(t, first, m.Step)
	press(m, "B")
	assert.Equal(t, "No QueueWork before this instant.", m.Notice.Text)

	press(m, "g")
	assert.Equal(t, ReadGoals, m.Reading)
	rows := m.Goals()
	at := 0
	for i, r := range rows {
		if r.Kind == sim.WorkStart {
			at = i
		}
	}
	require.NotZero(t, at)
	for m.Time.Goal < at {
		press(m, "j")
	}
	press(m, "Enter")
	settle(m)
	assert.Equal(t, sim.WorkStart, m.Time.Kind)
	assert.Equal(t, firstEvent(m, first, func(e *sim.Event) bool { return e.Kind == sim.WorkStart }), m.Step)
	for i, r := range m.Goals() {
		if r.Until == "waits(admin)" {
			Update(m, Cue{"mode qpw=0"})
			Update(m, Hand{gesture.Event{Kind: gesture.Tap}, Spot{ID: scene.GoalRow.ID(i)}})
			settle(m)
			e := m.Side().Past.Event(m.Side().Past.FirstOfStep(m.Step))
			assert.Equal(t, sim.FlushWait, e.Kind)
		}
	}
}

func TestALineIsTyped(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0"})
	settle(m)
	press(m, ":")
	for _, r := range "waits(Pn" {
		press(m, string(r))
	}
	press(m, "Backspace")
	press(m, "Backspace")
	line, ok := m.Typing()
	assert.True(t, ok)
	assert.Equal(t, "waits(", line)
	for _, r := range "admin)" {
		press(m, string(r))
	}
	press(m, "Space")
	press(m, "Enter")
	settle(m)
	_, ok = m.Typing()
	assert.False(t, ok)
	assert.Equal(t, sim.FlushWait, m.Side().Past.Event(m.Side().Past.FirstOfStep(m.Step)).Kind)
	press(m, ":")
	press(m, "v")
	press(m, "Escape")
	_, ok = m.Typing()
	assert.False(t, ok)
	assert.False(t, m.Time.Tasks, "a key that is typed does nothing else")
}

func TestKindsAreCounted(t *testing.T) {
	m := loaded(t)
	p := m.Side().Past
	for _, n := range []int{0, 1, 4095, 4096, 4097, p.Len()} {
		want := [sim.NKinds]int{}
		for i := range n {
			want[p.Event(i).Kind]++
		}
		got, _ := m.Side().Tracks.CountKinds(p, n)
		assert.Equal(t, want, got, "the first %d", n)
	}
}
