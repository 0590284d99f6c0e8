package view

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Sheaves that have left one place and are not yet in the next: in the hands
// of a path, or waiting for a grace period. They stand behind the racks of a
// barn, above those in a path's hands, below those that wait.

// onTheWay draws both beside the racks in r. A sheaf that waits knows the node
// that it will go to; one in a path's hands does not, and stands at the first.
func onTheWay(s *scene.Scene, m *ui.Model, k *path.Kernel, node int, r scene.Rect) {
	var hands, waits pile
	for i := range k.Heap.Sheaves {
		sh, id := &k.Heap.Sheaves[i], slub.SheafID(i)
		switch {
		case int(sh.Cache) != m.Cache:
		case sh.Place == slub.InPath && node == 0:
			hands.add(id)
		case sh.Place == slub.InRCU && int(sh.Of) == node:
			waits.add(id)
		}
	}
	const apart = 6 // so that it is no eleventh place
	p := place(r, racks)
	spot := scene.Rect{X: p.X + apart, Y: r.Y, W: 16, H: min(p.H, r.H/2-3)}
	id := scene.Barn.ID(m.Cache, node)
	hands.draw(s, m, k, id.Sub(4), spot, "in the hands of a path", theme.ObjFree)
	spot.Y += r.H/2 + 3
	waits.draw(s, m, k, id.Sub(5), spot, s.Join("waiting for a grace period, then for the barn of node ", s.Int(int64(node))), theme.ObjRCU)
}

// pile is sheaves of which the first is drawn and all are counted.
type pile struct {
	first slub.SheafID
	n     int64
}

func (p *pile) add(id slub.SheafID) {
	if p.n == 0 {
		p.first = id
	}
	p.n++
}

// draw draws one sheaf for the pile and says how many there are.
func (p *pile) draw(s *scene.Scene, m *ui.Model, k *path.Kernel, id scene.ID, r scene.Rect, where string, ink theme.Role) {
	if p.n == 0 {
		return
	}
	sheafIcon(s, m, k, p.first, r, where, ink)
	s.Box(scene.Sheaf.ID(m.Cache, int(p.first)).Sub(2), r.Grow(2), 4, scene.Ink{}).Outline(solid(theme.TextMark), theme.Hairline).Dashed().Through()
	if p.n < 2 {
		return
	}
	text := s.Join("×", s.Int(p.n))
	if p.n > 99 {
		text = "99+"
	}
	words(s, id, r.X+r.W+4, r.Y+r.H/2+4, text, theme.Tiny, theme.TextDim, 20)
	if it := &s.Items[len(s.Items)-1]; told(m, it.ID) {
		it.Tip(plural(p.n, "sheaf", "sheaves") + " " + where + ".")
	}
}
