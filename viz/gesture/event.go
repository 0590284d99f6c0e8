// Package gesture says what a hand did, in plain values: a key, a tap, a
// drag, a pinch. It knows no device; viz/input reads those and viz/ui turns
// events into messages.
//
//	devices --input--> pointers that are down --Recogniser--> []Event --ui--> []Msg
//
// One finger and the mouse's left button are the same to the interface, so
// everything that can be clicked can be tapped.
package gesture

// Kind is what happened.
type Kind uint8

// The kinds of events.
const (
	Char  Kind = iota + 1 // a character was typed: Rune
	Key                   // a key that prints nothing, or space, went down: Name
	Hover                 // the mouse moved with no button down
	Press                 // a pointer went down; a Tap or a Drag follows
	Tap                   // a pointer went up where it went down
	Drag                  // a pointer that is down moved by DX, DY
	Drop                  // the drag ended
	Pinch                 // two fingers: zoomed by Zoom, moved by DX, DY
	Wheel                 // the wheel turned by DX, DY
)

// Mods are the modifier keys that were down.
type Mods uint8

// The modifier keys. Meta is the Windows or the Command key.
const (
	Shift Mods = 1 << iota
	Ctrl
	Alt
	Meta
)

// Event is one thing that a hand did. Places are in points of the scene.
type Event struct {
	Kind   Kind
	Rune   rune   // Char
	Name   string // Key: one of the names in viz/input's table, such as "PageDown"
	Repeat bool   // Key: it is being held
	Mods   Mods

	X, Y         float32 // where; of Pinch the middle between the fingers
	DX, DY       float32 // Drag, Pinch: the way since the last event; Wheel: its turn
	FromX, FromY float32 // Drag, Drop: where the pointer went down
	Zoom         float32 // Pinch: how much further apart the fingers are, 1 is as before
}
