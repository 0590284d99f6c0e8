package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// A CPU that is offline is not an idle one: nothing can run there, and nothing
// that is queued there comes to an end. It is drawn hollow and dashed, as trays
// are that are not there.

// awayPart is the first part of a track that is a time in which its CPU is gone.
const awayPart = 300

// away draws when a CPU was offline, with the word where there is room for it.
func (p *plot) away(cpu int, row row) {
	lane := &p.t.CPUs[cpu].Gone
	for _, pc := range p.pieces(lane, p.grain) {
		s := &lane.Spans[pc.I]
		id := scene.Track.ID(cpu).Sub(awayPart + pc.I%100)
		r := p.bar(pc.From, pc.To, row.track.Y, row.track.H)
		it := p.s.Box(id, r, theme.RadiusCell, scene.Solid(theme.Ground))
		if row.track.H >= thinPitch {
			it.Outline(scene.Solid(theme.TextDim), theme.Hairline).Dashed()
		}
		if p.told(id) {
			it.Tip(cpuText(cpu) + " is offline, and nothing runs there: " + p.when(s.From, s.To) + ".")
		}
		if w := typeset.Measure(offline, theme.SpanName); row.names && w+10 < r.W {
			p.s.Text(id.Sub(2*awayPart+pc.I%100), r.X+5, middle(r), offline, theme.SpanName, scene.Start, scene.Solid(theme.TextDim)).Through()
		}
	}
}

const offline = "offline"

// awayTip says what an offline CPU is.
func (c *card) awayTip() string {
	return "CPU " + itoa(int64(c.cpu)) + " is offline: nothing runs here and its sheaves are empty."
}
