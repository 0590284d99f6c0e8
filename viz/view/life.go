package view

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The life of the chosen object, twice. On the timeline it is a thin track with
// a segment for each place; in the farm numbered steps stand at the last places,
// each once, where it was last, with a dashed way from one to the next. The
// segments of these stays have the same numbers.
//
//	object 12  |1 slab 0| |main of CPU 1| |with netd| |2 main of CPU 1| |3 with netd ->

// lifeHeight is the room of the track.
const lifeHeight = 19

// LifeInput is the life as the timeline draws it.
type LifeInput struct {
	Object int
	Stays  []track.Stay
	SoFar  bool   // there is more that is not known yet
	Crumbs crumbs // those that have a number in the farm
}

// mostSteps is how many places the farm has numbers at.
const mostSteps = 7

// crumbs is the stays that have numbers, in order of time.
type crumbs struct {
	stay [mostSteps]int
	at   [mostSteps]int // their numbers, where some are not drawn
	n    int
}

// crumbsOf takes the last stay at each place, the latest ones. What lasts for
// some steps only, in the hands of a path, is left out where it is over.
func crumbsOf(stays []track.Stay) (c crumbs) {
	for i := len(stays) - 1; i >= 0 && c.n < mostSteps; i-- {
		place := stays[i].Place
		if i < len(stays)-1 && (place.Kind == track.OnWay || place.Kind == track.SheafOnWay) || place.Kind == track.NoSlab {
			continue
		}
		known := false
		for _, k := range c.stay[:c.n] {
			known = known || stays[k].Place == place
		}
		if !known {
			c.stay[c.n] = i
			c.n++
		}
	}
	slices.Reverse(c.stay[:c.n])
	return c
}

// number is the number of a stay, counted from 1; 0: it has none.
func (c *crumbs) number(stay int) int { return slices.Index(c.stay[:c.n], stay) + 1 }

// lifeRoom takes the track's room off the area, below the rows.
func (p *plot) lifeRoom() {
	if p.in.Life != nil && p.area.H > 4*lifeHeight {
		p.area.H -= lifeHeight
		p.lifeY = p.area.Y + p.area.H + 3
	}
}

// placeRole is the colour of a place, by what it means for an allocation.
func placeRole(kind track.PlaceKind) theme.Role {
	switch kind {
	case track.WithTask, track.InArray, track.KeptBack:
		return theme.ObjInUse
	case track.InRCUFree, track.SheafWaits, track.InBatch, track.BatchWaits:
		return theme.ObjRCU
	case track.NoSlab:
		return theme.Edge
	case track.OnSlab, track.OnCPUSlab:
		return theme.SlabFull
	}
	return theme.ObjFree
}

// life draws the track.
func (p *plot) life() {
	if p.lifeY == 0 {
		return
	}
	in := p.in.Life
	r := scene.Rect{X: p.area.X, Y: p.lifeY, W: p.area.W, H: lifeHeight - 5}
	id := scene.LifeTrack.ID()
	it := p.s.Box(id, r, theme.RadiusCell, scene.Solid(theme.Well))
	if p.told(id) {
		it.Tip("Where object " + itoa(int64(in.Object)) + " has been; a click on a place goes to when it came there, y and Y go along.")
	}
	left := p.pane.X + 4
	name := p.s.Join("object ", p.s.Int(int64(in.Object)))
	if typeset.Measure(name, theme.Tiny) > p.area.X-6-left {
		name = p.s.Join("obj ", p.s.Int(int64(in.Object)))
	}
	wordsEnd(p.s, id.Sub(1), p.area.X-6, r.Y+11, name, theme.Tiny, theme.TextMark, p.area.X-6-left)
	for i := 0; i < len(in.Stays); {
		i = p.stays(i, r)
	}
	if in.SoFar {
		text := "its life is being looked through"
		w := typeset.Measure(text, theme.SpanName)
		p.s.Text(id.Sub(2), r.X+r.W-w-4, r.Y+10.5, text, theme.SpanName, scene.Start, scene.Solid(theme.TextDim)).Through()
	}
}

// stays draws the i-th stay, with those after it that are too short to be seen
// alone, and returns the next.
func (p *plot) stays(i int, r scene.Rect) (next int) {
	stays := p.in.Life.Stays
	from := stays[i].At
	end := func(j int) int64 {
		if j+1 < len(stays) {
			return stays[j+1].At
		}
		return p.end
	}
	next = i + 1
	short := func(j int) bool { return end(j)-stays[j].At < 3*p.grain }
	for next < len(stays) && short(next-1) && short(next) && end(next-1)-from < 3*p.grain && stays[next].At <= p.end {
		next++
	}
	to := end(next - 1)
	if to < p.in.From || from > p.end {
		return next
	}
	longest := i
	for j := i; j < next; j++ {
		if end(j)-stays[j].At > end(longest)-stays[longest].At {
			longest = j
		}
	}
	p.stay(i, next, longest, from, to, r)
	return next
}

// stay draws one segment, for the stays i to next of which one is the longest.
func (p *plot) stay(i, next, longest int, from, to int64, r scene.Rect) {
	s := &p.in.Life.Stays[longest]
	id, box := scene.LifeSpan.ID(i), p.bar(from, to, r.Y, r.H)
	role := placeRole(s.Place.Kind)
	it := p.s.Box(id, box, theme.RadiusCell, scene.Tint(role, 0.25)).Outline(scene.Solid(role), theme.Hairline)
	if s.Place.Kind == track.NoSlab {
		it.Dashed()
	}
	if p.told(id) {
		it.Tip(p.stayHint(i, next))
	}
	if next > i+1 || box.W < leastStayName { // thousands have no room, and a text costs more than all else
		return
	}
	texts := [2]string{"", ""}
	if n := p.in.Life.Crumbs.number(i); n > 0 {
		texts[1] = p.s.Int(int64(n))
	}
	if box.W >= leastStayText {
		if texts[0] = workOf(p.s).stays.text(p.in.K, s.Place); texts[1] != "" {
			texts[0] = p.s.Join(texts[1], " ", texts[0])
		}
	}
	for _, text := range texts {
		if w := typeset.Measure(text, theme.SpanName); text != "" && w+6 <= box.W {
			p.s.Text(id.Sub(1), box.X+4, box.Y+10.5, text, theme.SpanName, scene.Start, scene.Solid(theme.Text)).Through()
			return
		}
	}
}

// The least widths of a stay for the number of its step, and for words: "slab 1".
const (
	leastStayName = 10
	leastStayText = 30
)

// stayTexts is the names of places, each made once.
type stayTexts struct {
	of    *path.Config
	texts map[track.Place]string
}

func (t *stayTexts) text(k *path.Kernel, place track.Place) string {
	if t.of != k.Cfg || len(t.texts) > mostKept {
		t.of, t.texts = k.Cfg, map[track.Place]string{}
	}
	text, ok := t.texts[place]
	if !ok {
		text = ui.StayText(k, place)
		t.texts[place] = text
	}
	return text
}

// mostKept bounds the texts that are kept of one kind of thing.
const mostKept = 512

// stayHint tells of one stay, or of several that are drawn together.
func (p *plot) stayHint(i, next int) string {
	s := &p.in.Life.Stays[i]
	at := "object " + itoa(int64(p.in.Life.Object))
	if next > i+1 {
		return at + " moves " + itoa(int64(next-i)) + " times here, from " + p.microText(s.At) + " on; zoom in to tell the places apart."
	}
	text := at + " is at " + ui.StayText(p.in.K, s.Place)
	if s.Step > 0 && s.By != sim.NoThread {
		text += ", where " + p.name(s.By) + " on " + cpuText(s.CPU) + " brought it at " + p.microText(s.At)
	}
	return text + "."
}

// breadcrumb draws the numbered steps over the farm.
func breadcrumb(s *scene.Scene, m *ui.Model, k *path.Kernel) {
	stays, _ := m.Life()
	if len(stays) == 0 {
		return
	}
	var spots [mostSteps]scene.Rect
	c, n := crumbsOf(stays), 0
	for at, i := range c.stay[:c.n] {
		place, ok := stayPlace(s, m, k, &stays[i])
		if !ok {
			continue
		}
		spots[n] = stepSpot(place, spots[:n])
		if n > 0 {
			wayBetween(s, i, heart(spots[n-1]), heart(spots[n]))
		}
		n++
		c.stay[n-1], c.at[n-1] = i, at+1
	}
	for at := range n {
		i := c.stay[at]
		step(s, m, k, &stays[i], scene.LifeStep.ID(i), c.at[at], i == len(stays)-1, spots[at])
	}
}

func heart(r scene.Rect) scene.Point { return scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2} }

// stepSpot is where the number stands: at the lower right corner of the place,
// further left for each that stands there already.
func stepSpot(at scene.Rect, taken []scene.Rect) scene.Rect {
	r := scene.Rect{X: at.X + at.W - 13, Y: at.Y + at.H - 13, W: 15, H: 15}
	for range taken {
		for _, o := range taken {
			if r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
				r.X = o.X - r.W - 1
			}
		}
	}
	return r
}

// wayBetween draws the dashed way from one step to the next.
func wayBetween(s *scene.Scene, i int, a, b scene.Point) {
	bend := scene.Point{X: (a.X + b.X) / 2, Y: (a.Y+b.Y)/2 - 14}
	s.Quad(scene.LifeStep.ID(i).Sub(1), a, bend, b, scene.Tint(theme.TextMark, 0.8), theme.Stroke).Dashed().Through()
}

// step draws one number; the one where the object is now is filled.
func step(s *scene.Scene, m *ui.Model, k *path.Kernel, st *track.Stay, id scene.ID, number int, last bool, r scene.Rect) {
	fill, ink := theme.Card, theme.TextMark
	if last {
		fill, ink = theme.TextMark, theme.Ground
	}
	text := s.Int(int64(number))
	it := s.Box(id, r, 7.5, solid(fill)).Outline(solid(theme.TextMark), theme.Hairline)
	if told(m, id) {
		it.Tip("Step " + text + " of where the object has been: " + ui.StayText(k, st.Place) + ", since " + sim.Micros(st.At, m.GHz()) + " µs.")
	}
	s.Text(id.Sub(2), r.X+r.W/2, r.Y+11, text, theme.Tiny, scene.Middle, solid(ink)).Through()
}

// stayPlace is where in the farm a stay was, if that is drawn.
func stayPlace(s *scene.Scene, m *ui.Model, k *path.Kernel, st *track.Stay) (scene.Rect, bool) {
	n, cpu := int(st.Place.N), int(st.CPU)
	var id scene.ID
	switch st.Place.Kind {
	case track.NoSlab:
		return scene.Rect{}, false
	case track.OnSlab, track.OnCPUSlab:
		id = scene.Slab.ID(m.Cache, n)
	case track.InMain:
		id, cpu = scene.Main.ID(m.Cache, n), n
	case track.InSpare:
		id, cpu = scene.Spare.ID(m.Cache, n), n
	case track.InRCUFree:
		id, cpu = scene.RCUFree.ID(m.Cache, n), n
	case track.InBarn:
		id = scene.BarnFull.ID(m.Cache, n, 0)
	case track.SheafOnWay:
		id = scene.Sheaf.ID(m.Cache, n)
	case track.InBatch, track.BatchWaits, track.PutOff:
		cpu = n
	case track.WithTask, track.InArray, track.InPrefilled:
		cpu = int(k.M.Threads[n].CPU)
	}
	if r, ok := itemAt(s, id); ok {
		return r, true
	}
	switch st.Place.Kind {
	case track.OnSlab, track.OnCPUSlab: // one of those for which there is no room
		if n >= len(k.Heap.Slabs) {
			return scene.Rect{}, false
		}
		return nodePlace(s, m, int(k.Heap.Slabs[n].Node))
	case track.InBarn:
		return nodePlace(s, m, n)
	}
	if r, ok := itemAt(s, scene.Context.ID(cpu, 0)); ok { // on its upper edge: there is writing in it
		return scene.Rect{X: r.X, Y: r.Y - 13, W: r.W - 24, H: 15}, true
	}
	return itemAt(s, scene.CPU.ID(cpu))
}

// nodePlace is the strip of a node, or its cell.
func nodePlace(s *scene.Scene, m *ui.Model, node int) (scene.Rect, bool) {
	if r, ok := itemAt(s, scene.Node.ID(m.Cache, node)); ok {
		return r, true
	}
	return itemAt(s, scene.NodeCell.ID(m.Cache, node))
}

// itemAt is the place of the first item with an id.
func itemAt(s *scene.Scene, id scene.ID) (scene.Rect, bool) {
	if id.Kind == scene.Nothing {
		return scene.Rect{}, false
	}
	for i := range s.Items {
		if s.Items[i].ID == id && !s.Items[i].Rect.Empty() {
			return s.Items[i].Rect, true
		}
	}
	return scene.Rect{}, false
}
