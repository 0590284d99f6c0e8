package input

import (
	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/gesture"
)

// named is every key that comes by name. Keys that print come as characters,
// except space. Tab, and what browsers do with Ctrl and Alt, stay with the
// page, which takes them before they get here.
var named = []struct {
	key  ebiten.Key
	name string
}{
	{ebiten.KeySpace, "Space"}, {ebiten.KeyEnter, "Enter"}, {ebiten.KeyNumpadEnter, "Enter"},
	{ebiten.KeyEscape, "Escape"}, {ebiten.KeyTab, "Tab"},
	{ebiten.KeyBackspace, "Backspace"}, {ebiten.KeyDelete, "Delete"},
	{ebiten.KeyHome, "Home"}, {ebiten.KeyEnd, "End"},
	{ebiten.KeyPageUp, "PageUp"}, {ebiten.KeyPageDown, "PageDown"},
	{ebiten.KeyArrowLeft, "Left"}, {ebiten.KeyArrowRight, "Right"},
	{ebiten.KeyArrowUp, "Up"}, {ebiten.KeyArrowDown, "Down"},
	{ebiten.KeyF1, "F1"}, {ebiten.KeyF11, "F11"},
}

// modifiers is which key means which modifier.
var modifiers = []struct {
	key ebiten.Key
	mod gesture.Mods
}{
	{ebiten.KeyShift, gesture.Shift}, {ebiten.KeyControl, gesture.Ctrl},
	{ebiten.KeyAlt, gesture.Alt}, {ebiten.KeyMeta, gesture.Meta},
}
