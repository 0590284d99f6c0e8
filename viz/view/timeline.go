package view

import (
	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// The timeline: one track a CPU, from left to right what it ran and for whom
// others waited. It shows what has happened up to the cursor and nothing that
// has not.
//
//	axis          35 µs    36       37  ...
//	CPU 3   |poll|▒|kworker/3:0 for admin |▒|poll    <- what has the CPU
//	          ==  ==                                 <- its sheaves' lock is held
//	             |--- poll off CPU 1.84 µs ---|      <- who suffered, and for whom

// TimelineInput is what the timeline is drawn from. Times are cycles.
type TimelineInput struct {
	Hist     *history.History   // not needed for drawing; may be nil
	Tracks   *track.Tracks      // what is recorded so far
	K        *path.Kernel       // the state at Now
	Now      int64              // the cursor: nothing after it is drawn
	From, To int64              // the window
	GHz      int64              // cycles a nanosecond
	Clock    unit               // of the clock that stands above; none: there is no clock
	Cache    int                // whose sheaves' locks are shown
	Top      int                // the first CPU shown when not all fit
	Selected scene.ID           // drawn with a ring, and in the other panes too
	Hover    scene.ID           // what the pointer is on; other threads fade
	Live     bool               // only the sentences of Hover and Selected are wanted
	Parting  *track.Parting     // where the two runs part; nil: not known
	Names    [2]string          // what the two runs are called
	Does     [2]string          // what each does where they part
	Findings []engine.Violation // up to now
	Stopped  bool               // the run stops here for a mistake of its scenario
	Gap      gapWanted          // the interval of the chosen sample
	Mode     int                // which of the two runs this is
	Tasks    bool               // a row a task, not a row a CPU; Top counts those that are scrolled away
	Tabs     bool               // the tabs that change that are wanted
	Markers  []Marker           // instants that the reader keeps
	Lines    bool               // what each move of a cache line cost is written beside it
	Life     *LifeInput         // where the chosen object has been; nil: none is chosen
}

// plot is a timeline while it is being drawn.
type plot struct {
	s       *scene.Scene
	in      *TimelineInput
	t       *track.Tracks
	pane    scene.Rect
	lifeY   float32    // the top of the track of the object's life; 0: none
	foot    float32    // below the rows, where the letters of the markers are
	area    scene.Rect // where time runs from left to right
	rows    rows
	groups  *groups    // rows of many CPUs each; nil: there are none
	tasks   taskLayout // of the task view; then rows counts its rows
	known   int64      // up to here it is told what has happened
	end     int64      // what is drawn ends here: the same, or the window's end
	limit   int        // with more items than this the picture is drawn coarser
	grain   int64      // shorter things are drawn together
	only    sim.ThreadID
	crowds  []crowd        // by CPU, see brackets
	taken   [][]scene.Rect // places of the texts so far, by band
	hatched []scene.Rect   // of the track that is drawn, where threads spin
	reached []scene.Rect   // where ways between CPUs go through the tracks
	ticks   []scene.Rect   // of the track that is drawn, the cache lines that came
	struck  []struckName   // names of spans that lines run through

	byCPU   []sim.ThreadID // the threads, those of one CPU side by side
	firstOf []int32        // and where those of each begin
	buf     []track.Piece  // memory for pieces
	idle    []track.Piece  // and for those looked at meanwhile
}

// nobody is who stands out when the pointer is on no thread's span.
const nobody sim.ThreadID = -2

// maxItems is how many items the timeline may take. When there would be more
// it is drawn again, coarser.
const maxItems = 3000

// timeline draws the run as one track a CPU into r.
func timeline(s *scene.Scene, in TimelineInput, r scene.Rect) {
	if in.To <= in.From || in.Tracks == nil || r.Empty() {
		return
	}
	area := plotOf(r)
	p := newPlot(s, &in, scene.Rect{X: area.X, Y: r.Y + axisHeight, W: area.W, H: r.H - axisHeight - 6})
	p.pane = r
	p.roomBelow()
	p.fit()
	p.fitGroups()
	pane(s, scene.Timeline.ID(), r, theme.Bar)
	p.axis(r)
	if in.Tabs {
		p.viewTabs()
	}
	p.fill()
	p.life()
	p.markers()
	p.cursor()
}

// newPlot is a plot of a run with nothing in it.
func newPlot(s *scene.Scene, in *TimelineInput, area scene.Rect) *plot {
	known := min(in.Now, in.Tracks.Last)
	w := workOf(s)
	w.times = *in
	p := &w.plot
	*p = plot{s: s, in: &w.times, t: in.Tracks, area: area, known: known, end: min(known, in.To),
		crowds: p.crowds, taken: p.taken, byCPU: p.byCPU, firstOf: p.firstOf, buf: p.buf, idle: p.idle,
		hatched: p.hatched, reached: p.reached, ticks: p.ticks, struck: p.struck}
	p.sortThreads()
	p.fit()
	p.only = p.hovered()
	return p
}

// fit gives the rows their places.
func (p *plot) fit() {
	if p.in.Tasks {
		p.fitTasks()
		return
	}
	p.rows = fitRows(p.area, len(p.in.Tracks.CPUs), p.in.Top, selectedCPU(p.in.Selected))
}

// fill draws the tracks, coarser and coarser until there are not too many items.
func (p *plot) fill() {
	s, in := p.s, p.in
	if p.area.W < 1 || p.area.H < 1 {
		return // a window too low or too narrow for any
	}
	items, points := len(s.Items), len(s.Points)
	p.limit = items + maxItems
	for pixels := int64(1); ; {
		p.grain = max(pixels*int64(float64(in.To-in.From)/float64(p.area.W)), 1)
		p.clearPlaces()
		done := p.tracks()
		if !p.full() || pixels >= 256 {
			break
		}
		for pixels *= 2; done*2 < p.rows.n && pixels < 256; done *= 2 {
			pixels *= 2 // it was not even half of the rows
			done = max(done, 1)
		}
		s.Items, s.Points = s.Items[:items], s.Points[:points]
	}
	p.gap()
}

// full says that there are too many items: this try is given up.
func (p *plot) full() bool { return len(p.s.Items) > p.limit }

// tracks draws all that moves with time. Texts come last, the most important
// first: each takes the place that is left. It says how many rows it has drawn
// before there were too many items.
func (p *plot) tracks() int {
	if p.in.Tasks {
		return p.taskTracks()
	}
	p.groupRows()
	p.noteWays()
	for i := range p.rows.n {
		if p.track(p.rows.cpu(i)); p.full() {
			return i
		}
	}
	p.stops()
	p.parting()
	p.findings()
	p.mistakeCross()
	p.reaches()
	p.wakes()
	p.arrows() // keeps the places of their heads free
	p.struckNames()
	p.brackets()
	p.waitNames()
	p.throttledNames()
	p.offNames()
	p.eachAsk(p.askName)
	p.wakeNames()
	p.lineCosts()
	return p.rows.n
}

// track draws one CPU's row, without the names of waits.
func (p *plot) track(cpu int) {
	row := p.rows.of(cpu)
	p.trackName(cpu, row)
	p.waits(cpu, row)
	p.throttled(cpu, row)
	p.base(cpu, row)
	p.away(cpu, row)
	p.direct(cpu, row)
	p.nested(cpu, row)
	p.spins(cpu, row)
	p.lines(cpu, row)
	p.names(cpu, row)
	p.locks(cpu, row)
	p.off(cpu, row)
}

// threadsOf is the threads that belong to a CPU, by number.
func (p *plot) threadsOf(cpu int) []sim.ThreadID { return p.byCPU[p.firstOf[cpu]:p.firstOf[cpu+1]] }

// sortThreads deals the threads to their CPUs.
func (p *plot) sortThreads() {
	first := append(p.firstOf[:0], make([]int32, len(p.t.CPUs)+1)...)
	for id := range p.t.Threads {
		first[p.t.Threads[id].CPU+1]++
	}
	for cpu := range p.t.CPUs {
		first[cpu+1] += first[cpu]
	}
	all := append(p.byCPU[:0], make([]sim.ThreadID, len(p.t.Threads))...)
	for id := range p.t.Threads {
		at := &first[p.t.Threads[id].CPU]
		all[*at] = sim.ThreadID(id)
		*at++
	}
	copy(first[1:], first) // each has gone on to the next one's place
	first[0] = 0
	p.firstOf, p.byCPU = first, all
}

// pieces is what of a lane is in the picture. The next call takes its memory.
func (p *plot) pieces(lane *track.Lane, grain int64) []track.Piece {
	p.buf = lane.Pieces(p.buf[:0], p.in.From, p.end, grain)
	return p.buf
}

// x is the place of a time, not outside of the plot.
func (p *plot) x(t int64) float32 {
	t = min(max(t, p.in.From), p.in.To)
	return p.area.X + p.area.W*float32(float64(t-p.in.From)/float64(p.in.To-p.in.From))
}

// bar is the rectangle of a stretch of time; nothing is narrower than a point.
func (p *plot) bar(from, to int64, y, h float32) scene.Rect {
	x0, x1 := p.x(from), p.x(min(to, p.end))
	w := max(x1-x0, 1)
	return scene.Rect{X: min(x0, p.area.X+p.area.W-w), Y: y, W: w, H: h}
}

// shown says whether any of a stretch of time is in the picture.
func (p *plot) shown(from, to int64) bool { return from <= p.end && to >= p.in.From }

// cursor draws now.
func (p *plot) cursor() {
	if p.in.Now < p.in.From || p.in.Now > p.in.To {
		return
	}
	x := p.x(p.in.Now)
	p.s.Line(scene.Cursor.ID(), x, p.area.Y-4, x, p.area.Y+p.area.H, scene.Solid(theme.Cursor), theme.ArrowLine).
		Tip(p.s.Join("Now: ", micros3(p.s, p.in.Now, p.in.GHz), " µs."))
}

// ring marks the chosen thing.
func (p *plot) ring(it *scene.Item) *scene.Item {
	if it.ID == p.in.Selected {
		it.Outline(scene.Solid(theme.Focus), theme.ArrowLine)
	}
	return it
}

// told says whether the sentence of a thing is wanted.
func (p *plot) told(id scene.ID) bool {
	return teller{p.in.Live, p.in.Hover, p.in.Selected}.told(id)
}

// fade makes what belongs to other threads than the one pointed at faint.
func (p *plot) fade(it *scene.Item, id sim.ThreadID) *scene.Item {
	if p.only != nobody && p.only != id {
		it.Fade(0.35)
	}
	return it
}

// hovered is the thread whose span the pointer is on.
func (p *plot) hovered() sim.ThreadID {
	id := p.in.Hover
	cpu, n := int(id.N[0]), int(id.N[1])
	switch {
	case id.Kind == scene.RunSpan && cpu < len(p.t.CPUs) && n < len(p.t.CPUs[cpu].Base.Spans):
		if s := p.t.CPUs[cpu].Base.Spans[n]; s.What != track.Idle {
			return s.Thread
		}
	case id.Kind == scene.ThreadWait || id.Kind == scene.ThreadOff || id.Kind == scene.TaskRun:
		return sim.ThreadID(id.N[0])
	}
	return nobody
}
