package engine

import (
	"fmt"

	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
)

// Maker makes runs as New does, and keeps what depends on the kernel's build
// alone: a build's code is linked once, which takes longer than a short run.
type Maker struct {
	capabilities scenario.Capabilities
	codes        map[string]*path.Code
}

// NewMaker makes one that has linked nothing yet.
func NewMaker() *Maker {
	return &Maker{capabilities: Capabilities(), codes: map[string]*path.Code{}}
}

// New is New.
func (m *Maker) New(s *scenario.Scenario) (*Run, error) {
	if err := scenario.Unsupported(s, m.capabilities); err != nil {
		return nil, err
	}
	if err := tooLarge(s); err != nil {
		return nil, err
	}
	mode := qpw.Mode(s.Machine.QPW)
	key := fmt.Sprintf("%+v %+v", build(s, mode), s.Kernel.Patches)
	if m.codes[key] == nil {
		code, err := link(s, mode)
		if err != nil {
			return nil, err
		}
		m.codes[key] = code
	}
	k, err := assemble(s, m.codes[key])
	if err != nil {
		return nil, err
	}
	return newRun(s, k), nil
}

// MostSamples makes all but some samples as if they had been taken.
func (r *Run) MostSamples(left int) { r.Record.samples = maxSamples - left }

// MostStill makes all but some steps at this instant as if they had been taken.
func (r *Run) MostStill(left uint32) { r.still = maxStill - left }
