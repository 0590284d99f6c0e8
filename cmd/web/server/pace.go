package server

import (
	"net"
	"sync"
	"time"
)

// pace knows how a client takes what is written to it, so that one who never
// reads can be told from one on a slow line.
//
// What a client has taken counts from its first stall on: until then it is the
// two systems that have taken something, and they take some hundred KiB for
// anybody. Each byte after it pays for a time, and not far ahead. Who has not paid
// for now is behind.
type pace struct {
	mu      sync.Mutex
	paid    time.Time // from here on nothing is paid for; zero: no request
	asked   time.Time // the write that is on its way began; zero: none
	stalled bool      // it has had to wait before
}

const (
	// slowest is the bytes a second that keep a place for whoever takes them.
	slowest = 8 << 10
	// ahead is how far one can have paid. Systems report what was taken in lumps:
	// a third of a buffer, which 20 KB/s take four seconds for.
	ahead = 8 * time.Second
	// stall is how long a write takes when it has to wait.
	stall = 10 * time.Millisecond
	// lump is how much is written before it is looked at how it goes.
	lump = 16 << 10
	// buffer is how much a system keeps of what is on its way; with more, no one
	// could tell how it goes, and 256 of them would be a gigabyte.
	buffer = 128 << 10
)

// begin is called when a request has come.
func (p *pace) begin(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paid, p.stalled = now, false
}

// writing is called when a write begins, and wrote when it has ended.
func (p *pace) writing(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = now
}

func (p *pace) wrote(n int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stalled {
		p.paid = p.paid.Add(time.Duration(n) * time.Second / slowest)
		if most := now.Add(ahead); p.paid.After(most) {
			p.paid = most
		}
	}
	p.stalled = p.stalled || now.Sub(p.asked) >= stall
	p.asked = time.Time{}
}

// behind is how long ago the time ended that a client has paid for; 0 where it has
// not, or where it has not been waited for as long as a grace.
func (p *pace) behind(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked.IsZero() || now.Sub(p.asked) < grace {
		return 0
	}
	return max(0, now.Sub(p.paid))
}

// young says whether the request came less than a grace ago, or a little more.
func (p *pace) young(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.stalled && now.Sub(p.paid) < 2*grace
}

// Write gives the client one lump after the other. The patience is with each of
// them: a program on a slow line may take minutes, and a client that takes nothing is
// put out after the same time as ever.
func (c *guest) Write(p []byte) (n int, err error) {
	for first := true; first || n < len(p); first = false {
		now := time.Now()
		c.pace.writing(now)
		if c.patience > 0 {
			if err := c.Conn.SetWriteDeadline(now.Add(c.patience)); err != nil {
				return n, err
			}
		}
		part, err := c.Conn.Write(p[n:min(len(p), n+lump)])
		n += part
		c.pace.wrote(part, time.Now())
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// keepLittle bounds what the system keeps for a client.
func keepLittle(c net.Conn) {
	if tcp, can := c.(*net.TCPConn); can {
		_ = tcp.SetWriteBuffer(buffer) // where it cannot be had, the rest still holds
	}
}
