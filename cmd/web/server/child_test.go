package server

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A server in a process of its own, so that its memory and its goroutines are
// not those of the test: this test's own program, run again.

const childMark = "BARNYARD_SERVER_CHILD"

// TestChild is that process. It serves the test site, and answers each line that
// it is sent with the number of its goroutines.
func TestChild(t *testing.T) {
	if os.Getenv(childMark) == "" {
		t.Skip("other tests run this one in a process of its own")
	}
	addr, _ := start(t, DefaultLimits())
	fmt.Println(addr)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		fmt.Println(runtime.NumGoroutine())
	}
}

type child struct {
	addr string
	cmd  *exec.Cmd
	say  *bufio.Writer
	hear *bufio.Scanner
	errs bytes.Buffer
}

func startChild(t *testing.T) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0], "-test.run=^TestChild$")}
	c.cmd.Env = append(os.Environ(), childMark+"=1")
	in, err := c.cmd.StdinPipe()
	require.NoError(t, err)
	out, err := c.cmd.StdoutPipe()
	require.NoError(t, err)
	c.cmd.Stderr = &c.errs
	require.NoError(t, c.cmd.Start())
	c.say, c.hear = bufio.NewWriter(in), bufio.NewScanner(out)
	t.Cleanup(func() {
		require.NoError(t, in.Close()) // it stops in order, and its test passes
		for c.hear.Scan() {
		}
		assert.NoError(t, c.cmd.Wait(), c.errs.String())
		assert.NotContains(t, c.errs.String(), "panic")
	})
	require.True(t, c.hear.Scan(), "the server does not say where it is")
	c.addr = c.hear.Text()
	return c
}

func (c *child) goroutines(t *testing.T) int {
	t.Helper()
	_, err := c.say.WriteString("?\n")
	require.NoError(t, err)
	require.NoError(t, c.say.Flush())
	require.True(t, c.hear.Scan())
	n, err := strconv.Atoi(c.hear.Text())
	require.NoError(t, err)
	return n
}

// memory is what the process has in memory, in KiB; 0 where no system tells.
func (c *child) memory(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	require.NoError(t, err)
	return n
}
