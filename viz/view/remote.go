package view

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Who reaches for whom. With queued work an arrow goes from the CPU that asks
// to the CPU that pays, for as long as the work is queued or runs. Where the
// asker takes the lock, a hand reaches into the other card instead.

// remote draws both: all ways first, then their names on top.
func remote(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame) {
	if f.Columns == 0 || f.Cards.Empty() || len(k.M.CPUs) > fullCards {
		return
	}
	w := workOf(s)
	names := w.ways[:0]
	if from, ok := asker(k, k.FlushLock); ok {
		for cpu := range k.Flush {
			names = asked(s, m, k, f, names, from, cpu, k.Flush[cpu].Item)
		}
	}
	if from, ok := asker(k, k.Swap.DrainLock); ok {
		for cpu := range k.Drain {
			before := len(names)
			if names = asked(s, m, k, f, names, from, cpu, k.Drain[cpu].LRU); len(names) == before {
				names = asked(s, m, k, f, names, from, cpu, k.Drain[cpu].BH)
			}
		}
	}
	for c := range k.M.CPUs {
		for _, id := range k.M.OfCPU(int32(c)) {
			if to, ok := reaching(k, id); ok && to != c {
				names = append(names, hand(s, m, k, f, c, to))
			}
		}
	}
	w.ways = names
	for i := range names {
		if !names[i].meets(names[:i]) {
			names[i].draw(s)
		}
	}
}

// wayName is the word on a way: at its far end, where no other way from the
// same card has its word.
type wayName struct {
	id      scene.ID
	text    string
	mid, y  float32
	visible bool
}

// meets says whether one of others has its word here already.
func (n *wayName) meets(others []wayName) bool {
	for _, o := range others {
		w := typeset.Measure(n.text, theme.SpanName) + typeset.Measure(o.text, theme.SpanName)
		if abs(o.y-n.y) < 14 && abs(o.mid-n.mid) < w/2+8 {
			return true
		}
	}
	return false
}

func (n *wayName) draw(s *scene.Scene) {
	if !n.visible {
		return
	}
	w := typeset.Measure(n.text, theme.SpanName)
	s.Box(n.id.Sub(1), scene.Rect{X: n.mid - w/2 - 4, Y: n.y - 7, W: w + 8, H: 14}, 3, solid(theme.Ground)).Through()
	s.Text(n.id.Sub(2), n.mid, n.y+3.8, n.text, theme.SpanName, scene.Middle, solid(theme.RemoteWork))
}

// asked adds the arrow to a CPU whose work item is queued or runs.
func asked(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame, names []wayName, from, cpu int, it qpw.Item) []wayName {
	if w := &k.WQ.Works[it.Work]; (w.Pending || w.Running) && cpu != from {
		return append(names, ask(s, m, k, f, from, cpu, w.Running))
	}
	return names
}

// asker is the CPU of the thread that has the flushing, or the draining, of all
// CPUs in hand: a mutex is what makes it one at a time.
func asker(k *path.Kernel, mutex locking.ID) (int, bool) {
	if mutex == locking.ID(-1) {
		return 0, false
	}
	id := k.Locks.L[mutex].Holder
	if id == sim.NoThread {
		return 0, false
	}
	return int(k.M.Threads[id].CPU), true
}

// reaching is the CPU whose work a thread does itself, if it does.
func reaching(k *path.Kernel, id sim.ThreadID) (int, bool) {
	t := &k.M.Threads[id]
	for i := 0; i+1 < int(t.Depth); i++ {
		switch k.Cfg.Code.Funcs[t.Stack[i].Fn].Name {
		case "queue_percpu_work_on", "pw_queue_on":
		default:
			continue
		}
		switch k.Cfg.Code.Funcs[t.Stack[i+1].Fn].Name {
		case "flush_cpu_sheaves", "flush_rcu_sheaf", "lru_add_drain_per_cpu":
			return int(k.ItemHome(t.Stack[i].R[0])), true
		}
	}
	return 0, false
}

// ask draws the arrow of queued work below the two cards.
func ask(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame, from, to int, running bool) wayName {
	id := scene.Remote.ID(from, to, 0)
	word := "work queued"
	if running {
		word = "work runs"
	}
	tip := ""
	if told(m, id) {
		tip = "CPU " + itoa(int64(from)) + " asked; CPU " + itoa(int64(to)) + " pays: its kworker "
		if running {
			tip += "does the work now."
		} else {
			tip += "has still to begin."
		}
	}
	return reach(s, k, f, id, from, to, word, tip, true)
}

// hand draws the asking CPU's hand in the other CPU's card.
func hand(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame, from, to int) wayName {
	id := scene.Hand.ID(from, to)
	tip := ""
	if told(m, id) {
		tip = "CPU " + itoa(int64(from)) + " does the work itself, under the lock of CPU " + itoa(int64(to)) + ", which goes on with what it runs."
	}
	card := f.Card(to, len(k.M.CPUs))
	s.Box(id.Sub(3), card.Grow(2), theme.RadiusCard+2, scene.Ink{}).Outline(solid(theme.RemoteWork), theme.ArrowLine).Through()
	return reach(s, k, f, id, from, to, "reaches in", tip, false)
}

// reach draws the way from one card to another, through the gap below the
// upper of the two, with a word on it.
func reach(s *scene.Scene, k *path.Kernel, f Frame, id scene.ID, from, to int, word, tip string, dashed bool) wayName {
	n := len(k.M.CPUs)
	a, b := f.Card(from, n), f.Card(to, n)
	row := min(from/f.Columns, to/f.Columns)
	top := f.Card(row*f.Columns, n)
	lane := top.Y + top.H + f.laneBelow(row, n)/2
	ax := a.X + a.W/2 + float32(to-from)*3
	bx := b.X + b.W/2 - float32(to-from)*3
	ay, by := a.Y+a.H, b.Y+b.H
	if from/f.Columns > row {
		ay = a.Y
	}
	if !dashed { // a hand that comes in from below keeps clear of the line at the card's foot
		bx = b.X + b.W - handInset
	}
	if to/f.Columns > row {
		by = b.Y
		bx = b.X + b.W/2 - float32(to-from)*3
		bx -= sign(ax-bx) * 24 // the card above may be reached for from the same gap
	}
	pts := [6]scene.Point{{X: ax, Y: ay}, {X: ax, Y: lane}, {X: bx, Y: lane}}
	at := 3
	if to/f.Columns > row+1 { // down beside the cards that lie between, not over them
		gx := f.gutter(b, n)
		lane = b.Y - f.laneBelow(to/f.Columns-1, n)/2
		pts[2] = scene.Point{X: gx, Y: pts[1].Y}
		pts[3], pts[4], at = scene.Point{X: gx, Y: lane}, scene.Point{X: bx, Y: lane}, 5
		ax = gx
	}
	if dashed { // the arrow ends at the card's edge; a hand goes on into it
		by += sign(lane-by) * 1
	} else {
		by -= sign(lane-by) * 16
	}
	pts[at] = scene.Point{X: bx, Y: by}
	line := s.Polyline(id, pts[:at+1], solid(theme.RemoteWork), theme.ArrowLine).Arrow().Tip(tip)
	if dashed {
		line.Dashed()
	}
	w := typeset.Measure(word, theme.SpanName)
	far := bx - sign(bx-ax)*(w/2+14) // near the one who pays
	room := f.laneBelow(row, n) >= 14 && w+40 <= abs(ax-bx)
	return wayName{id, word, far, lane, room}
}

// handInset is how far from the card's right edge a hand comes in: words end there.
const handInset = 9

// gutter is the middle of the gap beside a card: to its left, or, of the leftmost ones,
// to their right.
func (f *Frame) gutter(card scene.Rect, cpus int) float32 {
	half := min(f.cardGap(cpus), theme.GapWide) / 2
	if card.X > f.Cards.X+1 {
		return card.X - half
	}
	return card.X + card.W + half
}

// laneBelow is the height of the gap below a row of cards.
func (f *Frame) laneBelow(row, cpus int) float32 {
	if row == f.Rows-1 {
		return gapFarm
	}
	return f.cardGap(cpus)
}

func sign(v float32) float32 {
	if v < 0 {
		return -1
	}
	return 1
}

func abs(v float32) float32 { return max(v, -v) }
