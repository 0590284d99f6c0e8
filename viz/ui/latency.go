package ui

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/track"
)

// The latency pane: which series it shows and how, and the way from a bar to
// the moment that made it. A sample of the shown series is named by its run
// and its number, as scene.LatencyBar has them.

// Latency is what the pane shows.
type Latency struct {
	Counts   bool // a histogram instead of the samples over time
	series   int  // 0: the one that Tracks.Choose names; else one more than its index
	Class    int  // the chosen bar of the histogram
	HasClass bool
	width    int64 // of its class
}

// The messages of the pane.
type (
	// ShowCounts turns the samples over time into a histogram, and back.
	ShowCounts struct{}
	// ShowSeries goes on by that many series.
	ShowSeries struct{ By int }
	// ShowPolicies has the four policies recorded and laid over each other, or
	// no more.
	ShowPolicies struct{}
	// BarBy chooses a bar further to the right or left: of the histogram, the
	// next class that has samples; of the samples over time, the next one that
	// stands out.
	BarBy struct{ By int }
	// GoToClass goes to the end of the longest sample of a class in a run;
	// again, to that of the next.
	GoToClass struct{ Run, Class int }
	// GoToSample goes to the end of a sample of the shown series.
	GoToSample struct{ Run, Sample int }
	// GoToBar goes where the chosen bar leads.
	GoToBar struct{}
)

func (ShowCounts) msg()   {}
func (ShowSeries) msg()   {}
func (ShowPolicies) msg() {}
func (BarBy) msg()        {}
func (GoToClass) msg()    {}
func (GoToSample) msg()   {}
func (GoToBar) msg()      {}

// The buttons of the pane, as scene.LatencyTab has them.
const (
	TabOverTime = iota
	TabCounts
	TabSeries
	TabPolicies
)

// latency answers to them.
func (m *Model) latency(msg Msg) bool {
	l := &m.Latency
	switch msg := msg.(type) {
	case ShowCounts:
		l.Counts = !l.Counts
	case ShowSeries:
		m.showSeries(msg.By)
	case ShowPolicies:
		m.showPolicies()
	case BarBy:
		m.barBy(msg.By)
	case GoToClass:
		m.goToClass(msg.Run, msg.Class)
	case GoToSample:
		m.goToSample(msg.Run, msg.Sample)
	case GoToBar:
		m.goToBar()
	default:
		return false
	}
	return true
}

// tapLatency is what a tap on a thing of the pane means; nil for none of them.
func (m *Model) tapLatency(id scene.ID) Msg {
	switch id.Kind {
	case scene.LatencyBar:
		return GoToSample{int(id.N[0]), int(id.N[1])}
	case scene.LatencyClass:
		return GoToClass{int(id.N[0]), int(id.N[1])}
	case scene.LatencyOpen:
		m.Reading = ReadLedger
		return Select{id}
	case scene.LatencyTab:
		switch id.N[0] {
		case TabSeries:
			return ShowSeries{1}
		case TabPolicies:
			return ShowPolicies{}
		}
		if (id.N[0] == TabCounts) != m.Latency.Counts {
			return ShowCounts{}
		}
		return Select{m.Sel.Whole()} // it is shown already
	}
	return nil
}

// SeriesShown is the series that the pane shows; -1 if there is none.
func (m *Model) SeriesShown() int {
	t := m.Side().Tracks
	if n := m.Latency.series; n > 0 && n <= len(t.Series) {
		return n - 1
	}
	return t.Choose()
}

func (m *Model) showSeries(by int) {
	n, at := len(m.Side().Tracks.Series), m.SeriesShown()
	if n < 2 {
		m.tell("This scenario has no other series.", false)
		return
	}
	m.Latency.series = 1 + ((at+by)%n+n)%n
	m.Latency.HasClass = false
	if isSample(m.Sel) {
		m.Sel, m.Told = scene.ID{}, false
	}
}

func isSample(id scene.ID) bool {
	return id.Kind == scene.LatencyBar || id.Kind == scene.LatencyOpen || id.Kind == scene.LatencyClass
}

func (m *Model) showPolicies() {
	if m.Overlaid() {
		m.setOverlay(nil)
		return
	}
	m.Latency.Counts = true
	m.setOverlay(Policies())
}

// Samples is the shown series in a run, and how many of its samples count: over
// time those up to now in the run that is in the picture, else all that are
// recorded. A histogram is of whole runs: going to the moment of a bar must not
// take the bars away that lie behind it.
func (m *Model) Samples(run int) (*track.Series, int) {
	at := m.SeriesShown()
	if at < 0 || run < 0 || run >= m.Runs() || at >= len(m.Run(run).Tracks.Series) {
		return nil, 0
	}
	s := &m.Run(run).Tracks.Series[at]
	if run == m.Shown && !m.Latency.Counts {
		return s, s.Until(m.Now)
	}
	return s, len(s.Marks)
}

// ClassWidth is the width of the histogram's classes, in cycles, and how many
// there are: those up to the largest sample of any run, so that they stay while
// time goes on.
func (m *Model) ClassWidth() (width int64, classes int) {
	most := int64(0)
	for run := range m.Runs() {
		if s, _ := m.Samples(run); s != nil {
			most = max(most, s.Longest())
		}
	}
	width = track.ClassWidth(most, m.GHz())
	return width, int(most/width) + 1
}

// barBy moves the choice among the bars of the run that is in the picture.
func (m *Model) barBy(by int) {
	s, n := m.Samples(m.Shown)
	if s == nil || n == 0 {
		m.tell("There is no sample yet.", false)
		return
	}
	if !m.Latency.Counts {
		m.spikeBy(s, n, by)
		return
	}
	counts := m.Counts(m.Shown)
	l := &m.Latency
	at := len(counts)
	if l.HasClass {
		at = l.Class
	} else if by > 0 {
		at = -1
	}
	for at += by; at >= 0 && at < len(counts); at += by {
		if counts[at] > 0 {
			m.chooseClass(at)
			m.Sel, m.Told = scene.LatencyClass.ID(m.Shown, at), true
			return
		}
	}
	m.tell("No bar further on has a sample.", false)
}

// standsOut is how many times the median a sample is that is told of.
const standsOut = 3

// spikeBy chooses the next sample that stands out, from the chosen one on;
// where none is chosen, the first or the last up to now.
func (m *Model) spikeBy(s *track.Series, n, by int) {
	bound := standsOut * s.Percentile(n, 500)
	at := n
	if by > 0 {
		at = -1
	}
	if m.Sel.Kind == scene.LatencyBar && int(m.Sel.N[0]) == m.Shown {
		at = int(m.Sel.N[1])
	}
	for at += by; at >= 0 && at < n; at += by {
		if s.Marks[at].Took > bound {
			m.Sel, m.Told = scene.LatencyBar.ID(m.Shown, at), true
			m.reveal(s.Marks[at].At-s.Marks[at].Took, s.Marks[at].At)
			return
		}
	}
	m.tell("No sample further on stands out.", false)
}

// goToBar goes where the chosen bar leads.
func (m *Model) goToBar() {
	switch id := m.Sel.Whole(); id.Kind {
	case scene.LatencyBar:
		if m.Latency.Counts && m.Latency.HasClass {
			m.goToClass(int(id.N[0]), m.Latency.Class)
			return
		}
		m.goToSample(int(id.N[0]), int(id.N[1]))
	case scene.LatencyClass:
		m.goToClass(int(id.N[0]), int(id.N[1]))
	}
}

// goToClass goes to the longest sample of a class; if one of the class is
// chosen already, to the next.
func (m *Model) goToClass(run, class int) {
	s, n := m.Samples(run)
	if s == nil || n == 0 {
		return
	}
	width, _ := m.ClassWidth()
	at, ok := s.Worst(n, int64(class), width, 0)
	if !ok {
		m.tell("No sample is in this class.", false)
		return
	}
	if id := m.Sel.Whole(); id.Kind == scene.LatencyBar && int(id.N[0]) == run && int(id.N[1]) < n && s.Marks[id.N[1]].Took/width == int64(class) {
		at = s.After(int(id.N[1]), n, width)
	}
	m.goToSample(run, at)
	m.chooseClass(class)
}

func (m *Model) chooseClass(class int) {
	m.Latency.Class, m.Latency.HasClass = class, true
	m.Latency.width, _ = m.ClassWidth()
}

// keepClass lets the chosen bar be the one at the same length when more of a
// run is recorded and the classes become wider.
func (m *Model) keepClass() {
	l := &m.Latency
	if !l.HasClass || !m.Loaded() {
		return
	}
	width, _ := m.ClassWidth()
	if width == l.width {
		return
	}
	l.Class = int(int64(l.Class) * l.width / width)
	if m.Sel.Kind == scene.LatencyClass {
		m.Sel = scene.LatencyClass.ID(int(m.Sel.N[0]), int(int64(m.Sel.N[1])*l.width/width))
	}
	l.width = width
}

// goToSample goes to the end of a sample: its run comes into the picture, its
// interval into the window, and the ledger is opened at it.
func (m *Model) goToSample(run, n int) {
	s, _ := m.Samples(run)
	if s == nil || n < 0 || n >= len(s.Marks) {
		return
	}
	mark := s.Marks[n]
	if run >= len(m.Sides) {
		side := m.Shown
		m.setVariant(side, m.Run(run).Variant)
		run = side
	}
	m.show(run)
	Update(m, SeekTo{mark.At})
	m.Sel, m.Told = scene.LatencyBar.ID(run, n), m.W < ledgerBeside
	m.Reading = ReadLedger
	m.reveal(mark.At-mark.Took, mark.At)
}

// ledgerBeside is how wide a window is that has the ledger in view; in others a
// sentence tells of it.
const ledgerBeside = 1000

// How much of the window an interval takes up that is gone to.
const (
	leastShare = 0.04
	goodShare  = 0.3
	mostShare  = 0.9
)

// reveal makes the window show an interval, neither as a speck nor cut off.
func (m *Model) reveal(from, to int64) {
	wide, took := m.Window.To-m.Window.From, to-from
	if took <= 0 || wide <= 0 {
		return
	}
	share := float64(took) / float64(wide)
	if share < leastShare || share > mostShare {
		wide = int64(float64(took) / goodShare)
	} else if from >= m.Window.From && to <= m.Window.To {
		return
	}
	m.setWindow(from+took/2-wide/2, wide)
}

// OpenSince is since when the gap of the shown series lasts that has not ended
// at the instant shown; false where its program has ended or has not marked it.
func (m *Model) OpenSince() (int64, bool) {
	at := m.SeriesShown()
	if at < 0 {
		return 0, false
	}
	return openSince(m.Kernel(), &m.Side().Tracks.Series[at], at)
}

// openSince is that of a state and of one of its series, the at-th.
func openSince(k *path.Kernel, s *track.Series, at int) (int64, bool) {
	since, owner := k.Marks[at], s.Owner
	if since < 0 || owner == sim.NoThread || k.M.Threads[owner].State == sim.Done {
		return 0, false
	}
	return since, true
}
