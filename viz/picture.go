package viz

import (
	"barnyard/viz/scene"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// picture is what is on the screen: the scene of the model, or one on the way
// to it.
//
// A single step lets what changed its place move there. When the next change
// comes before the way is done, the picture jumps: it may lag behind the state
// by a blink, never by more.
type picture struct {
	built scene.Scene // of the model now
	from  scene.Scene // where the way began
	mixed scene.Scene // on the way
	share float32     // of the way that is done; 1: arrived
	step  uint32      // of the model that built shows
	mode  int
	ready bool
	due   bool // the model has changed since
}

// wayTime is how long the way takes, in seconds.
const wayTime = 0.16

// build makes the scene of the model, and starts a way to it if only one step
// lies between it and what was on the screen.
func (p *picture) build(m *ui.Model) {
	near := p.ready && m.Loaded() && !m.Calm && p.share >= 1 && m.Shown == p.mode && stepsApart(m.Step, p.step) == 1
	moves := p.ready && m.Loaded() && (m.Step != p.step || m.Shown != p.mode)
	if near {
		p.from.CopyFrom(&p.built)
		p.share = 0
	} else if moves || !p.ready {
		p.share = 1
	}
	view.Build(m, &p.built)
	p.step, p.mode, p.ready = m.Step, m.Shown, true
}

func stepsApart(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// pass goes on along the way and reports whether the picture changes.
func (p *picture) pass(seconds float32) bool {
	if p.share >= 1 {
		return false
	}
	p.share = min(p.share+seconds/wayTime, 1)
	return true
}

// shown is what to draw.
func (p *picture) shown(m *ui.Model) *scene.Scene {
	if p.due {
		p.due = false
		p.build(m)
	}
	if p.share >= 1 || !p.ready {
		return &p.built
	}
	f := p.share * p.share * (3 - 2*p.share) // slow at both ends
	scene.Mix(&p.from, &p.built, f, &p.mixed)
	return &p.mixed
}
