package view

import (
	"strconv"
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// How times, names and sentences are written in the panes of time.

// long is a duration with every digit that the model has: 267 ns, 1.837 µs.
func long(cycles, ghz int64) string {
	return string(appendLong(nil, cycles, ghz))
}

// short is a duration in about three digits, for labels.
func short(cycles, ghz int64) string {
	return string(appendShort(nil, cycles, ghz))
}

// name is what people call a thread; RT tasks are marked.
func (p *plot) name(id sim.ThreadID) string {
	if id == sim.NoThread {
		return "idle"
	}
	th := &p.t.Threads[id]
	if th.FIFO > 0 {
		return p.s.Join(th.Name, " (RT)")
	}
	return th.Name
}

// when is a stretch of time in a sentence: 1.837 µs, from 37.731 to 39.568 µs.
func (p *plot) when(from, to int64) string {
	if to > p.known {
		return soFar(p.known, from, p.in.GHz)
	}
	return long(to-from, p.in.GHz) + ", from " + sim.Micros(from, p.in.GHz) + " to " + sim.Micros(to, p.in.GHz) + " µs"
}

// soFar is a stretch of time that has not ended: 968 ns so far, since 37.731
// µs. The cards of the CPUs say it with the same words.
func soFar(now, from, ghz int64) string {
	return long(now-from, ghz) + " so far, since " + sim.Micros(from, ghz) + " µs"
}

// lasted is a duration for a label.
func (p *plot) lasted(from, to int64) string {
	if to > p.known {
		return p.s.Join(shortOf(p.s, p.known-from, p.in.GHz), " so far")
	}
	return shortOf(p.s, to-from, p.in.GHz)
}

// cpuText is "CPU 3".
func cpuText[T int | int32](cpu T) string { return "CPU " + strconv.Itoa(int(cpu)) }

// waitText says what a thread waits for.
func (p *plot) waitText(w *track.Span) string {
	switch w.What {
	case track.FlushWait:
		return p.s.Join("flush_work: waits for ", cpuName(p.s, w.Other))
	case track.MutexWait, track.RTWait:
		return p.s.Join("waits for ", p.t.Locks[w.Other].Name)
	}
	return p.s.Join("spins for ", p.t.Locks[w.Other].Name)
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
