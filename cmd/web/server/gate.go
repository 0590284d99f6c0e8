package server

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// gate keeps the number of open connections at or below a bound.
//
// A plain semaphore would let 256 clients that never finish a sentence keep
// everybody else waiting in the kernel's queue. So when the house is full, the
// newcomer is let in and the guest who has waited longest without a request in
// flight has to leave. When all of them have one, it is the guest who is furthest
// behind in taking what he asked for: clients who ask for the program and never
// read it would keep the house shut as well as silent ones. Whoever takes what he
// is given keeps his place (pace.go), but in a throng a slow line may have to leave
// before it can be told from them; when all take theirs, the newcomer is turned away.
//
// Whoever has just come in has the time to say what he wants: nobody has to leave
// before the server has listened to him in vain for a grace. In a throng the
// newcomers wait outside for that; a thousand are through in a fifth of a second.
type gate struct {
	max      int
	patience time.Duration // with one write

	mu sync.Mutex
	// waiting holds the open connections without a request in flight, oldest
	// first; active counts the others.
	waiting []net.Conn
	active  map[net.Conn]bool
}

func newGate(max int, patience time.Duration) *gate {
	return &gate{max: max, patience: patience, active: map[net.Conn]bool{}}
}

// grace is how long a connection may stay silent in any throng.
const grace = 50 * time.Millisecond

// guest is a connection that knows since when somebody listens to it in vain.
type guest struct {
	net.Conn
	began   time.Time
	silence atomic.Int64 // since began, in ns; 0 while nobody listens

	pace     pace
	patience time.Duration

	gone bool // sent away; with the gate's mu held
}

func newGuest(c net.Conn, patience time.Duration) *guest {
	keepLittle(c)
	return &guest{Conn: c, began: time.Now(), patience: patience}
}

// Read notes how long it takes until something comes.
func (c *guest) Read(p []byte) (int, error) {
	c.silence.Store(max(1, int64(time.Since(c.began))))
	defer c.silence.Store(0)
	return c.Conn.Read(p)
}

// CloseWrite says goodbye in a way that lets the last answer arrive; the server
// looks for it.
func (c *guest) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}

// silent is for how long nothing has come, while somebody listened.
func (c *guest) silent(now time.Time) time.Duration {
	since := c.silence.Load()
	if since == 0 {
		return 0
	}
	return now.Sub(c.began) - time.Duration(since)
}

// note is http.Server's ConnState hook. StateNew comes before the next Accept,
// so the count is exact.
func (g *gate) note(c net.Conn, state http.ConnState) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget(c)
	if c, ours := c.(*guest); ours && c.gone {
		return // what he has asked for may come while he is on his way out
	}
	switch state {
	case http.StateNew, http.StateIdle:
		g.waiting = append(g.waiting, c)
	case http.StateActive:
		g.active[c] = true
		if c, ours := c.(*guest); ours {
			c.pace.begin(time.Now())
		}
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

// admit makes room for one more connection, and says whether it did. Where it did
// not, asking again after a while is of use if somebody waits who is to leave.
func (g *gate) admit(now time.Time) (admitted, again bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting)+len(g.active) < g.max {
		return true, false
	}
	for i, c := range g.waiting {
		if c, ours := c.(*guest); ours && c.silent(now) < grace {
			continue
		}
		g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
		sendAway(c)
		return true, false
	}
	if last := g.furthestBehind(now); last != nil {
		delete(g.active, last)
		sendAway(last)
		return true, false
	}
	return false, len(g.waiting) > 0 || g.someoneYoung(now)
}

// sendAway is called with mu held.
func sendAway(c net.Conn) {
	if c, ours := c.(*guest); ours {
		c.gone = true
	}
	c.Close()
}

// furthestBehind is whoever has been behind for longest; called with mu held.
func (g *gate) furthestBehind(now time.Time) (last net.Conn) {
	longest := time.Duration(0)
	for c := range g.active {
		if c, ours := c.(*guest); ours && c.pace.behind(now) > longest {
			longest, last = c.pace.behind(now), c
		}
	}
	return last
}

// someoneYoung says whether a request in flight is so new that a grace can still
// tell what becomes of it; called with mu held.
func (g *gate) someoneYoung(now time.Time) bool {
	for c := range g.active {
		if c, ours := c.(*guest); ours && c.pace.young(now) {
			return true
		}
	}
	return false
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
		if l.gate.letIn() {
			return newGuest(c, l.gate.patience), nil
		}
		c.Close()
	}
}

// letIn waits, at most until somebody who is in has had his grace.
func (g *gate) letIn() bool {
	for {
		admitted, again := g.admit(time.Now())
		if !again {
			return admitted
		}
		time.Sleep(grace / 5)
	}
}
