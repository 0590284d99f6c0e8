package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Grids of cells, filled from below as a sheaf is, or from the top as a slab.

// leastPitch is the smallest distance between cells at which they can still be
// told apart.
const leastPitch = 4

// largestPitch is for wide windows: beyond it cells say no more. Few may be larger,
// so that they are not lost on their card.
func largestPitch(n int) float32 {
	if n <= 16 {
		return 24
	}
	return 16
}

// grid is how n cells lie in a room.
type grid struct {
	columns, rows int
	pitch         float32
}

// gridIn finds the largest cells with which n of them fit into a width and a
// height, up to the size of an object and its gap.
func gridIn(n int, w, h float32) grid {
	best, score := grid{columns: max(n, 1), rows: 1}, float32(0)
	for columns := 1; columns <= n; columns++ {
		rows := (n + columns - 1) / columns
		pitch := min(w/float32(columns), h/float32(rows), largestPitch(n))
		s := pitch
		if columns*rows != n { // full rows are easier to count
			s *= 0.92
		}
		if s > score || s == score && rows < best.rows {
			best, score = grid{columns, rows, pitch}, s
		}
	}
	return best
}

// gap is the room between two cells.
func (g grid) gap() float32 {
	if g.pitch < 8 {
		return 1
	}
	return theme.GapTiny
}

// cell is the i-th place, counted from the bottom left.
func (g grid) cell(r scene.Rect, i int) scene.Rect {
	side := g.pitch - g.gap()
	return scene.Rect{
		X: r.X + float32(i%g.columns)*g.pitch + g.gap()/2,
		Y: r.Y + r.H - float32(i/g.columns+1)*g.pitch + g.gap()/2,
		W: side, H: side,
	}
}

// fromTop is the i-th place, counted from the top left.
func (g grid) fromTop(r scene.Rect, i int) scene.Rect {
	c := g.cell(r, i)
	c.Y = r.Y + float32(i/g.columns)*g.pitch + g.gap()/2
	return c
}

// bar says how full something is.
func bar(s *scene.Scene, id scene.ID, r scene.Rect, share float32, ink theme.Role) {
	r.Y, r.H = r.Y+max(r.H-14, 0)/2, min(r.H, 14)
	s.Box(id, r, theme.RadiusCell, solid(theme.Cell)).Through()
	r.W *= min(max(share, 0), 1)
	s.Box(id.Sub(int(id.Part)+1), r, theme.RadiusCell, solid(ink)).Through()
}
