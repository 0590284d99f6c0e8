package view

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Many nodes: the chosen one as a strip, and each as a small cell with its two
// locks and three numbers. A cell that is chosen, or a CPU of its node, brings
// its strip.

// Measures of the cells, in points.
const (
	nodeCellHigh  = 38
	nodeCellLeast = 150
	fewNodes      = 2 // up to so many have a strip each
)

// nodeCellRows is how many rows of cells there are at a width.
func nodeCellRows(nodes int, width float32) int {
	across := max(int(width/nodeCellLeast), 1)
	return (nodes + across - 1) / across
}

// chosenNode is the node of what is chosen, else the first.
func chosenNode(m *ui.Model, k *path.Kernel) int {
	switch id := m.Sel.Whole(); id.Kind {
	case scene.Barn, scene.BarnLock, scene.BarnFull, scene.BarnNone, scene.Node, scene.ListLock:
		return min(int(id.N[1]), int(k.Heap.NNodes)-1)
	}
	if cpu, ok := ui.CPUOf(m.Sel); ok && cpu < len(k.M.CPUs) {
		return int(k.M.CPUs[cpu].Node)
	}
	return 0
}

// nodeCells draws the strip of the chosen node and below it all of them.
func nodeCells(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	nodes := int(k.Heap.NNodes)
	rows := nodeCellRows(nodes, r.W)
	across := (nodes + rows - 1) / rows
	high := float32(rows) * (nodeCellHigh + 4)
	chosen := chosenNode(m, k)
	nodeStrip(s, m, k, chosen, 0, scene.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - high})
	w := (r.W - 6*float32(across-1)) / float32(across)
	for n := range nodes {
		cell := scene.Rect{
			X: r.X + float32(n%across)*(w+6),
			Y: r.Y + r.H - high + 4 + float32(n/across)*(nodeCellHigh+4), W: w, H: nodeCellHigh,
		}
		nodeCell(s, m, k, n, n == chosen, cell)
	}
}

// nodeCell draws one node in small. What its strip shows anyway has its own
// names there; here it is part of the cell.
func nodeCell(s *scene.Scene, m *ui.Model, k *path.Kernel, node int, chosen bool, r scene.Rect) {
	h := k.Heap
	at := h.BarnOf(slub.CacheID(m.Cache), int32(node))
	b, n := &h.Barns[at], &h.Nodes[at]
	id := scene.NodeCell.ID(m.Cache, node)
	edge := theme.Edge
	if chosen {
		edge = theme.Focus
	}
	s.Box(id, r, theme.RadiusTray, solid(theme.Card)).Outline(solid(edge), theme.Hairline)
	if told(m, id) {
		s.Items[len(s.Items)-1].Tip("Node " + itoa(int64(node)) + ": its barn has " + itoa(int64(b.NrFull)) + " full and " + itoa(int64(b.NrEmpty)) +
			" empty sheaves, its partial list " + itoa(int64(n.NrPartial)) + " of " + itoa(int64(n.NrSlabs)) + " slabs. Choose it to see them.")
	}
	slabs := s.Join(s.Int(int64(n.NrPartial)), " of ", s.Int(int64(n.NrSlabs)), " partial")
	if n.NrSlabs == 0 && int(k.MemOf[node]) != node {
		slabs = "no memory"
	}
	x := r.X + 7
	words(s, id.Sub(1), x, r.Y+15, s.Int(int64(node)), theme.SpanName, theme.Text, 24)
	cellLine(s, k, id, 2, b.Lock, scene.Rect{X: x + 20, Y: r.Y + 4, W: r.W - 30, H: 15}, s.Join(s.Int(int64(b.NrFull)), " full, ", s.Int(int64(b.NrEmpty)), " empty"))
	cellLine(s, k, id, 5, n.Lock, scene.Rect{X: x + 20, Y: r.Y + 20, W: r.W - 30, H: 15}, slabs)
}

// cellLine draws a lock and beside it what it protects.
func cellLine(s *scene.Scene, k *path.Kernel, id scene.ID, part int, lock locking.ID, r scene.Rect, text string) {
	l := &k.Locks.L[lock]
	ink := theme.LockOpen
	if l.Holder != sim.NoThread {
		ink = roleOf(k, l.Holder)
	}
	s.Padlock(id.Sub(part), r.X, r.Y, 12, shapeOf(k, scene.SpinLock), l.Holder == sim.NoThread, solid(ink)).Through()
	words(s, id.Sub(part+1), r.X+17, r.Y+10.5, text, theme.Tiny, theme.TextDim, r.W-17)
}
