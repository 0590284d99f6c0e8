package explore

import "barnyard/engine/scenario"

// Hunt is a search that is taken in slices, for those who have something else to
// do in between: a picture that must not stand still. However it is sliced, it
// comes to the same report.
//
//	NewHunt --GoOn, GoOn, ... until false--> Report
//
// A slice ends with a state that everybody has left, so it is a little longer than
// it was asked to be; much longer where something was found, since the way there is
// then made short.
type Hunt struct {
	s    *scenario.Scenario
	opt  Limits
	x    *search
	over bool
}

// NewHunt begins a search. Errors are the scenario's author's: *scenario.Error.
func NewHunt(s *scenario.Scenario, opt Limits) (*Hunt, error) {
	h := &Hunt{s: s, opt: opt}
	return h, h.begin(nil)
}

// begin begins, anew if an op has turned out to be mixed.
func (h *Hunt) begin(known *alone) error {
	x, err := newSearch(h.s, h.opt)
	if err != nil {
		return err
	}
	if known != nil {
		x.alone = known
	}
	h.x, h.over = x, x.begin()
	return nil
}

// GoOn searches on for about so many steps between states; false when the search
// is over.
func (h *Hunt) GoOn(steps int64) bool {
	if !h.over {
		h.over = h.x.goOnFor(steps)
	}
	if known := h.x.alone; h.over && known.mixed {
		known.mixed = false
		if h.begin(known) != nil { // it began once, so it does again
			h.over = true
		}
	}
	return !h.over
}

// Progress says how far it has come.
func (h *Hunt) Progress() Progress { return h.x.told().Progress }

// Report is what it has come to. Before its end it is of what was looked at so
// far, and not complete.
func (h *Hunt) Report() (*Report, error) { return h.x.result() }
