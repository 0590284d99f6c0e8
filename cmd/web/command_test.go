//go:build !js

package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/server"
	"barnyard/cmd/web/site"
)

func TestBadArgumentsAreOneLineAndUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"fly", `web: unknown command "fly", expected serve or build`},
		{"serve -port 9", "web: flag provided but not defined: -port"},
		{"serve now", `web: serve: unexpected argument "now"`},
		{"-addr", "web: flag needs an argument: -addr"},
		{"build", "web: build: -o DIR says where the site goes"},
		{"build -o x y", `web: build: unexpected argument "y"`},
		{"build -addr 127.0.0.1:1", "web: flag provided but not defined: -addr"},
	} {
		var out, errs bytes.Buffer
		code := run(context.Background(), strings.Fields(c.args), &out, &errs)
		assert.Equal(t, exitUsage, code, c.args)
		assert.Equal(t, c.want+"\n"+usage, errs.String(), c.args)
		assert.Empty(t, out.String(), c.args)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"help", "-h", "serve --help", "build -help"} {
		var out, errs bytes.Buffer
		assert.Equal(t, 0, run(context.Background(), strings.Fields(args), &out, &errs), args)
		assert.Equal(t, usage, out.String(), args)
		assert.Empty(t, errs.String(), args)
	}
}

func TestAWrongAddressIsToldBeforeTheLongWork(t *testing.T) {
	var out, errs bytes.Buffer
	assert.Equal(t, exitFailed, run(context.Background(), []string{"-addr", "8080"}, &out, &errs))
	assert.Equal(t, "web: serve: address \"8080\": want HOST:PORT, such as 127.0.0.1:8080\n", errs.String())
	assert.Empty(t, out.String())
}

func TestOutsideTheSourceTree(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, errs bytes.Buffer
	assert.Equal(t, exitFailed, run(context.Background(), []string{"build", "-o", "x"}, &out, &errs))
	assert.Contains(t, errs.String(), "web: the source tree of barnyard is not here: run this inside a checkout")
	assert.Equal(t, 1, strings.Count(errs.String(), "\n"))
	assert.NoDirExists(t, "x")
}

func TestAFolderInUseIsToldBeforeTheLongWork(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "thesis.tex"), nil, 0o644))
	var out, errs bytes.Buffer
	assert.Equal(t, exitFailed, run(context.Background(), []string{"build", "-o", dir}, &out, &errs))
	assert.Contains(t, errs.String(), "is not empty and was not made by an earlier build (it holds thesis.tex)")
	assert.Empty(t, out.String())
}

func TestServeUntilToldToStop(t *testing.T) {
	var s site.Site
	require.NoError(t, s.Add("index.html", []byte("<p>hello</p>")))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	out := &lockedBuffer{}
	ended := make(chan error, 1)
	go func() {
		ended <- serveUntil(ctx, out, server.New(&s, server.Hosts("", l.Addr()), server.DefaultLimits()), l)
	}()
	answer, err := http.Get("http://" + l.Addr().String() + "/")
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, http.StatusOK, answer.StatusCode)
	cancel()
	select {
	case err := <-ended:
		assert.NoError(t, err)
	case <-time.After(20 * time.Second):
		t.Fatal("it does not stop")
	}
	assert.Equal(t, "Barnyard is at http://"+l.Addr().String()+"/ (Ctrl-C stops it)\n", out.String())
}

func TestBrowserAddr(t *testing.T) {
	assert.Equal(t, "127.0.0.1:9", browserAddr(&net.TCPAddr{IP: net.IPv4zero, Port: 9}))
	assert.Equal(t, "[::1]:9", browserAddr(&net.TCPAddr{IP: net.IPv6loopback, Port: 9}))
}

// lockedBuffer is read here while the server may still write to it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
