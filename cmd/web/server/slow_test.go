package server

import (
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Clients that take their time: they open connections, say little or nothing,
// and come back when they are put out. In go test they are a few hundred for as
// long as it takes; with BARNYARD_LONG=1 they are a thousand for a minute, and
// then times and memory count too.

// long skips a test that is not asked for.
func long(t *testing.T) {
	t.Helper()
	if os.Getenv("BARNYARD_LONG") != "1" {
		t.Skip("minutes of it are asked for with BARNYARD_LONG=1")
	}
}

// crowd is slow clients. They are let go with close.
type crowd struct {
	stop chan struct{}
	wait sync.WaitGroup
}

func newCrowd(addr string, n int) *crowd {
	c := &crowd{stop: make(chan struct{})}
	for i := range n {
		c.wait.Go(func() {
			for !c.over() {
				c.dawdle(addr, i%2 == 0)
				c.rest(2 * time.Second)
			}
		})
	}
	return c
}

func (c *crowd) over() bool {
	select {
	case <-c.stop:
		return true
	default:
		return false
	}
}

// rest waits, the longer half of the time by chance, and says whether to go on.
func (c *crowd) rest(most time.Duration) bool {
	select {
	case <-c.stop:
		return false
	case <-time.After(most/2 + rand.N(most/2)):
		return true
	}
}

// dawdle is one connection: silent, or with a header that grows by a letter at
// a time and never ends.
func (c *crowd) dawdle(addr string, silent bool) {
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		return // no place in the queue: that is the crowd's loss
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(2 * time.Minute))
	if !silent {
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: "+addr+"\r\nX-Slow: ")
	}
	ended := make(chan struct{})
	go func() { _, _ = io.Copy(io.Discard, conn); close(ended) }()
	for {
		select {
		case <-ended:
			return
		case <-c.stop:
			conn.Close()
			<-ended
			return
		case <-time.After(500 * time.Millisecond):
			if !silent {
				_, _ = io.WriteString(conn, "a")
			}
		}
	}
}

func (c *crowd) close() {
	close(c.stop)
	c.wait.Wait()
}

// visit is an ordinary client with a connection of its own.
func visit(addr string) (took time.Duration, err error) {
	began := time.Now()
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get("http://" + addr + "/")
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return time.Since(began), err
}

// With more slow clients than there are places, everybody else is answered, and
// when they have gone nothing of them is left.
func TestSlowClientsDoNotKeepOthersOut(t *testing.T) {
	addr, s := start(t, DefaultLimits())
	before := runtime.NumGoroutine()
	slow := newCrowd(addr, 320)
	eventually(t, "the house is full", func() bool { return waiting(s) >= 250 })
	for range 20 {
		_, err := visit(addr)
		assert.NoError(t, err)
		assert.LessOrEqual(t, open(s), DefaultLimits().MaxConns)
	}
	slow.close()
	eventually(t, "no goroutine of theirs stays", func() bool { return runtime.NumGoroutine() <= before })
}

// open is how many connections the gate counts.
func open(s *Server) int {
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	return len(s.gate.waiting) + len(s.gate.active)
}

func TestAThousandSlowClientsForAMinute(t *testing.T) {
	long(t)
	c := startChild(t)
	_, err := visit(c.addr)
	require.NoError(t, err)
	before := c.goroutines(t)
	slow := newCrowd(c.addr, 1000)
	time.Sleep(2 * time.Second) // until they are all there
	var took []time.Duration
	most, again := 0, 0
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		began := time.Now()
		if _, err := visit(c.addr); err != nil {
			// On a busy machine the visitor himself may have been silent for
			// longer than his grace. He does as browsers do.
			again++
			_, err = visit(c.addr)
			require.NoError(t, err, "visit %d", len(took))
		}
		took = append(took, time.Since(began))
		most = max(most, c.memory(t))
	}
	slow.close()
	gone := time.Now()
	eventually(t, "their goroutines end", func() bool { return c.goroutines(t) <= before })
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	t.Logf("%d visits, %d of them tried twice: median %v, p99 %v, longest %v; at most %d KiB; goroutines are back after %v",
		len(took), again, took[len(took)/2], p99, took[len(took)-1], most, time.Since(gone).Round(time.Millisecond))
	assert.Less(t, again, len(took)/100+1)
	assert.Less(t, p99, 200*time.Millisecond)
	assert.Less(t, most, 64<<10, "KiB")
	assert.Less(t, time.Since(gone), 35*time.Second)
}

// A hundred thousand requests on a few connections, one after the other: nothing
// grows.
func TestManyRequestsLeaveNothing(t *testing.T) {
	requests := 3_000
	if os.Getenv("BARNYARD_LONG") == "1" {
		requests = 100_000
	}
	c := startChild(t)
	ask := func(n int) {
		client := http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 4}}
		for i := range n {
			path := []string{"/", "/figure.html", "/none", "/index.html?v=1"}[i%4]
			answer, err := client.Get("http://" + c.addr + path)
			require.NoError(t, err)
			_, err = io.Copy(io.Discard, answer.Body)
			require.NoError(t, err)
			answer.Body.Close()
		}
		client.CloseIdleConnections()
	}
	ask(requests / 5) // what grows once has grown
	before, kib := c.goroutines(t), c.memory(t)
	ask(requests)
	eventually(t, "goroutines are as many as before", func() bool { return c.goroutines(t) <= before })
	t.Logf("%d requests: %d KiB before, %d after; %d goroutines", requests, kib, c.memory(t), before)
	// The collector gives memory back when it likes; a leak of a connection or a
	// body a request would be hundreds of MiB.
	assert.Less(t, c.memory(t), kib+16<<10, "KiB")
}
