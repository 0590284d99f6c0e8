package view

import (
	"strconv"
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// How times, names and sentences are written in the panes of time.

// long is a duration with every digit that the model has: 267 ns, 1.837 µs.
func long(cycles, ghz int64) string {
	ns := sim.Ns(cycles, ghz)
	if ns < 1000 {
		return strconv.FormatInt(ns, 10) + " ns"
	}
	if ns < 1_000_000 {
		return sim.Micros(cycles, ghz) + " µs"
	}
	return sim.Micros(ns, 1000) + " ms"
}

// short is a duration in about three digits, for labels.
func short(cycles, ghz int64) string {
	ns := sim.Ns(cycles, ghz)
	name, per := " µs", int64(1000)
	switch {
	case ns < 1000:
		return strconv.FormatInt(ns, 10) + " ns"
	case ns >= 1_000_000:
		name, per = " ms", 1_000_000
	}
	dec := 2
	for v := ns / per; v >= 10 && dec > 0; v /= 10 {
		dec--
	}
	return strconv.FormatFloat(float64(ns)/float64(per), 'f', dec, 64) + name
}

// name is what people call a thread; RT tasks are marked.
func (p *plot) name(id sim.ThreadID) string {
	if id == sim.NoThread {
		return "idle"
	}
	th := &p.t.Threads[id]
	if th.FIFO > 0 {
		return th.Name + " (RT)"
	}
	return th.Name
}

// when is a stretch of time in a sentence: 1.837 µs, from 37.731 to 39.568 µs.
func (p *plot) when(from, to int64) string {
	if to > p.end {
		return long(p.end-from, p.in.GHz) + " so far, since " + sim.Micros(from, p.in.GHz) + " µs"
	}
	return long(to-from, p.in.GHz) + ", from " + sim.Micros(from, p.in.GHz) + " to " + sim.Micros(to, p.in.GHz) + " µs"
}

// lasted is a duration for a label.
func (p *plot) lasted(from, to int64) string {
	if to > p.end {
		return short(p.end-from, p.in.GHz) + " so far"
	}
	return short(to-from, p.in.GHz)
}

// cpuText is "CPU 3".
func cpuText[T int | int32](cpu T) string { return "CPU " + strconv.Itoa(int(cpu)) }

// waitText says what a thread waits for.
func (p *plot) waitText(w *track.Span) string {
	switch w.What {
	case track.FlushWait:
		return "flush_work: waits for " + cpuText(w.Other)
	case track.MutexWait:
		return "waits for " + p.t.Locks[w.Other].Name
	}
	return "spins for " + p.t.Locks[w.Other].Name
}

// shareText is what had a CPU, largest first, in per cent.
func shareText(mix track.Mix, total int64) string {
	names := [track.NBase]string{"idle", "tasks", "RT tasks", "kworkers", "context switches"}
	var parts []string
	for range mix {
		w := largest(mix)
		if mix[w] == 0 {
			break
		}
		parts = append(parts, names[w]+" "+strconv.FormatInt((mix[w]*100+total/2)/max(total, 1), 10)+" %")
		mix[w] = 0
	}
	return strings.Join(parts, ", ")
}

// largest is what has most of a mix.
func largest(mix track.Mix) track.What {
	best := 0
	for w := range mix {
		if mix[w] > mix[best] {
			best = w
		}
	}
	return track.What(best)
}

// place finds room for a text that is centred on or starts at one of the xs,
// on one of the baselines, and takes it.
func (p *plot) place(text string, t theme.Type, xs []float32, ys ...float32) (x, y float32, ok bool) {
	w := typeset.Measure(text, t)
	for _, y := range ys {
		for _, x := range xs {
			r := scene.Rect{X: x, Y: y - t.Size, W: w, H: t.Size * 1.3}
			if x < p.area.X || x+w > p.area.X+p.area.W || y+3 > p.area.Y+p.area.H || !p.free(r) {
				continue
			}
			p.taken = append(p.taken, r)
			return x, y, true
		}
	}
	return 0, 0, false
}

// write draws a text that has found its place. What lies below it is dimmed,
// so that no line runs through the letters.
func (p *plot) write(id scene.ID, x, y float32, text string, ink theme.Role) {
	w := typeset.Measure(text, theme.SpanName)
	p.s.Box(id.Sub(int(id.Part)+20), scene.Rect{X: x - 2, Y: y - 9.5, W: w + 4, H: 12}, theme.RadiusCell, scene.Tint(theme.Bar, 0.85)).Through()
	p.s.Text(id, x, y, text, theme.SpanName, scene.Start, scene.Solid(ink)).Through()
}

// free says whether no text is there.
func (p *plot) free(r scene.Rect) bool {
	for _, o := range p.taken {
		if r.X < o.X+o.W+4 && o.X < r.X+r.W+4 && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
			return false
		}
	}
	return true
}
