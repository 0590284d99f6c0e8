//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The server as it is started, with the whole site, and 300 clients who ask for the
// program as it is, uncompressed, and read a KiB of it every half a second: everybody else
// is answered, and its memory stays below 64 MiB (R9.3). It takes two minutes.
func TestManySlowReadersOfTheSite(t *testing.T) {
	if !long() {
		t.Skip("BARNYARD_LONG=1 asks for it")
	}
	exe := filepath.Join(t.TempDir(), "web")
	out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	cmd := exec.Command(exe, "-addr", "127.0.0.1:0")
	said, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
		assert.NoError(t, cmd.Wait())
	})
	url := ""
	for in := bufio.NewScanner(said); url == "" && in.Scan(); {
		url = regexp.MustCompile(`http://[0-9.:]+/`).FindString(in.Text())
	}
	require.NotEmpty(t, url)
	go func() { _, _ = io.Copy(io.Discard, said) }()
	program := regexp.MustCompile(`app\.[0-9a-f]+\.wasm`).FindString(body(t, url+"figure.html"))
	require.NotEmpty(t, program)

	rest, most := resident(t, cmd.Process.Pid), 0
	readers := make([]net.Conn, 300)
	addr := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		for i := range readers {
			if readers[i] == nil {
				readers[i], err = net.Dial("tcp", addr)
				require.NoError(t, err)
				_, _ = fmt.Fprintf(readers[i], "GET /%s HTTP/1.1\r\nHost: %s\r\n\r\n", program, addr)
			}
			_ = readers[i].SetReadDeadline(time.Now().Add(2 * time.Millisecond))
			if _, err := readers[i].Read(make([]byte, 1024)); err != nil && !os.IsTimeout(err) {
				_ = readers[i].Close()
				readers[i] = nil // put out: it comes again
			}
		}
		assert.Contains(t, body(t, url), "Barnyard")
		time.Sleep(500 * time.Millisecond) // at most 2 KiB/s each: that keeps nobody's place
		most = max(most, resident(t, cmd.Process.Pid))
	}
	t.Logf("%d MiB at rest, %d MiB at most", rest>>10, most>>10)
	assert.Less(t, most>>10, 64)
}

func body(t *testing.T, url string) string {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // one that idles is put out first
	answer, err := client.Get(url)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return string(text)
}

// resident is the memory of a process, in KiB.
func resident(t *testing.T, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	require.NoError(t, err)
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	require.NoError(t, err)
	return n
}
