package server

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/site"
)

// Clients that ask for the largest file and never read it.

// largeSite has a file that no system keeps whole for a client.
func largeSite(t *testing.T) *site.Site {
	t.Helper()
	s := testSite(t)
	require.NoError(t, s.Add("large.wasm", bytes.Repeat([]byte("\x00asm program"), 1<<20)))
	return s
}

// startLarge serves it.
func startLarge(t *testing.T, l Limits) (addr string, s *Server) {
	t.Helper()
	listener, _, err := Listen("127.0.0.1:0", false)
	require.NoError(t, err)
	s = New(largeSite(t), Hosts("", listener.Addr()), l)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	t.Cleanup(func() {
		require.NoError(t, s.Stop(time.Millisecond))
		require.NoError(t, <-ended)
	})
	return listener.Addr().String(), s
}

// greedy asks for the large file, and leaves it at that.
func greedy(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn := dial(t, addr)
	_, err := io.WriteString(conn, "GET /large.wasm HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
	require.NoError(t, err)
	return conn
}

// With every place taken by clients that never read, everybody else is answered,
// and the time limits have no part in it.
func TestClientsThatNeverReadDoNotKeepOthersOut(t *testing.T) {
	limits := Limits{ReadHeader: time.Hour, Read: time.Hour, Write: time.Hour, Idle: time.Hour, MaxHeaderBytes: 8 << 10, MaxConns: 64}
	addr, s := startLarge(t, limits)
	for range 2 * limits.MaxConns { // they put out one another, too
		greedy(t, addr)
	}
	eventually(t, "the house is full", func() bool { return open(s) == limits.MaxConns })
	for range 20 {
		answer, _ := say(t, addr, get("/"))
		assert.Equal(t, http.StatusOK, answer.StatusCode)
		assert.LessOrEqual(t, open(s), limits.MaxConns)
	}
}

// A client that takes what it is given, slowly, stays when others are put out, and
// longer than the patience with one write.
func TestASlowReaderStays(t *testing.T) {
	limits := Limits{ReadHeader: time.Hour, Read: time.Hour, Write: time.Second, Idle: time.Hour, MaxHeaderBytes: 8 << 10, MaxConns: 4}
	addr, s := startLarge(t, limits)
	slow := greedy(t, addr)
	part := make([]byte, 256<<10)
	take := func() {
		_, err := io.ReadFull(slow, part)
		require.NoError(t, err, "the slow reader was put out")
	}
	for range 4 { // it waits with each of them, so that it can be seen to take what comes
		take()
		time.Sleep(4 * stall)
	}
	for end := time.Now().Add(2 * limits.Write); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		take()
		for range 2 {
			greedy(t, addr)
		}
		answer, _ := say(t, addr, get("/"))
		assert.Equal(t, http.StatusOK, answer.StatusCode)
	}
	assert.LessOrEqual(t, open(s), limits.MaxConns)
	take()
}

// TestPace: who is behind, by hand.
func TestPace(t *testing.T) {
	start := time.Now()
	at := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	p := &pace{}
	p.begin(at(0))
	assert.Zero(t, p.behind(at(100)), "nothing has been written to it")
	p.writing(at(0))
	p.wrote(300<<10, at(0.001))
	p.writing(at(0.001))
	assert.Zero(t, p.behind(at(0.05)), "not yet waited for long enough")
	assert.Equal(t, 2*time.Second, p.behind(at(2)), "what its system keeps pays for nothing")
	p.wrote(16<<10, at(2)) // the end of its first stall
	p.writing(at(2))
	assert.Equal(t, 3*time.Second, p.behind(at(3)))
	p.wrote(32<<10, at(3)) // pays for four seconds
	p.writing(at(3))
	assert.Zero(t, p.behind(at(4)))
	assert.Equal(t, time.Second, p.behind(at(5)))
	p.wrote(10<<20, at(5)) // pays ahead, as far as one can
	p.writing(at(5))
	assert.Zero(t, p.behind(at(5).Add(ahead)))
	assert.Equal(t, time.Second, p.behind(at(6).Add(ahead)))
}
