package server

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheLimitsAreTheOnesPromised(t *testing.T) {
	s := New(testSite(t), nil, DefaultLimits())
	assert.Equal(t, 2*time.Second, s.http.ReadHeaderTimeout)
	assert.Equal(t, 5*time.Second, s.http.ReadTimeout)
	assert.Equal(t, 30*time.Second, s.http.WriteTimeout)
	assert.Equal(t, 30*time.Second, s.http.IdleTimeout)
	assert.Equal(t, 8<<10, s.http.MaxHeaderBytes)
	assert.Equal(t, 256, s.gate.max)
}

// A client that never ends its header is put out. The limit is made short, so
// that the test need not wait; that it is 2 s in earnest is checked above.
func TestASlowHeaderIsCutOff(t *testing.T) {
	limits := DefaultLimits()
	limits.ReadHeader = 20 * time.Millisecond
	addr, _ := start(t, limits)
	conn := dial(t, addr)
	_, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: "+addr+"\r\nX-Slow: ")
	require.NoError(t, err)
	assertClosed(t, conn)
}

// With every place taken by silent clients, a newcomer still gets an answer,
// and the client that waited longest pays for it. The time limits are an hour,
// so nothing but the gate can have closed that connection.
func TestSilentClientsDoNotKeepOthersOut(t *testing.T) {
	limits := Limits{ReadHeader: time.Hour, Read: time.Hour, Write: time.Hour, Idle: time.Hour, MaxHeaderBytes: 8 << 10, MaxConns: 256}
	addr, s := start(t, limits)
	var silent []net.Conn
	for range limits.MaxConns {
		silent = append(silent, dial(t, addr))
	}
	eventually(t, "all silent clients are counted", func() bool { return waiting(s) == limits.MaxConns })

	answer, _ := say(t, addr, get("/"))
	assert.Equal(t, http.StatusOK, answer.StatusCode)
	assertClosed(t, silent[0])
	assert.LessOrEqual(t, waiting(s), limits.MaxConns)
	// The last one is still welcome.
	_, err := io.WriteString(silent[255], "HEAD / HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
	require.NoError(t, err)
	late, err := http.ReadResponse(bufio.NewReader(silent[255]), &http.Request{Method: "HEAD"})
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, late.StatusCode)
}

func TestABusyConnectionIsNotClosedForANewOne(t *testing.T) {
	g := newGate(2, time.Hour)
	a, b := pipe(t), pipe(t)
	g.note(a, http.StateNew)
	g.note(a, http.StateActive)
	g.note(b, http.StateActive)
	admitted, again := g.admit(time.Now())
	assert.False(t, admitted || again, "both are busy")
	g.note(a, http.StateIdle)
	admitted, _ = g.admit(time.Now())
	assert.True(t, admitted, "an idle one gives way")
	g.note(a, http.StateClosed)
	g.note(b, http.StateClosed)
	admitted, _ = g.admit(time.Now())
	assert.True(t, admitted)
	assert.Empty(t, g.active)
	assert.Empty(t, g.waiting)
}

// In a throng nobody is put out before the server has listened to him.
func TestAGuestHasHisGrace(t *testing.T) {
	g := newGate(1, time.Hour)
	a := newGuest(pipe(t), time.Hour)
	g.note(a, http.StateNew)
	admitted, again := g.admit(time.Now().Add(time.Hour))
	assert.False(t, admitted, "nobody has listened to it yet")
	assert.True(t, again)
	go func() { _, _ = a.Read(make([]byte, 1)) }()
	eventually(t, "somebody listens", func() bool { return a.silence.Load() > 0 })
	since := a.began.Add(time.Duration(a.silence.Load()))
	admitted, again = g.admit(since.Add(grace - 1))
	assert.False(t, admitted)
	assert.True(t, again)
	admitted, _ = g.admit(since.Add(grace))
	assert.True(t, admitted)
	assert.Empty(t, g.waiting)
}

func TestNothingIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	func() {
		listener, _, err := Listen("127.0.0.1:0", false)
		require.NoError(t, err)
		s := New(testSite(t), Hosts("", listener.Addr()), DefaultLimits())
		ended := make(chan error, 1)
		go func() { ended <- s.Serve(listener) }()
		for range 300 {
			say(t, listener.Addr().String(), get("/"))
		}
		require.NoError(t, s.Stop(patience))
		require.NoError(t, <-ended)
		eventually(t, "every connection is forgotten", func() bool { return waiting(s) == 0 })
	}()
	eventually(t, "no goroutine stays", func() bool { return runtime.NumGoroutine() <= before })
}

func TestListen(t *testing.T) {
	first, moved, err := Listen("127.0.0.1:0", true)
	require.NoError(t, err)
	defer first.Close()
	assert.False(t, moved)
	taken := first.Addr().String()

	second, moved, err := Listen(taken, true)
	require.NoError(t, err)
	defer second.Close()
	assert.True(t, moved)
	assert.NotEqual(t, taken, second.Addr().String())

	_, _, err = Listen(taken, false)
	assert.ErrorContains(t, err, "serve: cannot listen on "+taken)
	_, _, err = Listen("8080", false)
	assert.EqualError(t, err, `serve: address "8080": want HOST:PORT, such as 127.0.0.1:8080`)
}

func TestHosts(t *testing.T) {
	loop := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	assert.Equal(t, []string{"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.0.0.1:8080"}, Hosts("", loop))
	assert.Contains(t, Hosts("barn.example:8080", loop), "barn.example:8080")
	web := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80}
	assert.Subset(t, Hosts("", web), []string{"127.0.0.1", "localhost", "[::1]", "[::1]:80"})
	everywhere := &net.TCPAddr{IP: net.IPv6zero, Port: 9}
	assert.NotContains(t, Hosts(":9", everywhere), ":9")
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	return conn
}

func pipe(t *testing.T) net.Conn {
	t.Helper()
	a, b := net.Pipe()
	t.Cleanup(func() { a.Close(); b.Close() })
	return a
}

func waiting(s *Server) int {
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	return len(s.gate.waiting)
}

// assertClosed reads until the other side hangs up; an answer may come first.
func assertClosed(t *testing.T, conn net.Conn) {
	t.Helper()
	_, err := io.Copy(io.Discard, conn)
	timeout, late := err.(net.Error)
	assert.False(t, late && timeout.Timeout(), "the connection stays open")
}

// eventually waits for a thing that must become true, as long as it takes
// within reason.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("never happened: " + what)
}

// What a guest has asked for can come while he is sent away. He is not counted
// again then, or there would be more inside than the bound says.
func TestWhoIsSentAwayIsNotCountedAgain(t *testing.T) {
	g := newGate(1, time.Hour)
	here, there := net.Pipe()
	defer there.Close()
	c := &guest{Conn: here, began: time.Now().Add(-time.Second)}
	c.silence.Store(1) // since it began
	g.note(c, http.StateNew)
	admitted, _ := g.admit(time.Now())
	assert.True(t, admitted)
	g.note(c, http.StateActive)
	assert.Empty(t, g.active)
	g.note(c, http.StateIdle)
	assert.Empty(t, g.waiting)
}
