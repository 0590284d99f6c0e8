package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// latencyHeads are the columns of the latencies of two runs, and what each says.
var latencyHeads = [...]struct{ name, says string }{
	{"p50", "p50: half of the samples take at most this. Times are microseconds."},
	{"p99", "p99: of a hundred samples all but one take at most this. Times are microseconds."},
	{"p99.9", "p99.9: of a thousand samples all but one take at most this. Times are microseconds."},
	{"max", "max: the longest sample, or ≥ and how long the one under way lasts already. Times are microseconds."},
	{"n", "n: how many samples there are, up to the instant that is shown."},
}

// latencies writes what a series comes to in both runs, and the difference.
func (h *sheet) latencies() {
	if !h.room(5) {
		return
	}
	m := h.m
	a, series := m.TailOf(0)
	b, _ := m.TailOf(1)
	if series == nil {
		h.heading("no program marks a series: no latencies", "A sample is the time from one mark of a program to its next of that name.")
		return
	}
	h.heading(h.s.Join(series.Name, " on ", cpuName(h.s, series.CPU), ", µs, up to now"), "How long the samples of this series took in both runs, up to the instant that is shown.")
	wide := (h.r.W - 18) / 5
	h.latencyHead(wide)
	for i, l := range [...]ui.Tail{a, b} {
		h.latencyRow(i, l, wide)
	}
	if m.Reached(0) && m.Reached(1) && a.N > 0 && b.N > 0 {
		id, from := scene.CompareLine.ID(h.line), len(h.s.Items)
		h.columns("±", theme.Number, theme.TextMark, wide, h.change(b.P50-a.P50), h.change(b.P99-a.P99), h.change(b.P999-a.P999),
			h.change(b.Longest()-a.Longest()), h.signed(int64(b.N-a.N)))
		if told(m, id) {
			tell(h.s, from, h.s.Join("What ", h.label(1), " has more (+) or less (−) than ", h.label(0), ": in µs, and in samples."))
		}
	}
}

func (h *sheet) latencyHead(wide float32) {
	var names [len(latencyHeads)]string
	for i := range latencyHeads {
		names[i] = latencyHeads[i].name
	}
	h.columns("", theme.Number, theme.TextDim, wide, names[:]...)
	for i := range latencyHeads {
		h.s.Items[len(h.s.Items)-len(latencyHeads)+i].Tip(latencyHeads[i].says)
	}
}

// latencyRow is what the series comes to in one run.
func (h *sheet) latencyRow(side int, l ui.Tail, wide float32) {
	id, from, s := scene.CompareLine.ID(h.line), len(h.s.Items), h.s
	switch {
	case !h.m.Reached(side):
		h.columns("", theme.Number, theme.TextDim, h.r.W-18, "recording…")
	case l.N == 0:
		h.columns("", theme.Number, theme.TextDim, h.r.W-18, "no sample yet")
	default:
		h.columns("", theme.Number, theme.Text, wide, h.micros(l.P50), h.micros(l.P99), h.micros(l.P999), h.longest(&l), s.Int(int64(l.N)))
	}
	if told(h.m, id) {
		tell(s, from, h.latencySentence(side, l))
	}
	sideSign(s, scene.CompareLine.ID(h.line-1).Sub(9), h.r.X, h.y-theme.Leading-7.5, side)
}

// longest is the longest sample, and that it may become longer.
func (h *sheet) longest(l *ui.Tail) string {
	if l.Open > 0 {
		return h.s.Join("≥", h.micros(l.Open))
	}
	return h.micros(l.Max)
}

func (h *sheet) latencySentence(side int, l ui.Tail) string {
	s, label := h.s, h.label(side)
	switch {
	case !h.m.Reached(side):
		return s.Join(label, ": not recorded up to the instant that is shown yet.")
	case l.N == 0:
		return s.Join(label, ": no sample has ended up to the instant that is shown.")
	}
	return s.Join(label, ": half of the samples take at most ", h.micros(l.P50), " µs, all but one of a hundred ", h.micros(l.P99),
		" µs, of a thousand ", h.micros(l.P999), " µs; the longest of ", s.Int(int64(l.N)), " takes ", h.micros(l.Max), " µs", h.underWay(&l), ".")
}

// underWay is the rest of that sentence, of a sample that has not ended.
func (h *sheet) underWay(l *ui.Tail) string {
	if l.Open == 0 {
		return ""
	}
	return h.s.Join(", and one that has not ended ", h.micros(l.Open), " µs already")
}

// label is what the run on a side is called.
func (h *sheet) label(side int) string { return workOf(h.s).wordsOf(h.m, side).label }
