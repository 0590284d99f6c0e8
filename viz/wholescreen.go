package viz

// wholeScreen keeps what the model wants of the screen and what the system does in
// step. Both may begin: a key of ours asks the system, which takes some frames and may
// refuse; and a browser ends it by its own key, of which no key comes here.
type wholeScreen struct {
	asked bool // of the system
	came  bool // what was asked for was so, so that from here on a change is somebody's
}

// pass is told what is wanted and what is, once a frame. It says whether the system is
// to be asked for what is wanted, or the model to be told that it is otherwise now.
func (w *wholeScreen) pass(wanted, is bool) (ask, tell bool) {
	switch {
	case wanted != w.asked:
		w.asked, w.came = wanted, false
		return true, false
	case is == w.asked:
		w.came = true
	case w.came:
		w.asked = is
		return false, true
	}
	return false, false
}
