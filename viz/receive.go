package viz

import "github.com/hajimehoshi/ebiten/v2"

// What comes from outside of the window: messages of who watches a file, and
// files that are dropped onto it. Neither is waited for.

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
