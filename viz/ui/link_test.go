package ui

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/lessons/lesson"
	"barnyard/viz/link"
	"barnyard/viz/scene"
)

// arriveAll lets time pass until nothing is under way.
func arriveAll(t *testing.T, m *Model) {
	t.Helper()
	for n := 0; m.Seeking(); n++ {
		require.Less(t, n, 1000)
		Update(m, Tick{Steps: 5000})
	}
}

// follow opens a link in a new window.
func follow(t *testing.T, text string) *Model {
	t.Helper()
	l, err := link.Parse(text)
	require.NoError(t, err, text)
	m := New(1280, 720)
	Update(m, OpenLink{Link: l})
	require.True(t, m.Loaded(), m.Notice.Text)
	arriveAll(t, m)
	return m
}

func linkOf(t *testing.T, m *Model) string {
	t.Helper()
	text, err := m.LinkText()
	require.NoError(t, err)
	return text
}

// A link made anywhere, after anything that hands do, opens at the same state,
// looked at in the same way: the link made there is the same one.
func TestALinkLeadsToTheSameState(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "alloc-burst", "rt-pi-chain", "edited", "settings"} {
		rnd := sim.NewRand(9, 4)
		text := "machine cpus=2 ghz=3\ncache c size=64\ntask a cpu=0 { loop 40 { alloc c; free c } }\n# a comment of mine\n" + strings.Repeat("# and more of it\n", 30)
		if b, ok := scenario.Lookup(name); ok {
			text = string(b.Text)
		}
		if name == "settings" {
			b, _ := scenario.Lookup("alloc-burst")
			s, err := engine.Parse(b.Name, b.Text)
			require.NoError(t, err)
			require.NoError(t, s.Set("seed", "99"))
			name, text = "alloc-burst", s.String()
		}
		m := New(1280, 720)
		Update(m, Load{name, text})
		require.True(t, m.Loaded(), "%s: %s", name, m.Notice.Text)
		for round := range 12 {
			wander(m, &rnd)
			Update(m, Pause{})
			arriveAll(t, m)
			made := linkOf(t, m)
			there := follow(t, made)
			assert.Empty(t, there.Notice.Text, "%s %d: %s", name, round, made)
			assert.Equal(t, made, linkOf(t, there), "%s %d", name, round)
			assert.Equal(t, m.Kernel().Hash(), there.Kernel().Hash(), made)
			assert.Equal(t, m.Now, there.Now, made)
			assert.Equal(t, m.Text, there.Text, made)
		}
	}
}

// wander does what hands do to a picture, in no order.
func wander(m *Model, rnd *sim.Rand) {
	for range 6 {
		switch rnd.Intn(14) {
		case 0:
			Update(m, StepBy{int(rnd.Intn(400)) - 100})
		case 1:
			Update(m, EventBy{int(rnd.Intn(5)) - 1})
		case 2:
			Update(m, SeekTo{rnd.Intn(m.End() + 1)})
		case 3:
			Update(m, SwitchMode{})
		case 4:
			Update(m, ShowCompare{})
		case 5:
			Update(m, ShowReading{Reading(rnd.Intn(int64(readings)))})
		case 6:
			Update(m, Select{scene.CPU.ID(int(rnd.Intn(int64(m.Scenario.Machine.CPUs))))})
		case 7:
			Update(m, ShowTasks{rnd.Intn(2) == 0})
		case 8:
			Update(m, SetMarker{int(rnd.Intn(2)), m.Now})
		case 9:
			Update(m, Faster{int(rnd.Intn(5)) - 2})
		case 10:
			Update(m, Zoom{m.Now, 0.5})
		case 11:
			Update(m, SetVariant{int(rnd.Intn(2)), Policies()[rnd.Intn(4)]})
		case 12:
			Update(m, Play{})
			Update(m, Tick{Seconds: 0.1, Steps: 2000})
		default:
			Update(m, Tick{Seconds: 0.016, Steps: 3000})
		}
		if m.manual.on || m.paired() {
			m.rewind() // by hand and two at a time have tests of their own
		}
	}
}

// What a person chose by hand is in the link, whole.
func TestALinkHoldsWhatWasChosenByHand(t *testing.T) {
	m := New(1280, 720)
	b, _ := scenario.Lookup("flush-race")
	Update(m, Load{b.Name, string(b.Text)})
	Update(m, StepBy{20})
	Update(m, TakeOver{})
	for n := range 12 {
		offers, _ := m.Offers()
		require.NotEmpty(t, offers)
		Update(m, Take{Actor: offers[n%len(offers)].Actor})
		arriveAll(t, m)
	}
	made := linkOf(t, m)
	assert.Contains(t, made, "&replay=b1:flush-race:")
	assert.Contains(t, made, "&byhand=1")
	there := follow(t, made)
	assert.Empty(t, there.Notice.Text)
	assert.True(t, there.ByHand())
	assert.Equal(t, m.Kernel().Hash(), there.Kernel().Hash())
	assert.Equal(t, m.Step, there.Step)
}

// A link to another state says so, and whether it is of another engine.
func TestALinkOfAnotherEngine(t *testing.T) {
	made := linkOf(t, follow(t, "v=1&s=alloc-burst&t=2us"))
	other := regexp.MustCompile(`&h=\w+`).ReplaceAllString(made, "&h=0123456789abcdef")
	m := follow(t, other)
	assert.True(t, m.Notice.Alarm, "it stays until it is sent away")
	assert.Contains(t, m.Notice.Text, "This is another state than the one that the link was made from")
	m = follow(t, strings.Replace(other, "&e=5&", "&e=1.9&", 1))
	assert.Contains(t, m.Notice.Text, "engine 1.9 made it, this is engine 5.")
	Update(m, Tell{})
	assert.Empty(t, m.Notice.Text)
	for _, text := range []string{"v=1&s=alloc-burst&t=2us&e=1.9", "v=1&s=alloc-burst&e=1.9"} {
		m = follow(t, text)
		assert.True(t, m.Notice.Alarm)
		assert.Contains(t, m.Notice.Text, "engine 1.9 made it, this is engine 5, and it has no hash of the state")
	}
	assert.Empty(t, follow(t, "v=1&s=alloc-burst&t=2us&e=5").Notice.Text)
	assert.Empty(t, follow(t, "v=1&s=alloc-burst&t=2us").Notice.Text)
	m = follow(t, regexp.MustCompile(`&step=\d+`).ReplaceAllString(made, "&step=2"))
	assert.Contains(t, m.Notice.Text, "Step 2 of the link is not at 2us here.")
	m = follow(t, regexp.MustCompile(`&step=\d+`).ReplaceAllString(made, "&step=99999999"))
	assert.Contains(t, m.Notice.Text, "The link is to step 99999999, and the run has ")
	m = follow(t, "v=1&s=shrink-under-poll&t=999us")
	assert.Equal(t, "The link leads to 999us, and the run ends at 220us.", m.Notice.Text)
	m = follow(t, "v=1&s=shrink-under-poll&t=220us")
	assert.Empty(t, m.Notice.Text)
}

// What a later version writes is kept, told, and handed on.
func TestUnknownPartsAreKept(t *testing.T) {
	m := follow(t, "v=1&s=alloc-burst&t=2us&holo=3&sound=on%20off")
	assert.Contains(t, m.Notice.Text, "not known here, and are kept: holo, sound.")
	assert.Contains(t, linkOf(t, m), "&holo=3&sound=on%20off")
	Update(m, SeekTo{9000})
	assert.Contains(t, linkOf(t, m), "&holo=3&sound=on%20off")
}

func TestALinkGoesOnFromItsInstant(t *testing.T) {
	m := follow(t, "v=1&s=shrink-under-poll&run=qpw=0&t=1us&until=event=WorkStart")
	assert.Greater(t, m.Now, int64(3000))
	assert.NotContains(t, linkOf(t, m), "until")
	assert.Empty(t, m.Notice.Text)
	m = follow(t, "v=1&s=shrink-under-poll&until=event=NoSuchThing")
	assert.Contains(t, m.Notice.Text, "NoSuchThing")
	m = follow(t, "v=1&s=alloc-burst&t=2us&play=1")
	assert.True(t, m.Playing)
	assert.NotContains(t, linkOf(t, m), "&h=", "no state is promised while time passes")
	m = follow(t, "v=1&replay=b1:pin-leak::")
	assert.EqualValues(t, m.Findings()[0].Step, m.Step, "at its violation")
}

// While a link is on its way, a link made then leads to the same place.
func TestALinkThatIsUnderWay(t *testing.T) {
	made := linkOf(t, follow(t, "v=1&s=shrink-under-poll&t=30us"))
	l, err := link.Parse(made)
	require.NoError(t, err)
	m := New(1280, 720)
	Update(m, OpenLink{Link: l})
	require.True(t, m.Seeking())
	again := linkOf(t, follow(t, linkOf(t, m)))
	assert.Equal(t, made, again)
}

// In the window a link opens the lesson that it was made in.
func TestALinkIntoALesson(t *testing.T) {
	all := []*lesson.Lesson{{Slug: "one", Steps: []lesson.Step{{Slug: "a", ScenarioName: "alloc-burst", ScenarioText: string(scenario.Builtins()[1].Text)}}}}
	l, err := link.Parse("v=1&lesson=one/a&t=1us")
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons = all
	Update(m, OpenLesson{})
	Update(m, OpenLink{Link: l})
	arriveAll(t, m)
	assert.Same(t, all[0], m.Lesson)
	assert.EqualValues(t, 3000, m.Now)
	assert.Contains(t, linkOf(t, m), "v=1&lesson=one/a&")
	// Where there are no lessons, the name stays in the link.
	other := follow(t, linkOf(t, m))
	assert.Nil(t, other.Lesson)
	assert.Contains(t, linkOf(t, other), "v=1&lesson=one/a&")
}

// BadLinks are the links that must be refused, and what is said of each.
func badLinks(t *testing.T) [][2]string {
	t.Helper()
	file, err := os.ReadFile("../link/testdata/bad.txt")
	require.NoError(t, err)
	repeat := regexp.MustCompile(`\{([^{}]*)\*(\d+)\}`)
	var out [][2]string
	for line := range strings.Lines(string(file)) {
		quoted, want, _ := strings.Cut(strings.TrimSpace(line), "\t")
		text, err := strconv.Unquote(quoted)
		if err != nil {
			continue
		}
		out = append(out, [2]string{repeat.ReplaceAllStringFunc(text, func(s string) string {
			part := repeat.FindStringSubmatch(s)
			n, _ := strconv.Atoi(part[2])
			return strings.Repeat(part[1], n)
		}), want})
	}
	return out
}

// Every link that is damaged or means harm is refused in one line, and what was
// shown stays as it was.
func TestBadLinks(t *testing.T) {
	m := follow(t, "v=1&s=alloc-burst&t=2us")
	before := linkOf(t, m)
	all := badLinks(t)
	require.GreaterOrEqual(t, len(all), 120)
	for _, c := range all {
		l, err := link.Parse(c[0])
		if err == nil {
			err = CheckLink(l, "")
			if l.Scenario == "" && l.Text == "" && l.Replay == "" {
				err = CheckLink(l, m.Text)
			}
			Update(m, OpenLink{Link: l})
			require.NotEmpty(t, m.Notice.Text, "%.60q", c[0])
			Update(m, Tell{})
		}
		if assert.Error(t, err, "%.80q", c[0]) {
			assert.Contains(t, err.Error(), c[1], "%.80q", c[0])
			assert.NotContains(t, err.Error(), "\n")
		}
		require.Equal(t, before, linkOf(t, m), "%.80q", c[0])
	}
	t.Logf("%d bad links are refused", len(all))
}

// What a lesson points at is only pointed at where its link is opened again; what
// somebody has chosen has its sentence there, too.
func TestALinkTellsOfWhatWasChosen(t *testing.T) {
	m := New(1280, 720)
	b, _ := scenario.Lookup("shrink-under-poll")
	Update(m, Load{b.Name, string(b.Text)})
	m.Sel = scene.RCUFree.ID(0, 3)
	there := follow(t, linkOf(t, m))
	assert.Equal(t, m.Sel, there.Sel)
	assert.False(t, there.Told)
	Update(m, Select{scene.Spare.ID(0, 3)})
	there = follow(t, linkOf(t, m))
	assert.Equal(t, scene.Spare.ID(0, 3), there.Sel)
	assert.True(t, there.Told)
}
