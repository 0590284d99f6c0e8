package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// tool is the path of a program that reads our files. With BARNYARD_TOOLS=1 it
// must be there.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("BARNYARD_TOOLS") != "1" {
		t.Skipf("%s is not installed; BARNYARD_TOOLS=1 demands it", name)
	}
	require.NoError(t, err)
	return path
}

// stories is what the tools are to read: few CPUs and many, interrupts in
// interrupts, long pauses, names longer than the kernel keeps.
var stories = [][]string{
	{"shrink-under-poll"}, {"shrink-under-poll", "qpw", "1"}, {"rt-pi-chain"}, {"hot-unplug"},
	{"nmi-nolock", "until", "300us"}, {"task-migrates"}, {"interrupted-loop", "until", "30ms"},
}

// dat is a story as a file.
func dat(t *testing.T, r *Run) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "trace.dat")
	require.NoError(t, os.WriteFile(name, written(t, r.Dat), 0o600))
	return name
}

// twice is how many events the kernel has two for: a thread is woken, work is queued.
func twice(r *Run) (n int) {
	_ = r.each(func(_ int, e *sim.Event) error { // it never fails
		if e.Kind == sim.SchedWakeup || e.Kind == sim.QueueWork {
			n++
		}
		return nil
	})
	return n
}

// reported is the text that Ftrace writes without the marks of remarks.
func reported(text string) string {
	return strings.Replace(text, "# tracer: nop\n#\n# cpus=", "cpus=", 1)
}

// trace-cmd prints of trace.dat, line by line, what Ftrace writes.
func TestTraceCmdReadsTheSame(t *testing.T) {
	report := tool(t, "trace-cmd")
	for _, s := range stories {
		r := recorded(t, s[0], s[1:]...)
		printed, err := exec.Command(report, "report", "-t", "-N", "-i", dat(t, r)).Output()
		require.NoError(t, err, "%v", s)
		want, got := strings.Split(reported(string(written(t, r.Ftrace))), "\n"), strings.Split(string(printed), "\n")
		require.Equal(t, len(want), len(got), "%v: lines", s)
		for i := range want {
			require.Equal(t, want[i], got[i], "%v: line %d", s, i+1)
		}
		assert.Len(t, got, r.Events()+twice(r)+2, "a line an event, two for each thread that is woken and for work that is queued, and one for the CPUs")
	}
}

// trace-cmd knows the scheduler's events by their fields: its own way to print
// them finds each of them.
func TestTraceCmdKnowsTheScheduler(t *testing.T) {
	r := recorded(t, "shrink-under-poll", "qpw", "0")
	printed, err := exec.Command(tool(t, "trace-cmd"), "report", "-t", "-i", dat(t, r)).Output()
	require.NoError(t, err)
	assert.Contains(t, string(printed), "sched_switch:         poll:1000 [120] R ==> kworker/3:0:1006 [120]")
	assert.Contains(t, string(printed), "sched_wakeup:         kworker/3:0:1006 [120] CPU:003")
}

// KernelShark's library loads the file and has as many entries as there are
// events, with the names and the texts.
func TestKernelSharkLoadsIt(t *testing.T) {
	cc := tool(t, "gcc")
	if _, err := os.Stat("/usr/include/kernelshark/libkshark.h"); err != nil && os.Getenv("BARNYARD_TOOLS") != "1" {
		t.Skip("libkshark-dev is not installed; BARNYARD_TOOLS=1 demands it")
	}
	program := filepath.Join(t.TempDir(), "kshark")
	out, err := exec.Command(cc, "-O1", "-o", program, filepath.Join("testdata", "kshark.c"), "-I/usr/include/kernelshark",
		"-I/usr/include/trace-cmd", "-I/usr/include/traceevent", "-lkshark").CombinedOutput()
	require.NoError(t, err, "%s", out)
	r := recorded(t, "shrink-under-poll", "qpw", "0")
	listed, err := exec.Command(program, dat(t, r)).Output()
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(listed)), "\n")
	assert.Len(t, lines, r.Events()+twice(r))
	assert.Contains(t, lines[0], "barnyard/TaskStart")
	assert.Contains(t, string(listed), "sched/sched_switch")
}
