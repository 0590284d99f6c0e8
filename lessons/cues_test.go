package lessons

import (
	"fmt"
	"slices"
	"testing"

	"barnyard/engine"
	"barnyard/engine/locking"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/ui"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Where a cue points, there must be something to see: a function that the
// kernel has, and a thing of the picture that at that instant is as the prose
// says.

// TestFocusShowsSomething: the picture has the thing, and there is something
// to see in it when the cues before it have been followed.
func TestFocusShowsSomething(t *testing.T) {
	n := 0
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			for i, c := range s.Cues {
				if c.Kind != lesson.CueFocus {
					continue
				}
				n++
				id, err := scene.ParseID(c.Target)
				if !assert.NoError(t, err, "%s:%d", l.File, c.Line) {
					continue
				}
				for _, m := range shown(s.Cues) {
					v := arrive(t, &s, s.Cues[:i], m)
					assert.Empty(t, v.missing(id), "%s:%d: %s", l.File, c.Line, c.Written)
				}
			}
		}
	}
	assert.Positive(t, n)
}

// arrival is a run, followed to where some cues lead.
type arrival struct {
	run    *engine.Run
	events []sim.Event      // up to there
	taken  bool             // the last cue waited for a lock to be taken
	look   func() *ui.Model // the picture at that instant
}

func arrive(t *testing.T, s *lesson.Step, cues []lesson.Cue, settings []lesson.Setting) arrival {
	t.Helper()
	if readsStates(cues) {
		return arriveInPicture(t, s, cues, settings)
	}
	events, ghz := eventsOf(t, s.ScenarioText, settings)
	v := arrival{look: func() *ui.Model { return pictureAt(t, s, cues, settings) }}
	from := 0
	for _, c := range cues {
		from = follow(events, from, c, ghz)
		require.GreaterOrEqual(t, from, 0, c.Written)
		v.taken = c.Kind == lesson.CueUntil && c.Event == "LockAcquire"
	}
	var err error
	v.events = events[:from]
	v.run, err = engine.New(ready(t, s.ScenarioText, settings...))
	require.NoError(t, err)
	for from > 0 && v.run.Kernel.M.Step < events[from-1].Step && v.run.Step() {
	}
	return v
}

// missing says what is wrong with pointing at a thing now; empty: nothing.
func (v *arrival) missing(id scene.ID) string {
	k := v.run.Kernel
	cpu := func(n int32) string {
		if n < 0 || int(n) >= len(k.M.CPUs) {
			return fmt.Sprintf("there is no CPU %d", n)
		}
		return ""
	}
	switch id.Kind {
	case scene.CPU, scene.Track, scene.Context:
		return cpu(id.N[0])
	case scene.Barn:
		if int(id.N[0]) >= len(k.Heap.Caches) || id.N[1] >= k.Heap.NNodes {
			return "there is no such barn"
		}
		return ""
	case scene.Latency:
		if len(k.Cfg.Series) == 0 {
			return "the scenario has no series"
		}
		return ""
	case scene.Hand:
		if !v.reaching(id.N[0], id.N[1]) {
			return "no CPU reaches into another now"
		}
		return ""
	case scene.Main, scene.CPULock:
		if wrong := cpu(id.N[1]); wrong != "" || int(id.N[0]) >= len(k.Heap.Caches) {
			return wrong + "there is no such cache"
		}
		return v.missingOf(id)
	}
	if !drawn(v.look(), id) {
		return "the picture does not have it"
	}
	return ""
}

// missingOf looks at the sheaves of one CPU.
func (v *arrival) missingOf(id scene.ID) string {
	k := v.run.Kernel
	p := k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(id.N[0]), id.N[1])]
	switch {
	case id.Kind == scene.Main && k.Heap.Size(p.Main) == 0 && k.Heap.Caches[id.N[0]].Capacity > 0:
		return "the main sheaf is empty"
	case id.Kind == scene.CPULock && v.taken && lockTaken(v.events) != p.Lock:
		return "another lock was taken: " + k.LockName(lockTaken(v.events))
	}
	return ""
}

func lockTaken(events []sim.Event) locking.ID { return locking.ID(events[len(events)-1].A) }

// reaching reports whether one CPU does the work of another now.
func (v *arrival) reaching(from, to int32) bool {
	now := false
	for _, e := range v.events {
		if int32(e.CPU) == from && (e.Kind == sim.DirectStart || e.Kind == sim.DirectEnd) {
			now = e.Kind == sim.DirectStart && e.B == to
		}
	}
	return now
}

// TestOneAnswer: of the choices of each question exactly one is right. The
// comparison is made here once more, apart from Ask.Right.
func TestOneAnswer(t *testing.T) {
	n := 0
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			if s.Ask == nil {
				continue
			}
			n++
			r, err := watched(ready(t, s.ScenarioText+s.Ask.Claim(), s.Ask.When...))
			require.NoError(t, err)
			value := r.Claims[len(r.Claims)-1].Value
			require.NotNil(t, value, "%s:%d", l.File, s.Ask.Line)
			var right []string
			for _, c := range s.Ask.Choices {
				if !slices.ContainsFunc(c.Tests, func(x lesson.Test) bool { return !passes(*value, x) }) {
					right = append(right, c.Text)
				}
			}
			assert.Len(t, right, 1, "%s:%d: %d", l.File, s.Ask.Line, *value)
		}
	}
	assert.Positive(t, n)
}

// passes makes one comparison of a choice; a time is compared in ns.
func passes(v int64, x lesson.Test) bool {
	bound := x.Value
	if x.IsDur {
		bound = scenario.Dur{N: x.Value, Unit: x.Unit}.Cycles(1)
	}
	return map[scenario.Op]bool{
		scenario.LT: v < bound, scenario.LE: v <= bound, scenario.EQ: v == bound,
		scenario.GE: v >= bound, scenario.GT: v > bound, scenario.NE: v != bound,
	}[x.Op]
}

// withClaim is the first scenario of a lesson that makes a claim, all its
// claims without their when.
func withClaim(t *testing.T, slug, claim string) string {
	t.Helper()
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			text := withoutWhen(s.ScenarioText)
			makes := slices.ContainsFunc(ready(t, text).Claims, func(c scenario.Claim) bool { return c.Text == claim })
			if l.Slug == slug && makes {
				return text
			}
		}
	}
	require.Fail(t, "no step of "+slug+" claims "+claim)
	return ""
}

// says is what a run of the text says about one of its claims. A claim about
// a task that the text does not have any more goes first.
func says(t *testing.T, text, claim string) bool {
	t.Helper()
	text, err := lesson.Change(lesson.Place{File: "test", Line: 1}, text, "drop claims\nclaim "+claim)
	require.NoError(t, err)
	r, err := watched(ready(t, text))
	require.NoError(t, err)
	require.Len(t, r.Claims, 1)
	return r.Claims[0].Holds
}
