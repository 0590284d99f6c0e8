package paint

import (
	"image"
	"image/draw"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/scene/scenetest"
	"barnyard/viz/theme"
)

// screen is a window without a graphics card: what Draw does, pixel by pixel.
type screen struct {
	p      *Painter
	pixels *image.RGBA
	drawn  int // pixels of the last frame
}

func newScreen(th *theme.Theme, w, h int) *screen {
	s := &screen{p: New(th), pixels: image.NewRGBA(image.Rect(0, 0, w, h))}
	s.p.dirty.whole = true
	return s
}

func (c *screen) draw(s *scene.Scene, scale float32) {
	c.p.update(s, scale)
	c.drawn = 0
	for _, r := range c.p.dirty.parts(c.pixels.Rect) {
		c.p.gather(extentOf(r))
		draw.Draw(c.pixels, r, filled(c.p, c.pixels.Rect), r.Min, draw.Src)
		c.drawn += r.Dx() * r.Dy()
	}
	c.p.dirty.clean()
}

// filled is the painter's triangles on nothing.
func filled(p *Painter, r image.Rectangle) *image.RGBA {
	out := image.NewRGBA(r)
	f := filler{out: out, atlas: p.atlas.pixels}
	m := &p.mesh
	for i := 0; i < len(m.indices); i += 3 {
		f.triangle(&m.vertices[m.indices[i]], &m.vertices[m.indices[i+1]], &m.vertices[m.indices[i+2]])
	}
	return out
}

// thing is an item that may come, go, move and change.
type thing struct {
	id   int
	at   scene.Point
	what int
	ink  float32
}

func (g *thing) add(s *scene.Scene) {
	id, ink := scene.CPU.ID(g.id), scene.Tint(theme.Task, g.ink)
	if g.id%5 == 0 {
		id = scene.ID{} // not all have a name
	}
	x, y := g.at.X, g.at.Y
	switch g.what % 8 {
	case 0:
		s.Box(id, scene.Rect{X: x, Y: y, W: 40, H: 25}, 6, ink).Outline(scene.Solid(theme.Edge), 1)
	case 1:
		s.Hatch(id, scene.Rect{X: x, Y: y, W: 60, H: 14}, 0, ink)
	case 2:
		s.Text(id, x, y, "slub "+string(rune('a'+g.what)), theme.Prose, scene.Middle, ink)
	case 3:
		s.Cubic(id, g.at, scene.Point{X: 90, Y: 10}, scene.Point{X: 10, Y: 90}, scene.Point{X: y, Y: x}, ink, 2).Arrow()
	case 4:
		s.SetClip(scene.Rect{X: x + 5, Y: y + 5, W: 30, H: 30})
		s.Padlock(id, x, y, 20, scene.RTLock, g.id%2 == 0, ink)
		s.SetClip(scene.Rect{})
	case 5:
		s.Box(id, scene.Rect{X: x, Y: y, W: 5, H: 5}, 2, ink)
	case 6:
		s.Diamond(id, x, y, 9, ink)
	case 7:
		s.Box(id, scene.Rect{X: x, Y: y, W: 50, H: 30}, 4, scene.Ink{}).Outline(ink, 1).Dashed()
	}
}

// However a picture changes, drawing only what has changed gives every pixel that
// drawing it anew does.
func TestChangesAreTheWholePicture(t *testing.T) {
	for seed := range int64(2) {
		rnd := rand.New(rand.NewSource(seed))
		place := func() scene.Point { return scene.Point{X: rnd.Float32()*220 - 10, Y: rnd.Float32()*140 - 10} }
		c := newScreen(theme.Dark(), 200, 120)
		var things []thing
		for id := range 25 {
			things = append(things, thing{id, place(), rnd.Intn(8), rnd.Float32()})
		}
		for frame := range 30 {
			for range rnd.Intn(4) {
				i := rnd.Intn(len(things))
				switch rnd.Intn(5) {
				case 0:
					things = append(things[:i], things[i+1:]...)
				case 1:
					things = append(things[:i], append([]thing{{100 + frame, place(), rnd.Intn(8), 1}}, things[i:]...)...)
				case 2:
					things[i].at = place()
				case 3:
					things[i].what += 8 // another text
				case 4:
					things[i].ink = rnd.Float32()
				}
			}
			if frame == 15 {
				c.p.SetTheme(theme.Light())
			}
			s := &scene.Scene{}
			s.Reset(200, 120)
			s.Box(scene.Pane.ID(0), scene.Rect{W: 200, H: 120}, 0, scene.Solid(theme.Ground))
			for i := range things {
				things[i].add(s)
			}
			c.draw(s, 1)
			want := newScreen(c.p.theme, 200, 120)
			want.draw(s, 1)
			require.Equal(t, want.pixels.Pix, c.pixels.Pix, "seed %d, frame %d", seed, frame)
		}
	}
}

func TestWhatStaysIsNotDrawnAgain(t *testing.T) {
	c := newScreen(theme.Dark(), 1280, 720)
	c.draw(scenetest.Farm(), 1)
	assert.Equal(t, 1280*720, c.drawn)
	c.draw(scenetest.Farm(), 1)
	assert.Zero(t, c.drawn, "the same picture")
	s := scenetest.Farm()
	for i := range s.Items {
		s.Items[i].Hint += "."
	}
	c.draw(s, 1)
	assert.Zero(t, c.drawn, "a hint is not seen")
	s.Box(scene.CPU.ID(99), scene.Rect{X: 100, Y: 100, W: 3, H: 3}, 0, scene.Solid(theme.Task))
	c.draw(s, 1)
	assert.Positive(t, c.drawn)
	assert.LessOrEqual(t, c.drawn, 4*gridSide*gridSide, "a dot")
	c.draw(s, 1.5)
	assert.Equal(t, 1280*720, c.drawn, "another scale")
	c.p.SetTheme(theme.Light())
	c.draw(s, 1.5)
	assert.Equal(t, 1280*720, c.drawn, "another theme")
	c.draw(s, 1.5)
	assert.Zero(t, c.drawn)
}

// Where many things are gone at once, or come, the others are found all the same.
func TestWhatStaysBesideManyThatGo(t *testing.T) {
	cells := func(from, to int, wanders int) *scene.Scene {
		s := &scene.Scene{}
		s.Reset(1280, 720)
		s.Box(scene.Pane.ID(0), scene.Rect{W: 1280, H: 720}, 0, scene.Solid(theme.Ground))
		if wanders > 0 {
			s.Box(scene.CPU.ID(wanders), scene.Rect{X: 3, Y: 3, W: 5, H: 5}, 0, scene.Solid(theme.Task))
		}
		for i := range 200 {
			if i != wanders && (i < from || i >= to) {
				s.Box(scene.CPU.ID(i), scene.Rect{X: float32(i%20) * 60, Y: 40 + float32(i/20)*64, W: 9, H: 9}, 0, scene.Solid(theme.Task))
			}
		}
		return s
	}
	c := newScreen(theme.Dark(), 1280, 720)
	c.draw(cells(0, 0, -1), 1)
	for _, one := range []struct {
		name     string
		from, to int
		wanders  int
		most     int // rows of cells that are drawn: each is 1280 by 64
	}{{"sixty go", 20, 80, -1, 4}, {"and come back", 0, 0, -1, 4}, {"one wanders to the front", 0, 0, 150, 2}, {"and back", 0, 0, -1, 2}} {
		c.draw(cells(one.from, one.to, one.wanders), 1)
		assert.Positive(t, c.drawn, one.name)
		assert.LessOrEqual(t, c.drawn, one.most*1280*64, one.name)
	}
}

// What is kept of items that are gone is dropped before there is much of it.
func TestOldTrianglesAreDropped(t *testing.T) {
	c, live := newScreen(theme.Dark(), 200, 120), 0
	for frame := range 150 {
		s := &scene.Scene{}
		s.Reset(200, 120)
		s.Box(scene.Pane.ID(0), scene.Rect{W: 200, H: 120}, 0, scene.Solid(theme.Ground))
		for i := range 40 {
			s.Box(scene.CPU.ID(i), scene.Rect{X: float32(i * 4), Y: float32(frame%60 + i), W: 30, H: 7}, 3, scene.Solid(theme.Task))
		}
		c.draw(s, 1)
		live = c.p.kept.live
	}
	assert.Positive(t, live)
	assert.LessOrEqual(t, len(c.p.kept.mesh.vertices), 2*live+4096)
	assert.LessOrEqual(t, len(c.p.kept.points), 10_000)
}
