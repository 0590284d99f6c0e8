package view

import (
	"math"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// More CPUs than have a row each: a row a node, or a part of one, says how many of
// its CPUs do what, at instants so far apart as the eye can tell them. Each is
// counted once, as what it does first of: interrupted, waiting, on its way from one
// thread to another, running a kworker or a task, idle.
//
//	node 0    |▒▒▒▒▒|      |     <- waits
//	128 CPUs  |█████|▒▒▒▒▒▒|     <- runs
//	now: 61 run, 64 wait, 3 interrupted
//
// The chosen CPU and those beside it have rows of their own below.

// Measures of the rows of groups, in points.
const (
	groupLeast  = 24 // a row
	groupMost   = 64
	groupColumn = 4 // from one instant to the next, at least
	groupGap    = 5 // below a row
	groupItems  = 2000
	chosenPitch = 18 // a row of the CPUs around the chosen one
)

// group is CPUs that have one row: from, and up to.
type group struct{ from, to, node, last int }

// counts is how many CPUs of a group do what.
type counts [track.NDoing]int32

// groups is the rows of groups of a timeline, and what has been counted for it.
type groups struct {
	all  []group
	y, h float32 // of all rows

	of     *track.Tracks // whose counts these are
	column int64         // cycles from one instant to the next
	first  int64         // the number of the first column that is kept
	kept   []counts      // column by column, group by group
	have   []bool        // and whether a column was counted

	spare     []counts // memory for the next window: it moves while a run is played
	spareHave []bool
}

// fitGroups gives groups of CPUs the rows, where there are too many CPUs.
func (p *plot) fitGroups() {
	g := &workOf(p.s).groups
	g.all = g.all[:0]
	p.groups = nil
	if p.in.Tasks || p.rows.n == p.rows.total {
		return
	}
	area, chosen := p.area, selectedCPU(p.in.Selected)
	p.rows.n, p.rows.y = 0, p.area.Y+p.area.H
	if chosen >= 0 && chosen < p.rows.total {
		n := min(max(int(area.H*0.4/chosenPitch), 1), 9)
		area.H -= float32(n)*chosenPitch + 16
		p.rows.n, p.rows.pitch = n, chosenPitch
		p.rows.first = min(max(chosen-n/2, 0), p.rows.total-n)
		p.rows.y = area.Y + area.H
	}
	most := max(int(area.H/groupLeast), 1)
	g.split(p, most)
	g.y, g.h = area.Y, min(area.H, groupMost*float32(len(g.all)))
	p.groups = g
}

// split deals the CPUs to at most so many groups: nodes, or several of them, or
// parts of the only one.
func (g *groups) split(p *plot, most int) {
	cpus, nodes := p.rows.total, 1
	if k := p.in.K; k != nil {
		nodes = k.M.Nodes()
	}
	if nodes == 1 {
		n := min(most, 8)
		for i := range n {
			g.all = append(g.all, group{from: cpus * i / n, to: cpus * (i + 1) / n, node: -1})
		}
		return
	}
	each := (nodes + most - 1) / most
	for cpu := range cpus {
		node := int(p.in.K.M.CPUs[cpu].Node)
		if n := len(g.all); n > 0 && g.all[n-1].node == node/each*each {
			g.all[n-1].to, g.all[n-1].last = cpu+1, node
			continue
		}
		g.all = append(g.all, group{from: cpu, to: cpu + 1, node: node / each * each, last: node})
	}
}

// count is what a group's CPUs do at an instant.
func (p *plot) count(gr *group, at int64) (c counts) {
	for cpu := gr.from; cpu < gr.to; cpu++ {
		c[p.t.Does(cpu, p.threadsOf(cpu), at)]++
	}
	return c
}

// columns makes room for the columns of the window, keeping what is known.
func (g *groups) columns(p *plot) (from, to int64) {
	wide := p.in.To - p.in.From
	n := min(int64(p.area.W/groupColumn), max(groupItems/int64(3*len(g.all)), 8))
	column := max(wide/n, 1)
	from, to = p.in.From/column, p.end/column+1
	whole := int(p.in.To/column + 1 - from)
	if g.of != p.t || g.column != column || g.first != from || len(g.have) != whole || len(g.kept) != whole*len(g.all) {
		g.move(p.t, column, from, whole)
	}
	return from, to
}

// move keeps the columns that are in both windows.
func (g *groups) move(t *track.Tracks, column, from int64, n int) {
	old := *g
	g.of, g.column, g.first = t, column, from
	g.kept, g.spare = cleared(g.spare, n*len(g.all)), old.kept
	g.have, g.spareHave = cleared(g.spareHave, n), old.have
	if old.of != t || old.column != column || len(old.have) == 0 || len(old.kept)/len(old.have) != len(g.all) {
		return
	}
	for i := range n {
		if at := from + int64(i) - old.first; at >= 0 && at < int64(len(old.have)) && old.have[at] {
			g.have[i] = true
			copy(g.kept[i*len(g.all):(i+1)*len(g.all)], old.kept[int(at)*len(g.all):])
		}
	}
}

// cleared is n zero values, in memory that is there if it is enough.
func cleared[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// counted is the counts of a column, by group. What lies before the end of what is
// recorded stays as it is; later columns are counted again and again.
func (p *plot) counted(g *groups, n int64) []counts {
	i := int(n - g.first)
	all := g.kept[i*len(g.all) : (i+1)*len(g.all)]
	at := n*g.column + g.column/2
	if g.have[i] && at <= p.end {
		return all
	}
	for k := range g.all {
		all[k] = p.count(&g.all[k], min(at, p.end))
	}
	g.have[i] = at <= p.end && at < p.t.Last
	return all
}

// groupRows draws all groups.
func (p *plot) groupRows() {
	g := p.groups
	if g == nil || p.end <= p.in.From {
		return
	}
	from, to := g.columns(p)
	pitch := g.h / float32(len(g.all))
	for i := range g.all {
		r := scene.Rect{X: p.area.X, Y: g.y + pitch*float32(i), W: p.area.W, H: pitch - groupGap}
		p.groupName(i, r)
		p.groupColumns(i, from, to, r)
		p.groupNow(i, r)
	}
}

// doingRoles is how what a CPU does looks; waiting is hatched, idle is nothing.
// They are stacked from the bottom up in this order.
var doingRoles = [...]struct {
	does track.Doing
	role theme.Role
}{
	{track.RunsTask, theme.Task}, {track.RunsRT, theme.RTTask}, {track.Works, theme.Kworker},
	{track.Switches, theme.Switch}, {track.Interrupted, theme.Hardirq}, {track.Waits, theme.Waiting},
}

// groupColumns stacks what the CPUs of a group do; columns that are alike are one.
func (p *plot) groupColumns(i int, from, to int64, r scene.Rect) {
	g := p.groups
	size := float32(g.all[i].to - g.all[i].from)
	for n := from; n < to; {
		c, first := p.counted(g, n)[i], n
		for n++; n < to && p.counted(g, n)[i] == c; n++ {
		}
		x0, x1 := wholePoint(p.x(first*g.column)), p.x(p.end)
		if n*g.column < p.end {
			x1 = wholePoint(p.x(n * g.column))
		}
		if x1 <= x0 {
			continue
		}
		y := r.Y + r.H
		for _, d := range doingRoles {
			h := r.H * float32(c[d.does]) / size
			if h == 0 {
				continue
			}
			y -= h
			part := scene.Rect{X: x0, Y: y, W: x1 - x0, H: h}
			if d.does == track.Waits {
				p.s.Hatch(scene.ID{}, part, 0, scene.Solid(d.role)).Through()
			} else {
				p.s.Box(scene.ID{}, part, 0, scene.Solid(d.role)).Through()
			}
		}
	}
}

// wholePoint is the nearest place without a fraction: there two boxes meet without
// a seam.
func wholePoint(x float32) float32 { return float32(int(x + 0.5)) }

// groupName draws a row's ground, and says whose it is.
func (p *plot) groupName(i int, r scene.Rect) {
	gr, id := &p.groups.all[i], scene.TrackGroup.ID(i)
	it := p.s.Box(id, r, theme.RadiusCell, scene.Solid(theme.Well))
	if p.told(id) {
		it.Tip(p.groupHint(gr))
	}
	room := p.area.X - p.pane.X - 12
	name := p.s.Join("CPU ", p.s.Int(int64(gr.from)), "–", p.s.Int(int64(gr.to-1)))
	switch {
	case gr.node >= 0 && gr.last > gr.node:
		word := "nodes "
		if room < 56 {
			word = "n "
		}
		name = p.s.Join(word, p.s.Int(int64(gr.node)), "–", p.s.Int(int64(gr.last)))
	case gr.node >= 0:
		name = p.s.Join("node ", p.s.Int(int64(gr.node)))
	case typeset.Measure(name, theme.Number) > room:
		name = p.s.Join(p.s.Int(int64(gr.from)), "–", p.s.Int(int64(gr.to-1)))
	}
	x := p.area.X - 8
	wordsEnd(p.s, id.Sub(1), x, r.Y+11, name, theme.Number, theme.TextDim, room)
	size := p.s.Join(p.s.Int(int64(gr.to-gr.from)), " CPUs")
	if r.H >= 22 && typeset.Measure(size, theme.Tiny) <= room {
		wordsEnd(p.s, id.Sub(2), x, r.Y+22, size, theme.Tiny, theme.TextDim, room)
	}
}

// groupNow writes how many CPUs do what now, beside the cursor.
func (p *plot) groupNow(i int, r scene.Rect) {
	if p.in.Now < p.in.From || p.in.Now > p.in.To {
		return
	}
	x := p.x(p.end)
	right, left := p.area.X+p.area.W-x-14, x-p.area.X-14
	text := p.nowWords(&p.groups.all[i], max(right, left))
	w := typeset.Measure(text, theme.SpanName)
	at := scene.Rect{X: x + 6, Y: r.Y + r.H/2 - 8, W: w + 8, H: 16}
	if w > right {
		at.X = x - 6 - at.W
	}
	id := scene.TrackGroup.ID(i)
	p.s.Box(id.Sub(3), at, theme.RadiusTray, scene.Solid(theme.Well)).Through()
	words(p.s, id.Sub(4), at.X+4, middle(at), text, theme.SpanName, theme.Text, w+1)
	through(p.s, id.Sub(4))
}

// nowWords is how many CPUs of a group do what at the end of what is drawn, as much
// of it as has room.
func (p *plot) nowWords(gr *group, room float32) string {
	c := p.count(gr, p.end)
	text := p.s.Join(p.s.Int(int64(c[track.RunsTask]+c[track.RunsRT]+c[track.Works])), " run")
	for _, w := range [...]struct {
		n    int32
		what string
	}{{c[track.Waits], " wait"}, {c[track.Interrupted], " interrupted"}, {c[track.Switches], " switch"}, {c[track.Idles], " idle"}, {c[track.Away], " offline"}} {
		if w.n == 0 {
			continue
		}
		longer := p.s.Join(text, ", ", p.s.Int(int64(w.n)), w.what)
		if typeset.Measure(longer, theme.SpanName) > room {
			break
		}
		text = longer
	}
	return text
}

// groupHint says what has happened in a group in the time that is shown.
func (p *plot) groupHint(gr *group) string {
	ran, waited, interrupted := 0, 0, 0
	for cpu := gr.from; cpu < gr.to; cpu++ {
		did := p.did(cpu)
		ran, waited, interrupted = ran+did[0], waited+did[1], interrupted+did[2]
	}
	return "CPUs " + itoa(int64(gr.from)) + " to " + itoa(int64(gr.to-1)) + ", from " + micros3(p.s, p.in.From, p.in.GHz) + " to " + micros3(p.s, p.end, p.in.GHz) + " µs: " +
		itoa(int64(ran)) + " ran something, on " + itoa(int64(waited)) + " somebody waited for others, " + itoa(int64(interrupted)) +
		" were interrupted. At the end " + p.nowWords(gr, math.MaxFloat32) + ". Choose a CPU above to see its row."
}

// did says whether a CPU ran something, had somebody wait, and was interrupted, 1
// or 0, in the time that is shown.
func (p *plot) did(cpu int) (did [3]int) {
	in := func(l *track.Lane, idle bool) bool {
		for i := l.First(p.in.From); i < len(l.Spans) && l.Spans[i].From < p.end; i++ {
			if idle || l.Spans[i].What != track.Idle {
				return true
			}
		}
		return false
	}
	c := &p.t.CPUs[cpu]
	if in(&c.Base, false) {
		did[0] = 1
	}
	for _, id := range p.threadsOf(cpu) {
		if in(&p.t.Threads[id].Waits, true) {
			did[1] = 1
		}
	}
	if in(&c.Nest[0], true) {
		did[2] = 1
	}
	return did
}
