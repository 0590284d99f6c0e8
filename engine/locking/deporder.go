package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// order adds the orders that a lock which is waited for makes: behind what the
// thread holds, from the innermost to the first that was not merely tried. A
// trylock waits for nothing, so none leads to it ([KN]).
func (d *Dep) order(m *sim.Machine, id ID, c Class) {
	s := d.stack(m.CurID())
	for i := len(s) - 1; i >= 0; i-- {
		h := &s[i]
		switch {
		case d.next[h.class]&(1<<c) != 0: // known
		case h.class == c:
			d.next[c] |= 1 << c
			m.Warn(bug.LockRecursion, int32(id), int32(h.lock), int32(c))
		default:
			d.edge(m, h.class, c)
		}
		if !h.tried {
			return
		}
	}
}

// edge adds an order of classes and tells of a circle that it closes.
func (d *Dep) edge(m *sim.Machine, from, to Class) {
	circle := d.reach(to)&(1<<from) != 0
	d.next[from] |= 1 << to
	d.at[from][to] = here(m)
	if circle {
		m.Warn(bug.LockOrder, int32(from), int32(to), 0)
	}
	d.inversions(m)
}

// here is the line of the stepping thread.
func here(m *sim.Machine) Place {
	t := m.Cur()
	f := t.Top()
	p := Place{Fn: f.Fn, PC: f.PC, Up: -1}
	if t.Depth > 1 {
		up := &t.Stack[t.Depth-2]
		p.Up, p.UpPC = up.Fn, up.PC-1 // it stands behind the call already
	}
	return p
}

// reach is the set of classes that come after a class, itself only in a
// circle.
func (d *Dep) reach(from Class) uint64 {
	set, last := d.next[from], uint64(0)
	for set != last {
		last = set
		for c := range NClasses {
			if last&(1<<c) != 0 {
				set |= d.next[c]
			}
		}
	}
	return set
}

// inversions tells of a class that interrupts take, before which a class comes
// that they can interrupt: CPU 0 holds the second and spins for the first,
// whose holder CPU 1 is interrupted by one that wants the second... or in one
// step, on one CPU.
func (d *Dep) inversions(m *sim.Machine) {
	for safe := range NClasses {
		if d.used[safe]&(inHardirq|inSoftirq) == 0 {
			continue
		}
		after := d.reach(safe) &^ (1 << safe)
		for unsafe := range NClasses {
			if after&(1<<unsafe) == 0 || d.told[safe]&(1<<unsafe) != 0 {
				continue
			}
			hard := d.used[safe]&inHardirq != 0 && d.used[unsafe]&withHardirqs != 0
			soft := d.used[safe]&inSoftirq != 0 && d.used[unsafe]&withSoftirqs != 0
			if hard || soft {
				d.told[safe] |= 1 << unsafe
				m.Warn(bug.IRQInversion, int32(safe), int32(unsafe), b2i(!hard))
			}
		}
	}
}

// Path is the shortest chain of known orders from a class to another, both
// included; empty if there is none.
func (d *Dep) Path(from, to Class) []Class {
	var prev [NClasses]Class
	seen, queue := uint64(1)<<from, []Class{from}
	for len(queue) > 0 {
		c := queue[0]
		queue = queue[1:]
		for n := range NClasses {
			if d.next[c]&(1<<n) == 0 || seen&(1<<n) != 0 {
				continue
			}
			seen |= 1 << n
			prev[n] = c
			queue = append(queue, n)
		}
	}
	if seen&(1<<to) == 0 {
		return nil
	}
	path := []Class{to}
	for c := to; c != from; {
		c = prev[c]
		path = append([]Class{c}, path...)
	}
	return path
}

// Seen is where an order was seen first.
func (d *Dep) Seen(from, to Class) Place { return d.at[from][to] }
