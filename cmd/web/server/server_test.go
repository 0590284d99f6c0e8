package server

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/site"
)

// patience bounds how long a test waits for something that must happen. It is
// never a measurement: a slow machine only waits longer.
const patience = 20 * time.Second

// testSite has one file of each sort that the server treats differently.
func testSite(t *testing.T) *site.Site {
	t.Helper()
	s := &site.Site{}
	require.NoError(t, s.Add("index.html", bytes.Repeat([]byte("<p>sheaves and barns</p>\n"), 100)))
	require.NoError(t, s.Add("figure.html", []byte("<p>x</p>")))
	_, err := s.AddHashed("app.wasm", bytes.Repeat([]byte("\x00asm program"), 1000))
	require.NoError(t, err)
	_, err = s.AddHashed("still.svg", bytes.Repeat([]byte("<svg/>"), 100))
	require.NoError(t, err)
	require.NoError(t, s.Compress(site.Quick))
	return s
}

// start serves the test site, packed as it is when it is served, on a port of its
// own and returns its address.
func start(t *testing.T, l Limits) (addr string, s *Server) {
	t.Helper()
	listener, _, err := Listen("127.0.0.1:0", false)
	require.NoError(t, err)
	addr = listener.Addr().String()
	packed := testSite(t)
	packed.Pack()
	require.Nil(t, packed.Get("index.html").Body)
	s = New(packed, Hosts("", listener.Addr()), l)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	t.Cleanup(func() {
		require.NoError(t, s.Stop(time.Second))
		require.NoError(t, <-ended)
	})
	return addr, s
}

// say sends raw bytes on a new connection and reads one answer. The word HOST
// in the text stands for the server's own address.
func say(t *testing.T, addr, text string) (*http.Response, []byte) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	// The server may answer and close before it has read everything, so a
	// failed write is not yet a failed exchange.
	_, _ = io.WriteString(conn, strings.ReplaceAll(text, "HOST", addr))
	method, _, _ := strings.Cut(text, " ")
	answer, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	require.NoError(t, err, "no answer to %.60q", text)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer, body
}

// get is the shortest good request for a path.
func get(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: HOST\r\n\r\n" }
