package view

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/ledger"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The ledger: what the chosen sample went to. A bar of its causes, one on the
// other, and below it a row a cause: its share, its time, its name. Causes of
// one sort stand together with what they come to; below them the functions of
// the kernel.

// accountText is a sample's ledger in a sentence; empty while it is not known.
func accountText(m *ui.Model, id scene.ID) string {
	l := m.Ledger(id)
	if l == nil || l.Sum() == 0 {
		return ""
	}
	k, text := m.Kernel(), "It went to "
	if id.Kind == scene.LatencyClass {
		text = "The longest, " + long(l.Sum(), m.GHz()) + ", went to "
	}
	heads := l.Heads()
	for i := range heads {
		if i == toldCauses && len(heads) > toldCauses+1 {
			return text + " and " + strconv.Itoa(len(heads)-i) + " smaller causes."
		}
		if i > 0 {
			text += ", "
		}
		text += ledger.NameOf(k, l.Victim, &heads[i].Cause).Long() + " " + long(heads[i].Cycles, m.GHz()) + " (" + percent(heads[i].Cycles, l.Sum()) + ")"
	}
	return text + "."
}

// toldCauses is how many causes a sentence names.
const toldCauses = 6

// percent is a share, with a decimal where it is small.
func percent(part, of int64) string {
	mille := (part*1000 + of/2) / of
	if mille == 0 && part > 0 {
		return "<0.1%"
	}
	if mille >= 100 || mille%10 == 0 {
		return strconv.FormatInt((part*100+of/2)/of, 10) + "%"
	}
	return strconv.FormatInt(mille/10, 10) + "." + strconv.FormatInt(mille%10, 10) + "%"
}

// causeRole is the colour of a cause: that of what runs or waits.
func causeRole(k *path.Kernel, l *ledger.Ledger, c *ledger.Cause) theme.Role {
	switch c.What {
	case ledger.Program, ledger.Syscall, ledger.Kernel:
		return roleOf(k, l.Victim)
	case ledger.Others, ledger.FlushOther, ledger.FlushWork:
		return roleOf(k, c.Who)
	case ledger.Lines:
		return theme.CacheLine
	case ledger.LockWait:
		return theme.Contended
	case ledger.Switch, ledger.Asked:
		return theme.Switch
	case ledger.IPI, ledger.Timer, ledger.Device, ledger.Arriving:
		return theme.Hardirq
	case ledger.NMI:
		return theme.NMI
	case ledger.Softirq:
		return theme.Softirq
	case ledger.Sleep, ledger.Rest:
		return theme.Idle
	}
	return theme.Waiting
}

// ledgerPane draws the ledger of the chosen sample.
func ledgerPane(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	id := m.Sel.Whole()
	y := r.Y + 12
	if id.Kind != scene.LatencyBar && id.Kind != scene.LatencyOpen && id.Kind != scene.LatencyClass {
		for i, line := range typeset.Wrap(nil, "Choose a bar of the samples, with a pointer or with ( and ), to see what it went to.", theme.Label, r.W) {
			s.Text(scene.LedgerRow.ID(0).Sub(1+i), r.X, y+float32(i)*16, line, theme.Label, scene.Start, solid(theme.TextDim))
		}
		return
	}
	l := m.Ledger(id)
	if l == nil || l.Sum() == 0 {
		words(s, scene.LedgerRow.ID(0).Sub(1), r.X, y, waitText(m, id, l), theme.Label, theme.TextDim, r.W)
		return
	}
	y = ledgerTitle(s, m, l, r, y)
	heads := l.Heads()
	y = stacked(s, m, k, l, heads, scene.Rect{X: r.X, Y: y, W: r.W, H: 16}) + 8
	ledgerRows(s, m, k, l, heads, scene.Rect{X: r.X, Y: y, W: r.W, H: r.Y + r.H - y})
}

func waitText(m *ui.Model, id scene.ID, l *ledger.Ledger) string {
	switch {
	case l != nil:
		return "No time has passed in it."
	case id.Kind == scene.LatencyOpen && m.Playing:
		return "Pause to see what the open gap has gone to."
	}
	return "The steps of the interval are being taken once more…"
}

// ledgerTitle says of which interval it is.
func ledgerTitle(s *scene.Scene, m *ui.Model, l *ledger.Ledger, r scene.Rect, y float32) float32 {
	series, _ := m.Samples(m.Shown)
	id := scene.LedgerRow.ID(0)
	name := series.Name + " " + long(l.Sum(), m.GHz())
	if m.Sel.Kind == scene.LatencyOpen {
		name += " so far"
	}
	words(s, id.Sub(1), r.X, y, name, theme.Strong, theme.Text, r.W)
	sub := sim.Micros(l.From, m.GHz()) + " to " + sim.Micros(l.To, m.GHz()) + " µs = " + strconv.FormatInt(l.Sum(), 10) + " cycles"
	words(s, id.Sub(2), r.X, y+15, sub, theme.Number, theme.TextDim, r.W)
	return y + 24
}

// stacked draws the causes as one bar and returns where it ends.
func stacked(s *scene.Scene, m *ui.Model, k *path.Kernel, l *ledger.Ledger, heads []ledger.Row, r scene.Rect) float32 {
	x := r.X
	for i := range heads {
		h := &heads[i]
		w := r.W * float32(float64(h.Cycles)/float64(l.Sum()))
		id, box := scene.LedgerPart.ID(i), scene.Rect{X: x, Y: r.Y, W: max(w, 1), H: r.H}
		role := causeRole(k, l, &h.Cause)
		switch {
		case waiting(h.What):
			s.Hatch(id, box, 0, solid(role)).Tip(causeHint(m, k, l, h))
		case h.What == ledger.Kernel || h.What == ledger.Syscall: // the victim's own colour, thinner than its program
			s.Box(id, box, 0, scene.Ink{Role: role, To: theme.Text, Blend: 0.35, Alpha: 1}).Outline(solid(theme.Bar), theme.Hairline).Tip(causeHint(m, k, l, h))
		default:
			s.Box(id, box, 0, solid(role)).Outline(solid(theme.Bar), theme.Hairline).Tip(causeHint(m, k, l, h))
		}
		if num := strconv.Itoa(i + 1); w > 14 {
			if waiting(h.What) {
				s.Box(id.Sub(2), scene.Rect{X: x + w/2 - 6, Y: r.Y + 2, W: 12, H: r.H - 4}, 3, solid(role)).Through()
			}
			s.Text(id.Sub(1), x+w/2, r.Y+12, num, theme.SpanName, scene.Middle, solid(theme.TextOn)).Through()
		}
		x += w
	}
	return r.Y + r.H
}

func waiting(w ledger.What) bool {
	return w == ledger.LockWait || w >= ledger.Arriving
}

func causeHint(m *ui.Model, k *path.Kernel, l *ledger.Ledger, row *ledger.Row) string {
	return ledger.NameOf(k, l.Victim, &row.Cause).Long() + ": " + long(row.Cycles, m.GHz()) + ", " + plural(row.Cycles, "cycle", "cycles") + " in " +
		plural(int64(row.Times), "stretch", "stretches") + ", " + percent(row.Cycles, l.Sum()) + " of the sample."
}

// ledgerRows draws a row a cause, and where there is room its functions.
func ledgerRows(s *scene.Scene, m *ui.Model, k *path.Kernel, l *ledger.Ledger, heads []ledger.Row, r scene.Rect) {
	const pitch, small = 17, 14
	left := r.H - pitch*float32(len(heads)+1)
	y, n := r.Y+12, 0
	row := func(num string, row *ledger.Row, indent float32, name ledger.Name, strong bool) {
		n++
		id, face, ink := scene.LedgerRow.ID(n), theme.Label, theme.Text
		if !strong {
			face, ink = theme.Number, theme.TextDim
		}
		words(s, id.Sub(2), r.X, y, num, theme.SpanName, theme.TextMark, 16)
		number := fineMicros(row.Cycles, m.GHz()) + " " + fill(percent(row.Cycles, l.Sum()), 5)
		w := wordsEnd(s, id.Sub(1), r.X+r.W, y, number, theme.Number, ink, r.W/2)
		text := name.Func
		if strong {
			text = causeName(name)
		}
		room := r.W - indent - w - 8
		lines := typeset.Wrap(nil, text, face, room)
		for i, line := range lines {
			if i > 0 {
				y += small
				left -= small
			}
			s.Text(id.Sub(10+i), r.X+indent, y, typeset.Fit(line, face, room), face, scene.Start, solid(ink)).Wide(room).Tip(causeHint(m, k, l, row))
		}
	}
	for i := range heads {
		h := &heads[i]
		if y > r.Y+r.H-2 {
			return
		}
		row(strconv.Itoa(i+1), h, 18, ledger.NameOf(k, l.Victim, &h.Cause), true)
		y += pitch
		for j := range l.Rows {
			d := &l.Rows[j]
			if left < small || d.Func < 0 || d.What != h.What || d.Who != h.Who || d.For != h.For {
				continue
			}
			left -= small
			row("", d, 26, ledger.NameOf(k, l.Victim, &d.Cause), false)
			y += small
		}
	}
	if y <= r.Y+r.H {
		s.Line(scene.ID{}, r.X, y-10, r.X+r.W, y-10, solid(theme.Edge), theme.Hairline).Through()
		words(s, scene.LedgerRow.ID(0).Sub(3), r.X+18, y+2, "the sample", theme.Label, theme.Text, r.W/2)
		wordsEnd(s, scene.LedgerRow.ID(0).Sub(4), r.X+r.W, y+2, sim.Micros(l.Sum(), m.GHz())+" "+fill("100%", 5), theme.Number, theme.Text, r.W/2)
	}
}

// causeName is a cause as a row names it: without its function.
func causeName(n ledger.Name) string {
	n.Func = ""
	return n.Long()
}

// fineMicros is a time in microseconds that is never nothing.
func fineMicros(cycles, ghz int64) string {
	if cycles > 0 && sim.Ns(cycles, ghz) == 0 {
		return "<0.001"
	}
	return sim.Micros(cycles, ghz)
}

// fill puts blanks before a text that is short.
func fill(text string, n int) string {
	for len(text) < n {
		text = " " + text
	}
	return text
}
