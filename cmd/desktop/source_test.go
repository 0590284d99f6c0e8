package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"barnyard/engine/scenario"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// file writes a scenario's file into a folder of the test and gives its name.
func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "x.barn")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// TestAuthorsErrors: file:line:col: message, exit code 2, nothing printed.
func TestAuthorsErrors(t *testing.T) {
	const cache = "machine cpus=1\ncache a size=64\n"
	for _, c := range []struct{ name, text, err string }{
		{"empty", "", "1:1: there is no machine line; expected one, such as: machine cpus=4"},
		{"unknown key", "machine cpus=1 colour=3\n",
			"1:16: unknown key \"colour\" of machine; expected alt, cmdline, cpus, fairserver, ghz, isolated, jitter, lockdep, memoryless, nodes, nohz_full, qpw, rt, rtthrottle, steps"},
		{"bad unit", cache + "task t cpu=0 { work 3m }\n",
			`3:21: bad value "3m" of work; expected a whole number and a unit (ns, us, ms, s or cy), at most 3600s`},
		{"frees more than it holds", cache + "task t cpu=0 { free a n=3 }\n",
			"3:16: t frees 3 objects of a at 0.000 µs and holds 0; expected at most what it holds"},
		{"not in this engine", "machine cpus=1 alt=userret\nkernel generation=6.18\ntask t cpu=0 { work 3ns }\n", "1:16: machine alt=userret with kernel generation=6.18 is not in this engine yet"},
		{"sleeps where it may not", cache + "task t cpu=0 { preempt_disable { sleep 1us } }\n",
			"3:34: sleep can sleep and stands with preemption or interrupts off; expected statements that do not sleep, such as work, alloc and free"},
	} {
		t.Run(c.name, func(t *testing.T) {
			name := file(t, c.text)
			refused(t, try("run", name), name+":"+c.err)
			refused(t, try("run", name, "--json"), name+":"+c.err)
			refused(t, tryWith(c.text, "run", "-"), "stdin:"+c.err)
		})
	}
}

// TestWhoIsToBlame: the flag or the text, whichever brought in what the engine
// cannot run; and a flag can take it out again.
func TestWhoIsToBlame(t *testing.T) {
	name := file(t, "machine cpus=1 alt=userret\nkernel generation=6.18\ntask t cpu=0 { work 3ns }\n")
	assert.Equal(t, exitOK, try("run", name, "--alt", "none").code)
	refused(t, try("run", name, "--seed", "3"), name+":1:16: machine alt=userret with kernel generation=6.18 is not in this engine yet")
	refused(t, try("run", name, "--alt=nosheaves"), "run: --alt nosheaves: machine alt=nosheaves with kernel generation=6.18 is not in this engine yet")

	bare := file(t, "machine cpus=1\nkernel patch=none\ntask t cpu=0 { work 3ns }\n")
	assert.Equal(t, exitOK, try("run", bare).code)
	refused(t, try("run", bare, "--seed", "3", "--qpw", "1"), "run: --qpw 1: kernel patch=none with qpw=1: only the series brings the key; expected qpw=n")
}

// TestSize: no more than the largest scenario is read.
func TestSize(t *testing.T) {
	text := "machine cpus=1\ntask t cpu=0 { work 3ns }\n#"
	fits := text + strings.Repeat("x", scenario.MaxBytes-len(text))
	assert.Equal(t, exitOK, try("run", file(t, fits)).code)
	assert.Equal(t, exitOK, tryWith(fits, "run", "-").code)

	over := file(t, fits+"x")
	refused(t, try("run", over), over+":1:1: the text has 65537 bytes; expected at most 65536")
	huge := file(t, "")
	require.NoError(t, os.Truncate(huge, 10_000_000))
	refused(t, try("run", huge), huge+":1:1: the text has 10000000 bytes; expected at most 65536")

	endless := &counting{}
	var out, errs bytes.Buffer
	code := Main([]string{"run", "-"}, endless, &out, &errs)
	refused(t, answer{code, out.String(), errs.String()}, "stdin:1:1: the text has more than 65536 bytes; expected at most 65536")
	assert.LessOrEqual(t, endless.read, scenario.MaxBytes+1)
}

// counting is an input without end that notes how much was taken.
type counting struct{ read int }

func (c *counting) Read(b []byte) (int, error) {
	c.read += len(b)
	return len(b), nil
}

// TestNoFile: folders and devices are not read.
func TestNoFile(t *testing.T) {
	const want = "; expected " + wantScenario
	dir := t.TempDir()
	refused(t, try("run", dir), "run: "+quote(dir)+" is a folder"+want)
	if runtime.GOOS == "linux" {
		refused(t, try("run", "/dev/zero"), `run: "/dev/zero" is a device or a socket`+want)
		refused(t, try("check", "/dev/zero"), `check: "/dev/zero" is a device or a socket`+want)
	}
}

// piped is a pipe with a text in it, and its name.
func piped(t *testing.T, text string) (name string, from *os.File) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("pipes have other names there")
	}
	from, to, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { from.Close() })
	go func() {
		_, _ = to.WriteString(text) // who has read enough closes it
		to.Close()
	}()
	return fmt.Sprintf("/dev/fd/%d", from.Fd()), from
}

// TestAPipeIsRead: run <(COMMAND), and no more of it than the largest scenario.
func TestAPipeIsRead(t *testing.T) {
	const text = "machine cpus=1\ntask t cpu=0 { work 3ns }\n"
	fits, _ := piped(t, text)
	assert.Equal(t, exitOK, try("run", fits).code)
	checked, _ := piped(t, text)
	assert.Equal(t, exitOK, try("check", checked).code)
	wrong, _ := piped(t, "machine\n")
	refused(t, try("run", wrong), wrong+":1:1: machine has no cpus; expected cpus=N")
	empty, _ := piped(t, "")
	refused(t, try("run", empty), empty+":1:1: there is no machine line; expected one, such as: machine cpus=4")
	over, _ := piped(t, text+strings.Repeat("#", scenario.MaxBytes))
	refused(t, try("run", over), over+":1:1: the text has more than 65536 bytes; expected at most 65536")
}

// TestStandardInputByName: /dev/stdin is -, whatever it is.
func TestStandardInputByName(t *testing.T) {
	name, in := piped(t, "machine cpus=1\ntask t cpu=0 { work 3ns }\n")
	var out, errs bytes.Buffer
	assert.Equal(t, exitOK, Main([]string{"run", name}, in, &out, &errs), errs.String())
	assert.Contains(t, out.String(), name)

	null, err := os.Open("/dev/null")
	require.NoError(t, err)
	defer null.Close()
	out.Reset()
	code := Main([]string{"run", "/dev/null"}, null, &out, &errs)
	refused(t, answer{code, out.String(), errs.String()}, "/dev/null:1:1: there is no machine line; expected one, such as: machine cpus=4")
}

// TestBuiltinBeforeFile: a file of a built-in's name needs its path.
func TestBuiltinBeforeFile(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("alloc-burst", []byte("machine cpus=1\n"), 0o600))
	assert.Contains(t, try("run", "alloc-burst").out, "960 allocations on one CPU")
	assert.Contains(t, try("run", "./alloc-burst").out, "A run without a title")
}
