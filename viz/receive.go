package viz

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/ui"
)

// What comes from outside of the window: messages of who watches a file, files
// that are dropped onto it, the time of the day. None is waited for.

// receive takes in what has come since the last tick.
func (a *App) receive() {
	for more := a.options.Inbox != nil; more; {
		select {
		case msg := <-a.options.Inbox:
			a.Send(msg)
		default:
			more = false
		}
	}
	if a.options.OnDrop == nil {
		return
	}
	if files := ebiten.DroppedFiles(); files != nil {
		a.options.OnDrop(files)
	}
}

// clock tells a presenter the time, once a second.
func (a *App) clock() {
	if !a.m.Presenting() {
		return
	}
	now := time.Now()
	_, offset := now.Zone()
	seconds := now.Unix() + int64(offset)
	if told, _, _ := a.m.Clock(); told != seconds {
		ui.Update(a.m, ui.Clock{Seconds: seconds})
	}
}
