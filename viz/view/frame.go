package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Frame is where the panes of the window are. A pane that has no room is an
// empty rectangle and is not drawn.
type Frame struct {
	Top, Transport  scene.Rect
	Cards           scene.Rect // of all CPUs
	Columns, Rows   int        // of cards
	Barns           scene.Rect // of all nodes, one below the other
	Timeline        scene.Rect
	Latency         scene.Rect
	Listing, Lesson scene.Rect
	Finding         scene.Rect
	Heading, Notes  scene.Rect // of presenter mode
	Notice          scene.Rect // a sentence for the reader, for a while
	Narrow          bool       // a phone: less beside each other
	tiles           tiles      // of CPUs that are too many for cards
	thin            bool       // compact cards had to be low: so are the timeline's rows
}

// Measures of the frame, in points.
const (
	topHeight       = 44
	topNarrow       = 72
	transportHeight = 36
	sideFrom        = 1000 // a window at least so wide has panes on the right
	narrowBelow     = 700
	gapFarm         = 20  // below the cards: arrows and their names
	highPile        = 930 // so high is a pile with four rows of full cards,
	halfPile        = 660 // and one with two rows
	lowLesson       = 480 // lower is a body in which a lesson stands beside the figure
	lowPile         = 400 // lower is a pile with room for low cards alone
	phonePile       = 345 // so high are two rows of full cards and a timeline on a phone
	twoColumns      = 800 // so narrow a pile has two full cards beside each other, not four
	lowCard         = 108 // a full card, at least
	rowGap          = 16  // room for arrows between two rows of cards
	fullCard        = 130 // a full card, where there is room
	spareCard       = 4   // what a full card can do without
	fullCards       = 8   // up to so many CPUs have full cards
	costsHigh       = 180 // below the others: the conclusion and some sliders
	compareHigh     = 114 // below the others: what both runs do where they part
	roomHand        = 126 // in a room three choices, and the timeline beside them
	handHigh        = 360 // below the others: buttons, choices of two lines, branches
	timelineHead    = 28  // the axis of the timeline
	mostTracks      = 12  // of more CPUs the timeline asks for no more height
	tightRow        = 17  // a row of it with its names,
	thinRow         = 13  // one without, which is better than none,
	barelyRow       = 9   // and one beside cards that do without their bars
	tileTracks      = 6   // beside tiles the timeline can do with the height of so many
	compactCards    = 32  // up to so many have compact ones; beyond are tiles
	compactCard     = 58  // a compact card, at least
	leastCard       = 34  // a card lower than its name and what runs is no card
	barelyCard      = 38  // one without its bars: who it is, its lock and what runs
)

// plotOf is the part of a pane in which time runs from left to right: beside
// the names of the tracks. The timeline and the latency strip share it, so
// that one instant stands at one place in both.
func plotOf(pane scene.Rect) scene.Rect {
	left, right := float32(74), float32(16)
	if pane.W < 500 {
		left, right = 52, 8
	}
	return scene.Rect{X: pane.X + left, Y: pane.Y, W: max(pane.W-left-right, 1), H: pane.H}
}

// FrameOf divides the window among the panes.
func FrameOf(m *ui.Model) Frame {
	f := Frame{}
	f.divide(m)
	return f
}

// divide is FrameOf in memory that is there.
func (f *Frame) divide(m *ui.Model) {
	*f = Frame{Narrow: m.W < narrowBelow}
	margin, top := float32(theme.Margin), float32(topHeight)
	if f.Narrow {
		margin, top = 8, topNarrow
	}
	f.Top = scene.Rect{W: m.W, H: top}
	f.Transport = scene.Rect{Y: m.H - transportHeight, W: m.W, H: transportHeight}
	body := scene.Rect{X: margin, Y: top + 12, W: m.W - 2*margin, H: m.H - top - transportHeight - 22}
	if f.Narrow {
		body.Y, body.H = top+6, m.H-top-transportHeight-12
	}
	if h := findingHeight(m, f.Narrow); h > 0 {
		f.Finding = scene.Rect{X: body.X, Y: body.Y + body.H - h, W: body.W, H: h}
		body.H -= h + 8
	}
	body = f.stageSamples(m, f.present(m, body))
	if !m.Presenting() {
		body = f.side(m, body)
	}
	if m.Loaded() {
		f.columnAndNotice(m, body)
	}
}

// side takes the right or the bottom of the body for the lesson and the
// listing and returns what is left.
func (f *Frame) side(m *ui.Model, body scene.Rect) scene.Rect {
	lesson := m.Desktop && m.Lesson != nil
	if m.W < sideFrom {
		if lesson && !f.Narrow && body.H < lowLesson { // below the figure it would be two lines
			w := min(max(m.W*0.36, 270), 340)
			f.Lesson = scene.Rect{X: body.X + body.W - w, Y: body.Y, W: w, H: body.H}
			body.W -= w + 12
		} else if lesson {
			h := min(body.H*0.4, 320)
			f.Lesson = scene.Rect{X: body.X, Y: body.Y + body.H - h, W: body.W, H: h}
			body.H -= h + 10
		}
		return body
	}
	w := min(max(m.W*0.244, 270), 440)
	side := scene.Rect{X: body.X + body.W - w, Y: body.Y, W: w, H: body.H}
	body.W -= w + 18
	f.Listing = side
	if lesson {
		h := min(max(side.H*0.3, 176), 330)
		f.Lesson = scene.Rect{X: side.X, Y: side.Y, W: w, H: side.H - h - 10}
		f.Listing.Y, f.Listing.H = side.Y+side.H-h, h
	}
	return body
}

// column stacks the panes of the figure.
func (f *Frame) column(m *ui.Model, body scene.Rect) {
	cpus := m.Scenario.Machine.CPUs
	least, most := f.cards(m, body)
	nodes := float32(m.Scenario.Machine.Nodes)
	barn, strips := float32(70), min(nodes, 2)
	switch {
	case nodes > fewNodes && !f.Narrow:
		barn, strips = 74+float32(nodeCellRows(int(nodes), body.W))*(nodeCellHigh+4), 1
	case body.W < barnWide:
		barn = 96
	case nodes > 1 && body.W >= barnPair:
		barn, strips = 92, 1
	}
	tracks, spare := float32(min(cpus, mostTracks)), float32(0)
	if f.Narrow && cpus > fullCards { // its rows are thin, but it is there
		tracks = fullCards
	}
	if !f.Narrow && cpus <= fullCards {
		spare = spareCard * float32(f.Rows)
	}
	few := tracks
	switch {
	case f.tiles.cpus > 0: // its rows are a part of all anyway, and scroll
		few = tileTracks
	case f.thin:
		few = tracks * barelyRow / tightRow
	case cpus > fullCards || f.low(cpus, body): // thin ones are better than none
		few = tracks * thinRow / tightRow
	}
	pile := []band{
		{into: &f.Cards, least: least, most: most, tight: least - spare, keep: 5, after: gapFarm},
		{into: &f.Barns, least: barn * strips, most: (barn + 16) * strips, tight: barn*strips - 6, keep: 3},
		{into: &f.Timeline, least: timelineHead + 19*tracks, most: 36 + 60*tracks, tight: timelineHead + tightRow*few, keep: 4, before: 10},
		{into: &f.Latency, least: 78, most: 230, tight: 62, keep: 2, before: 8},
	}
	if m.Compare {
		compareBands(pile, cpus)
	}
	if len(m.Side().Past.Run.Kernel.Cfg.Series) == 0 { // nothing is measured
		pile = pile[:3]
	}
	if m.Presenting() {
		pile, body = f.roomBands(m, pile, body)
	}
	if len(m.Scenario.Caches) == 0 && len(pile) > 1 { // no barns
		pile = append(pile[:1], pile[2:]...)
	}
	if m.Presenting() && m.AboutText() || m.W < sideFrom && !m.Presenting() {
		pile = f.withText(m, body, pile)
	}
	if f.Narrow { // a phone shows less, each part large enough to be touched
		for i := range pile {
			pile[i].tight = pile[i].least
		}
	}
	if m.Latency.Counts && !f.Narrow && !m.Compare {
		f.countBands(pile, few, body.H)
	}
	stack(body, pile)
	if f.tiles.cpus == 0 && f.Card(0, cpus).H < leastCard { // the last to go: they would lie on each other
		f.Cards = scene.Rect{}
	}
}

// roomBands is what a room sees of the pile: the farm and the timeline. Beside a
// histogram, which has not the timeline's axis, whole cards say more than low ones and
// thin rows.
func (f *Frame) roomBands(m *ui.Model, pile []band, body scene.Rect) ([]band, scene.Rect) {
	pile = pile[:3]
	cpus := m.Scenario.Machine.CPUs
	if m.Latency.Counts && !f.Latency.Empty() && f.low(cpus, body) {
		body.H -= gapFarm // below them are the arrows
		return pile[:1], body
	}
	if m.Compare && cpus <= fullCards { // so that the tracks of both runs have names
		pile[0].least = min(pile[0].least, lowCard*float32(f.Rows))
		pile[0].tight = pile[0].least
	}
	return pile, body
}

// countBands gives a histogram, whose lines say nothing where they are flat, what
// the rows of the timeline can do without.
func (f *Frame) countBands(pile []band, tracks, room float32) {
	const high = 94
	for i := range pile {
		b := &pile[i]
		switch b.into {
		case &f.Timeline:
			b.tight = min(b.tight, timelineHead+thinRow*tracks)
		case &f.Latency:
			b.tight += max(0, min(high-b.tight, room-leastOf(pile)+tighten(pile)))
			b.least = max(b.least, b.tight)
		}
	}
}

// withText puts the pane of text below the others. By hand nothing goes on without
// the choices, and the costs are nothing without their sliders: they have the room
// of the samples, and what the others can do without. Another text that was turned to
// goes after what it can be read without.
func (f *Frame) withText(m *ui.Model, body scene.Rect, pile []band) []band {
	text := band{into: &f.Listing, least: 110, most: 240, tight: 110, keep: 1, before: 8}
	want := float32(0)
	switch {
	case m.ByHand():
		want = handHigh
		if m.Presenting() {
			text.least = roomHand
		}
	case m.Reading == ui.ReadCosts:
		text.least, want = costsHigh, body.H
	case m.Reading == ui.ReadDiff: // a step that has it speaks of nothing else
		text.keep = 6
	case m.Compare: // its numbers, and before them both lines of where the runs part
		text.least, text.tight, text.keep = compareHigh, compareHigh, 3
	case m.Reading != ui.ReadListing: // it was turned to; but it is about what the cards show
		text.keep = 4
	}
	if want > 0 {
		if last := len(pile) - 1; pile[last].into == &f.Latency {
			pile = pile[:last]
		}
		text.keep = 6
		text.least = max(text.least, min(want, body.H-leastOf(pile)-text.before))
		text.most, text.tight = text.least, text.least
		if m.Presenting() && m.ByHand() { // with the notes, too, the cards stay
			text.tight = min(text.tight, 110)
		}
	}
	return append(pile, text)
}

// low says whether full cards would leave nothing for the timeline, as on a phone that
// lies.
func (f *Frame) low(cpus int, body scene.Rect) bool {
	if f.Narrow || cpus > fullCards || body.H >= lowPile {
		return false
	}
	across := 4
	if body.W < twoColumns {
		across = 2
	}
	rows := float32((cpus + across - 1) / across)
	return rows*(fullCard-spareCard)+(rows-1)*rowGap+gapFarm+timelineHead+tightRow*float32(cpus) > body.H
}

// lowCards makes full cards low, and where that is not enough the rows of the timeline
// thin.
func (f *Frame) lowCards(cpus int, body scene.Rect) (least, most float32) {
	f.Columns = min(cpus, 4)
	rows := float32((cpus + f.Columns - 1) / f.Columns)
	f.thin = rows*compactCard+(rows-1)*rowGap+gapFarm+timelineHead+thinRow*float32(cpus) > body.H
	return compactCard, 78
}

// cards chooses how many cards stand beside each other, and how high all of
// them together want to be.
func (f *Frame) cards(m *ui.Model, body scene.Rect) (least, most float32) {
	cpus, nodes := m.Scenario.Machine.CPUs, m.Scenario.Machine.Nodes
	switch {
	case cpus <= fullCards:
		f.Columns = min(cpus, 4)
		if body.W < twoColumns {
			f.Columns = min(cpus, 2)
		}
		least, most = fullCard, 236
		if body.W > 1200 {
			most = 300
		}
		if !f.Narrow && f.Columns < (cpus+1)/2 && body.H < highPile { // nothing would be left for the rest
			if f.Columns = 4; body.H < halfPile {
				least, most = 58, 78
			}
		}
		if f.low(cpus, body) {
			least, most = f.lowCards(cpus, body)
		}
		if f.Narrow && cpus > 4 {
			least, most = 58, 110
		} else if f.Narrow && body.H < phonePile && (cpus > 2 || m.Reading != ui.ReadListing) { // low ones, and the timeline or a text
			least, most = 54, 96
		} else if f.Narrow {
			least, most = 104, 170
		}
	default:
		f.Columns = max(int(body.W/112), 1)
		if least, most = f.compactHeights(cpus, body); least == 0 {
			high, flat := tilesRoom(body.H)
			f.tiles = fitTiles(cpus, nodes, body.W, high, flat)
			f.Columns, f.Rows = f.tiles.columns*f.tiles.across, 1
			return f.tiles.height(), f.tiles.height()
		}
	}
	f.Rows = (cpus + f.Columns - 1) / f.Columns
	gaps := float32(f.Rows-1) * f.cardGap(cpus)
	return least*float32(f.Rows) + gaps, most*float32(f.Rows) + gaps
}

// compactHeights is how high a compact card is; 0 where the CPUs are tiles instead,
// since they are very many or since cards would leave nothing for the timeline: where
// each CPU is matters less than what it does. On a phone that stands tiles are no
// help, no card opens there.
func (f *Frame) compactHeights(cpus int, body scene.Rect) (least, most float32) {
	rows := float32((cpus + f.Columns - 1) / f.Columns)
	fit := func(card, track float32) bool {
		cards := card*rows + f.cardGap(cpus)*(rows-1)
		return cards+gapFarm+timelineHead+track*float32(min(cpus, mostTracks)) <= body.H
	}
	switch {
	case cpus > compactCards:
		return 0, 0
	case f.Narrow || fit(compactCard, thinRow):
		return compactCard, 74
	case fit(barelyCard, barelyRow):
		f.thin = true
		return barelyCard, 74
	}
	return 0, 0
}

func (f *Frame) cardGap(cpus int) float32 {
	switch {
	case f.Narrow && cpus <= fullCards:
		return 10
	case cpus > fullCards:
		return 6
	case f.Columns < cpus:
		return rowGap
	}
	return theme.GapWide
}

// Card is the place of a CPU's card.
func (f *Frame) Card(cpu, cpus int) scene.Rect {
	if f.tiles.cpus > 0 {
		return f.tiles.tile(cpu, f.Cards)
	}
	gap := f.cardGap(cpus)
	across := min(gap, theme.GapWide)
	w := (f.Cards.W - across*float32(f.Columns-1)) / float32(f.Columns)
	h := (f.Cards.H - gap*float32(f.Rows-1)) / float32(f.Rows)
	return scene.Rect{
		X: f.Cards.X + float32(cpu%f.Columns)*(w+across),
		Y: f.Cards.Y + float32(cpu/f.Columns)*(h+gap), W: w, H: h,
	}
}
