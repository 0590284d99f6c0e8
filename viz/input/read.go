package input

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"barnyard/viz/gesture"
)

// read fills d with the state of this tick, in d's own memory.
func (d *devices) read() {
	d.mods = 0
	for _, m := range modifiers {
		if ebiten.IsKeyPressed(m.key) {
			d.mods |= m.mod
		}
	}
	d.chars = ebiten.AppendInputChars(d.chars[:0])
	d.keys = d.keys[:0]
	for _, k := range named {
		d.press(k.name, pressed(inpututil.IsKeyJustPressed(k.key), inpututil.KeyPressDuration(k.key)))
	}
	x, y := ebiten.CursorPositionF()
	d.mouse = [2]float32{float32(x), float32(y)}
	d.button = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	wx, wy := ebiten.Wheel()
	d.wheel = [2]float32{float32(wx), float32(wy)}
	d.readFingers()
}

// touchIDs is what Ebitengine calls the fingers.
type touchIDs = []ebiten.TouchID

func (d *devices) readFingers() {
	d.fingers = d.fingers[:0]
	d.touches = ebiten.AppendTouchIDs(d.touches[:0])
	for _, id := range d.touches {
		x, y := ebiten.TouchPositionF(id)
		d.fingers = append(d.fingers, gesture.Pointer{ID: int(id), X: float32(x), Y: float32(y)})
	}
}
