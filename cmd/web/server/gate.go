package server

import (
	"net"
	"net/http"
	"sync"
)

// gate keeps the number of open connections at or below a bound.
//
// A plain semaphore would let 256 clients that never finish a sentence keep
// everybody else waiting in the kernel's queue. So when the house is full, the
// newcomer is let in and the guest who has waited longest without a request in
// flight has to leave. A connection with a request in flight is never closed;
// when all of them have one, the newcomer is turned away.
type gate struct {
	max int

	mu sync.Mutex
	// waiting holds the open connections without a request in flight, oldest
	// first; active counts the others.
	waiting []net.Conn
	active  map[net.Conn]bool
}

func newGate(max int) *gate {
	return &gate{max: max, active: map[net.Conn]bool{}}
}

// note is http.Server's ConnState hook. StateNew comes before the next Accept,
// so the count is exact.
func (g *gate) note(c net.Conn, state http.ConnState) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget(c)
	switch state {
	case http.StateNew, http.StateIdle:
		g.waiting = append(g.waiting, c)
	case http.StateActive:
		g.active[c] = true
	}
}

// forget is called with mu held.
func (g *gate) forget(c net.Conn) {
	delete(g.active, c)
	for i, w := range g.waiting {
		if w == c {
			g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
			return
		}
	}
}

// admit makes room for one more connection and says whether it found any.
func (g *gate) admit() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting)+len(g.active) < g.max {
		return true
	}
	if len(g.waiting) == 0 {
		return false
	}
	oldest := g.waiting[0]
	g.waiting = g.waiting[1:]
	oldest.Close()
	return true
}

// listen wraps a listener so that Accept goes through the gate.
func (g *gate) listen(l net.Listener) net.Listener { return gatedListener{l, g} }

type gatedListener struct {
	net.Listener
	gate *gate
}

// Accept returns the next connection that there is room for.
func (l gatedListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.gate.admit() {
			return c, nil
		}
		c.Close()
	}
}
