package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
	"barnyard/viz/link"
	"barnyard/viz/scene"
)

// OpenLink goes where a link leads. A link that does not say what runs is one
// to the text, or else to what is shown. With a mistake in it nothing changes
// and the mistake is told.
type OpenLink struct {
	Link link.Link
	Text string
}

// CopyLink asks for a link to what is shown.
type CopyLink struct{}

func (OpenLink) msg() {}
func (CopyLink) msg() {}

// linkKeys is the key of links.
func linkKeys() []Key {
	return []Key{{[]string{"L"}, "L", "copy a link to this instant", always(CopyLink{})}}
}

// LinkAsked is another number after somebody has asked for a link.
func (m *Model) LinkAsked() int { return m.linkAsked }

// linkMsg answers to the messages of links; false if it is none.
func (m *Model) linkMsg(msg Msg) bool {
	switch msg := msg.(type) {
	case OpenLink:
		if err := m.openLink(msg); err != nil {
			m.tell(err.Error(), true)
		}
	case CopyLink:
		m.linkAsked++
	case ShowRun:
		if m.Loaded() {
			m.showRun(msg.Variant)
		}
	default:
		return false
	}
	return true
}

// CheckLink says what keeps a link from being opened where text is what a link
// without a scenario is about.
func CheckLink(l link.Link, text string) error {
	_, err := readLink(&l, text, nil)
	return err
}

// RunOf is the run that a link shows, with who was chosen in it. It is an error
// where the link does not say what runs.
func RunOf(l link.Link, lessons []*lesson.Lesson) (*replay.Replay, error) {
	o, err := readLink(&l, "", lessons)
	switch {
	case err != nil && l.Scenario == "" && l.Text == "" && l.Replay == "":
		return nil, errors.New("the link does not say what runs; expected s=, text=, z=, replay= or a lesson= that there is")
	case err != nil:
		return nil, err
	}
	mode := qpw.Mode(o.s.Machine.QPW)
	home := ofMode(mode)
	v := cmp.Or(Variant(l.Run), Variant(l.Sides[sideOf(mode)]), home)
	s, own, err := v.of(o.s)
	if err != nil {
		return nil, err
	}
	if o.replay != nil && own == home {
		return o.replay, nil
	}
	return &replay.Replay{Scenario: s}, nil
}

// opened is a link of which everything has been read that can be wrong.
type opened struct {
	*link.Link
	name, text string
	s          *scenario.Scenario
	replay     *replay.Replay
	lesson     *lesson.Lesson
	lessonAt   int
	page       int
	until      []lesson.Cue
	sel        scene.ID
	reading    Reading
}

// readLink reads all of a link before anything of it counts.
func readLink(l *link.Link, text string, lessons []*lesson.Lesson) (*opened, error) {
	o := &opened{Link: l, text: text, name: "scenario"}
	for i, le := range lessons {
		slug, step, _ := strings.Cut(l.Lesson, "/")
		if at := slices.IndexFunc(le.Steps, func(s lesson.Step) bool { return s.Slug == step }); le.Slug == slug && at >= 0 {
			o.lesson, o.lessonAt, o.page = le, i, at
			o.name, o.text = le.Steps[at].ScenarioName, le.Steps[at].ScenarioText
		}
	}
	if err := o.readText(); err != nil {
		return nil, err
	}
	for _, v := range []string{l.Sides[0], l.Sides[1], l.Run} {
		if v == "" {
			continue
		}
		s, _, err := Variant(v).of(o.s)
		if err == nil {
			_, err = engine.New(s)
		}
		if err != nil {
			return nil, fmt.Errorf("the link's run %s: %s", v, Variant(v).oneLine(err))
		}
	}
	if l.Sides[0] != "" && l.Sides[0] == l.Sides[1] {
		return nil, fmt.Errorf("the link's sides are both %s; expected two runs that differ", l.Sides[0])
	}
	return o, o.readView()
}

// readText finds out what runs.
func (o *opened) readText() error {
	var err error
	if o.Replay != "" {
		if o.replay, err = replay.Parse(o.Replay); err != nil {
			return err
		}
		o.s = o.replay.Scenario
		return nil
	}
	if o.Scenario != "" {
		b, ok := scenario.Lookup(o.Scenario)
		if !ok {
			return fmt.Errorf("the link is of scenario %q; expected the name of a built-in, see list scenarios", o.Scenario)
		}
		o.name, o.text = b.Name, string(b.Text)
	} else if o.Text != "" {
		o.name, o.text = "scenario", o.Link.Text
	}
	if o.s, err = engine.Parse(o.name, []byte(o.text)); err != nil {
		return fmt.Errorf("the link's scenario: %w", err)
	}
	for _, set := range o.Settings {
		if err := o.s.Set(set.Key, set.Value); err != nil {
			return fmt.Errorf("the link's setting %s: %w", set.Key, err)
		}
	}
	if len(o.Settings) > 0 {
		o.text = o.s.String()
	}
	if _, err := checked(o.name, o.text); err != nil {
		return fmt.Errorf("the link's scenario: %w", err)
	}
	return nil
}

func (o *opened) readView() error {
	if o.Sel != "" {
		var err error
		if o.sel, err = scene.ParseID(o.Sel); err != nil {
			return fmt.Errorf("the link's sel is %q; expected the name of a thing in the picture such as cpu3", o.Sel)
		}
	}
	if o.Tab != "" {
		at := slices.Index(readingWords(), o.Tab)
		if at < 0 {
			return fmt.Errorf("the link's tab is %q; expected one of %s", o.Tab, strings.Join(readingWords(), ", "))
		}
		o.reading = Reading(at)
	}
	if o.Rows != "" && o.Rows != "tasks" && o.Rows != "cpus" {
		return fmt.Errorf("the link's rows are %q; expected tasks or cpus", o.Rows)
	}
	if ghz := o.s.Machine.GHz; o.From != nil && o.To.Cycles(ghz)-o.From.Cycles(ghz) < narrowest {
		return fmt.Errorf("the link's timeline goes from %s to %s; expected at least %d cycles", link.Word(*o.From), link.Word(*o.To), narrowest)
	}
	if n := len(o.s.Caches); o.Cache > 0 && o.Cache >= n {
		return fmt.Errorf("the link's cache is %d; expected less than %d: the scenario has so many", o.Cache, n)
	}
	for _, text := range o.Until {
		cues, err := lesson.ParseCues("until " + text)
		if err != nil || len(cues) != 1 {
			return fmt.Errorf("the link's until: %w", errors.Join(err))
		}
		o.until = append(o.until, cues[0])
	}
	return nil
}

// openLink goes where a link leads.
func (m *Model) openLink(msg OpenLink) error {
	text := msg.Text
	if text == "" {
		text = m.Text
	}
	o, err := readLink(&msg.Link, text, m.Lessons)
	if err != nil {
		return err
	}
	switch {
	case o.replay != nil:
		if !m.begin(o.s, o.s.String(), o.replay) {
			return nil // it is told
		}
		m.Replay, m.Title = o.Replay, replayTitle(o.replay)
	case !m.Loaded() || o.text != m.Text || m.Replay != "" || m.Scenario.Name != o.name:
		if !m.begin(o.s, o.text, nil) {
			return nil
		}
	default:
		m.setSides(m.home)
		m.rewind()
		m.Speed = m.homeSpeed
	}
	m.more, m.lessonLink, m.Lesson = o.More, o.Link.Lesson, nil
	if o.lesson != nil {
		m.Lesson, m.Page, m.Scroll, m.quiz = o.lesson, o.page, 0, newQuiz(o.lesson.Steps[o.page].Ask)
	}
	m.linkedRuns(o)
	m.linkedView(o)
	m.linkedWay(o)
	return nil
}

// linkedRuns puts the runs of a link on the sides.
func (m *Model) linkedRuns(o *opened) {
	if o.Sides[0] != "" {
		m.putSides([2]Variant{Variant(o.Sides[0]), Variant(o.Sides[1])})
	}
	if o.Run != "" {
		m.showRun(Variant(o.Run))
	}
	m.setCompare(o.Compare)
}

// linkedView looks at it as the link says.
func (m *Model) linkedView(o *opened) {
	m.Reading = ReadListing
	if o.Compare {
		m.Reading = ReadCompare
	}
	if o.Tab != "" {
		m.Reading = o.reading
	}
	m.Time.Tasks, m.Time.Top, m.Time.Lines = o.Rows == "tasks", 0, o.Owners
	m.Cache, m.Sel, m.Told = o.Cache, o.sel, o.Told
	if _, ok := m.Kernel().Cfg.Code.Func(o.Pinned); ok {
		m.Pinned = o.Pinned
	}
	m.diffPick = o.Diff
	if o.Speed != nil {
		m.Speed = nearestSpeed(o.Speed.Cycles(m.GHz()) / m.GHz())
	}
	for i, at := range o.Marks {
		if at != nil {
			m.Time.Markers[i] = Marker{Set: true, At: at.Cycles(m.GHz())}
		}
	}
}

// linkedWay sets out for the instant of a link.
func (m *Model) linkedWay(o *opened) {
	m.goals, m.arrival = m.goals[:0], o.Link
	switch {
	case o.At != nil:
		m.goals = append(m.goals, goal{kind: goalTime, at: o.At.Cycles(m.GHz())})
	case o.replay != nil && len(o.until) == 0:
		m.goals = append(m.goals, goal{kind: goalFinding})
	}
	for i := range o.until {
		m.cueUntil(&o.until[i])
	}
	m.goals = append(m.goals, goal{kind: goalArrive})
	m.chase(firstBudget)
}

// ShowRun shows the run of a variant at the same instant: that of a side if it
// stands on one.
type ShowRun struct{ Variant Variant }

func (ShowRun) msg() {}

// CheckRun says why a run cannot be shown beside others of the scenario.
func (m *Model) CheckRun(text string) error {
	s, _, err := Variant(text).of(m.Scenario)
	if err == nil {
		_, err = engine.New(s)
	}
	if err != nil {
		return errors.New("mode: " + Variant(text).oneLine(err))
	}
	return nil
}

// showRun puts a run on the side of its mode, unless it stands on one, and shows
// it.
func (m *Model) showRun(v Variant) {
	side, ok := m.sideWith(v)
	if !ok {
		side = sideOf(modeOf(v.Get("qpw")))
		m.setVariant(side, v)
	}
	m.show(side)
}
