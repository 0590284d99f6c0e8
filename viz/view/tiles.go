package view

import (
	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Hundreds of CPUs: a tile each, in blocks of one node. What a tile has no room
// for is on a full card, which opens for the CPU that is chosen or pointed at.
//
//	node 0, CPUs 0-127      node 1, CPUs 128-255
//	[][][][][][][][][]      [][][][][][][][][]
//	[][][][][][][][][]      [][][][][][][][][]

// tiles is how they lie. CPUs are dealt to nodes in runs, the first ones longer.
type tiles struct {
	cpus, nodes   int
	across        int     // blocks beside each other
	columns, rows int     // of tiles in a block
	size          float32 // of a tile, its gap included
	label         float32 // height of a block's name
	flat          bool    // they lie so low that a card opens below all of them
}

// Measures of the tiles, in points.
const (
	tilesHigh = 226 // all of them together, at most
	lowTiles  = 520 // lower is a pile in which they lie flat
	tilesLow  = 80  // and where the timeline needs the room, at least
	tileMost  = 22  // a tile, at most
	blockGap  = 10
)

// tilesRoom is how high all tiles together may be where so much is to be divided, and
// whether they are to lie flat: where that is little they leave the timeline its room.
func tilesRoom(body float32) (high float32, flat bool) {
	return min(max(body-gapFarm-timelineHead-tightRow*tileTracks, tilesLow), tilesHigh), body < lowTiles
}

// fitTiles finds the largest tiles that fit. Flat ones are the lowest of those: the
// blocks stand beside each other before they stand below each other.
func fitTiles(cpus, nodes int, width, high float32, flat bool) tiles {
	best := tiles{cpus: cpus, nodes: nodes, across: 1, columns: 1, rows: 1, flat: flat} // where nothing fits: of no size
	for across := 1; across <= nodes; across++ {
		t := tiles{cpus: cpus, nodes: nodes, across: across, flat: flat}
		if nodes > 1 {
			t.label = 15
		}
		down := (nodes + across - 1) / across
		each := (cpus + nodes - 1) / nodes
		w := (width - blockGap*float32(across-1)) / float32(across)
		h := (high-blockGap*float32(down-1))/float32(down) - t.label
		for t.columns = 1; t.columns <= each; t.columns++ {
			t.rows = (each + t.columns - 1) / t.columns
			t.size = min(w/float32(t.columns), h/float32(t.rows), tileMost)
			if t.size > best.size || flat && t.size == best.size && t.height() < best.height() {
				best = t
			}
		}
	}
	return best
}

// height is that of all blocks.
func (t *tiles) height() float32 {
	down := (t.nodes + t.across - 1) / t.across
	return float32(down)*(t.label+float32(t.rows)*t.size) + float32(down-1)*blockGap
}

// of is the node of a CPU and its place there.
func (t *tiles) of(cpu int) (node, i int) {
	each, more := t.cpus/t.nodes, t.cpus%t.nodes
	if long := more * (each + 1); cpu < long {
		return cpu / (each + 1), cpu % (each + 1)
	} else if each > 0 {
		return more + (cpu-long)/each, (cpu - long) % each
	}
	return 0, cpu
}

// block is the room of a node: its name and its tiles.
func (t *tiles) block(node int, r scene.Rect) scene.Rect {
	w := (r.W - blockGap*float32(t.across-1)) / float32(t.across)
	h := t.label + float32(t.rows)*t.size
	return scene.Rect{
		X: r.X + float32(node%t.across)*(w+blockGap),
		Y: r.Y + float32(node/t.across)*(h+blockGap), W: w, H: h,
	}
}

// tile is the place of a CPU.
func (t *tiles) tile(cpu int, r scene.Rect) scene.Rect {
	node, i := t.of(cpu)
	b := t.block(node, r)
	return scene.Rect{
		X: b.X + float32(i%t.columns)*t.size,
		Y: b.Y + t.label + float32(i/t.columns)*t.size, W: t.size, H: t.size,
	}
}

// blockNames writes which CPUs a block has.
func blockNames(s *scene.Scene, f *Frame) {
	t := &f.tiles
	if t.label == 0 {
		return
	}
	for node := range t.nodes {
		b := t.block(node, f.Cards)
		from, to := t.cpus, 0
		for cpu := range t.cpus {
			if n, _ := t.of(cpu); n == node {
				from, to = min(from, cpu), cpu
			}
		}
		if from > to { // more nodes than CPUs
			continue
		}
		which := s.Join(s.Int(int64(from)), "-", s.Int(int64(to)))
		text := s.Join("node ", s.Int(int64(node)), " · CPUs ", which)
		if typeset.Measure(text, theme.Label) > b.W-2 {
			text = s.Join("node ", s.Int(int64(node)), " · ", which)
		}
		if typeset.Measure(text, theme.Label) > b.W-2 { // the first of them are called nodes
			text = s.Join(s.Int(int64(node)), " · ", which)
		}
		words(s, scene.NodeName.ID(node), b.X+1, b.Y+11, text, theme.Label, theme.TextDim, b.W)
	}
}

// openPart is the part of a CPU that is the ground of its open card.
const openPart = 20

// openPlace is where the full card of a small one stands: below it or above it where
// that leaves the timeline free, else beside it, over its neighbours. The rows of the
// timeline are what one looks at with it. Where the farm is too low for it all, it
// hides of the timeline what it has to.
func openPlace(f *Frame, from scene.Rect) scene.Rect {
	const w, h, gap = 240, 190, 12
	foot := f.Transport.Y - 8
	if f.Timeline.Y > f.Cards.Y {
		foot = f.Timeline.Y - 4
	}
	r := scene.Rect{X: from.X + from.W/2 - w/2, Y: from.Y + from.H + gap, W: w, H: h}
	r.X = min(max(r.X, f.Cards.X), f.Cards.X+f.Cards.W-w)
	top := f.Top.Y + f.Top.H + 4
	below := max(r.Y, f.Cards.Y+f.Cards.H+4)
	switch above := from.Y - h - gap; {
	case f.tiles.cpus > 0 && below+h <= f.Transport.Y-8 && f.tiles.flat: // off its neighbours, to go along them
		r.Y = below
	case r.Y+h <= foot:
	case above >= top:
		r.Y = above
	case top+h <= foot:
		r.Y = min(from.Y, foot-h)
		if r.X = from.X + from.W + gap; r.X+w > f.Cards.X+f.Cards.W {
			r.X = from.X - gap - w
		}
	case r.Y+h > f.Transport.Y-8:
		r.Y = max(above, top)
	}
	return r
}

// openCard draws the full card of the CPU that is chosen, or pointed at, over
// the panes below the small ones.
func openCard(s *scene.Scene, m *ui.Model, k *path.Kernel, f *Frame) {
	cpus := len(k.M.CPUs)
	if cpus <= fullCards || f.Narrow || f.Cards.Empty() {
		return
	}
	cpu, ok := ui.CPUOf(m.Sel)
	if over := m.Hover.Whole(); over.Kind == scene.CPU && m.Live {
		cpu, ok = int(over.N[0]), true
	}
	if !ok || cpu >= cpus {
		return
	}
	from := f.Card(cpu, cpus)
	r := openPlace(f, from)
	s.Box(scene.CPU.ID(cpu).Sub(openPart), r.Grow(3), theme.RadiusCard+3, solid(theme.Ground)).Through()
	c := &card{s, m, k, cpu, r, theme.Inset}
	c.ground()
	c.full()
	s.Box(scene.CPU.ID(cpu).Sub(21), from.Grow(1), theme.RadiusCell, scene.Ink{}).Outline(solid(theme.Focus), theme.ArrowLine).Through()
}
