package export

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// ftraceLine is a line as those scripts read it that people have.
var ftraceLine = regexp.MustCompile(`^ *(.+)-(\d+) +\[(\d+)\] +(\d+\.\d+): (\w+): +(.*)$`)

var (
	switched = regexp.MustCompile(`^prev_comm=(.+) prev_pid=(\d+) prev_prio=(\d+) prev_state=(\w\+?) ==> next_comm=(.+) next_pid=(\d+) next_prio=(\d+)$`)
	inherits = regexp.MustCompile(`^comm=(.+) pid=(\d+) oldprio=(\d+) newprio=(\d+)$`)
)

// desk is one CPU as a script follows it.
type desk struct {
	pid  string
	open []string // the interrupts under way
}

// What a script would make of the text: every line is that of the task that has
// the CPU; an interrupt ends as what it began as, the inner one first; and a
// priority is the one in effect.
func TestFtraceCanBeFollowed(t *testing.T) {
	inherited, across := 0, 0
	for _, story := range append(stories, []string{"rt-preempted-holder"}, []string{"flush-race"}) {
		r := recorded(t, story[0], story[1:]...)
		desks, prio := map[string]*desk{}, map[string]string{}
		for n, line := range strings.Split(strings.TrimSpace(string(written(t, r.Ftrace))), "\n")[3:] {
			f := ftraceLine.FindStringSubmatch(line)
			require.NotNil(t, f, line)
			where := fmt.Sprintf("%s, line %d: %s", story[0], n+4, line)
			d := desks[f[3]]
			if d == nil {
				d = &desk{pid: f[2]}
				desks[f[3]] = d
			}
			require.Equal(t, d.pid, f[2], where)
			switch f[5] {
			case "sched_switch":
				s := switched.FindStringSubmatch(f[6])
				require.NotNil(t, s, where)
				require.Equal(t, d.pid, s[2], where)
				for _, who := range [][2]string{{s[2], s[3]}, {s[6], s[7]}} {
					if now, ok := prio[who[0]]; ok {
						require.Equal(t, now, who[1], where)
					}
				}
				d.pid = s[6]
			case "sched_pi_setprio":
				s := inherits.FindStringSubmatch(f[6])
				require.NotNil(t, s, where)
				prio[s[2]] = s[4]
				inherited++
			case "ipi_entry", "irq_handler_entry", "softirq_entry":
				d.open = append(d.open, strings.TrimSuffix(f[5], "_entry"))
			case "ipi_exit", "irq_handler_exit", "softirq_exit":
				require.NotEmpty(t, d.open, where)
				last := len(d.open) - 1
				require.Equal(t, d.open[last]+"_exit", f[5], where)
				d.open = d.open[:last]
				if f[5] == "ipi_exit" {
					across++
				}
			}
		}
	}
	assert.Positive(t, inherited)
	assert.Positive(t, across)
}

// interrupted is a CPU on which everything comes in that can.
const interrupted = `machine cpus=2
cache c size=64
task t cpu=0 { loop { alloc c; work 300ns; free c } }
irq netcard cpu=0 at=2us { alloc c; free c }
softirq poller cpu=0 at=4us { work 100ns }
nmi probe cpu=0 at=6us { work 50ns }
until 8us
`

// Each kind of interrupt is told as the kernel tells it, with threads for handlers
// and without; and events in it say in which context they are.
func TestInterruptsAreThoseOfTheKernel(t *testing.T) {
	for rt, want := range map[string][]string{
		"off": {
			"2.000 0x09 irq_handler_entry: irq=2 name=netcard", "2.118 0x09 irq_handler_exit: irq=2 ret=handled",
			"4.000 0x09 irq_handler_entry: irq=0 name=local", "4.200 0x09 irq_handler_exit: irq=0 ret=handled",
			"4.200 0x10 softirq_entry: vec=1 [action=TIMER]", "4.367 0x10 softirq_exit: vec=1 [action=TIMER]",
			"6.000 0x49 IrqEnter: probe begins", "6.150 0x49 nmi_handler: probe() delta_ns: 150 handled: 1",
		},
		"on": {
			"2.000 0x09 irq_handler_entry: irq=2 name=netcard", "2.200 0x09 irq_handler_exit: irq=2 ret=handled",
			"4.000 0x09 irq_handler_entry: irq=0 name=local", "4.200 0x09 irq_handler_exit: irq=0 ret=handled",
			"6.000 0x49 IrqEnter: probe begins", "6.150 0x49 nmi_handler: probe() delta_ns: 150 handled: 1",
		},
	} {
		h := begun(t, "interrupted", []byte(interrupted), "rt", rt)
		r := Record(h, "", "")
		rd, all := r.reader(), forms()
		var got []string
		_ = r.each(func(_ int, e *sim.Event) error { // it never fails
			if rec := rd.record(e); e.Kind == sim.IrqEnter || e.Kind == sim.IrqExit {
				f := &all[rec.form]
				got = append(got, fmt.Sprintf("%d.%03d 0x%02x %s: %s", rec.at/1000, rec.at%1000, rec.flags, f.name, f.print(rec.data)))
			}
			return nil
		})
		assert.Equal(t, want, got, "rt=%s", rt)
	}
}

// A device's interrupt has a number of its own also where there are no tasks, whose
// numbers come first: who counts by number keeps it apart from the CPU's own.
func TestNoDeviceHasTheNumberOfTheTimer(t *testing.T) {
	r := RecordEvents(begun(t, "alone", []byte("machine cpus=1\nirq nic cpu=0 at=1us { }\nsoftirq s cpu=0 at=2us { }\nuntil 3us\n")), "", "")
	assert.Equal(t, []string{"irq=0 name=local", "irq=1 name=nic"}, matches(t, r, `irq_handler_entry: +(.*)`))
	assert.Equal(t, []string{"irq=0", "irq=1"}, matches(t, r, `irq_handler_exit: +(irq=\d+)`))
}

// In which state a thread leaves its CPU follows from what it is, not from its name: a
// task sleeps as tasks do, whatever it is called.
func TestTheStateIsThatOfTheKindOfThread(t *testing.T) {
	text := written(t, Record(begun(t, "names", []byte(`machine cpus=2 qpw=0
cache c size=64
task rcu_preempt cpu=0 { alloc c n=40; kfree_rcu c n=3; sleep 1us; shrink c; kvfree_rcu_barrier }
task worker cpu=1 { alloc c n=40; sleep 1us; free c n=40 }
`)), "", "").Ftrace)
	states := map[string]string{}
	for _, m := range regexp.MustCompile(`prev_comm=(\S+) prev_pid=(\d+) prev_prio=\d+ prev_state=(\w)`).FindAllStringSubmatch(string(text), -1) {
		if who := m[1] + " " + m[2]; !strings.Contains(states[who], m[3]) {
			states[who] += m[3]
		}
	}
	assert.Equal(t, map[string]string{
		"rcu_preempt 1000": "SDX", "worker 1001": "SX", "kworker/0:0 1002": "I", "kworker/1:0 1003": "I", "rcu_preempt 1004": "I",
		"swapper/0 0": "R", "swapper/1 0": "R",
	}, states)
}

// Who is put aside in user space leaves with R, who is put aside in the kernel with R+,
// as the kernel tells them apart: in a system call, or in a function of the allocator.
func TestWhoIsPutAsideInTheKernelSaysSo(t *testing.T) {
	r := RecordEvents(begun(t, "aside", []byte(`machine cpus=3
cache c size=64
task computes cpu=0 { loop { work 10us } }
task calls cpu=1 { syscall { loop { work 10us } } }
task allocates cpu=2 { loop { alloc c n=50; free c n=50 } }
task urgent cpu=0-2 fifo=3 { loop 5 { sleep 33us; work 1us } }
until 200us
`)), "", "")
	for who, want := range map[string]string{"computes": "R", "calls": "R+", "allocates": "R+"} {
		assert.Equal(t, []string{want}, matches(t, r, `prev_comm=`+who+` .* prev_state=(\S+)`), who)
	}
	assert.Equal(t, []string{"R+"}, matches(t, RecordEvents(begunHistory(t, "rescuer", "qpw", "0"), "", ""), `prev_comm=kworker/R-slub_ .* prev_state=(R\S*)`), "a thread of the kernel is never elsewhere")
}

// Work says through which workqueue it goes, in the kernel's words.
func TestWorkNamesItsWorkqueue(t *testing.T) {
	for story, want := range map[string]string{"shrink-under-poll": "slub_flushwq", "interrupted-loop": "mm_percpu_wq"} {
		r := RecordEvents(begunHistory(t, story, "qpw", "0", "until", "30ms"), "", "")
		lines := regexp.MustCompile(`(?m)workqueue_queue_work: (.*)$`).FindAllStringSubmatch(string(written(t, r.Ftrace)), -1)
		require.NotEmpty(t, lines)
		for _, line := range lines {
			assert.Regexp(t, `^work struct=0x[0-9a-f]+ function=\w+ workqueue=`+want+` req_cpu=(\d+) cpu=(\d+)$`, line[1])
		}
	}
}

// matches is what a pattern's group finds in the text of a run, each once, in order.
func matches(t *testing.T, r *Run, pattern string) (found []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(written(t, r.Ftrace)), -1) {
		found = append(found, m[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// A rescuer is fair and nice by -20, which the kernel writes as 100; a kworker is not
// nice and a FIFO task counts down from 99.
func TestPrioritiesAreTheKernels(t *testing.T) {
	r := RecordEvents(begunHistory(t, "rescuer-under-fifo", "qpw", "0", "until", "30ms"), "", "")
	assert.Equal(t, []string{"100"}, matches(t, r, `comm=kworker/R-\S+ (?:\w+_)?pid=\d+ (?:\w+_)?prio=(\d+)`))
	assert.Equal(t, []string{"120"}, matches(t, r, `comm=kworker/\d\S+ (?:\w+_)?pid=\d+ (?:\w+_)?prio=(\d+)`))
	assert.Equal(t, []string{"98"}, matches(t, r, `comm=early (?:\w+_)?pid=\d+ (?:\w+_)?prio=(\d+)`))
}

// What another CPU's interrupt is for is told in the kernel's words, at its beginning
// and at its end: rcu_barrier has a function called, all others ask the scheduler.
func TestInterruptsOfOtherCPUsSayWhatFor(t *testing.T) {
	for story, want := range map[string][]string{
		"shrink-under-poll": {"Rescheduling interrupts"}, "rcu-barrier": {"Function call interrupts", "Rescheduling interrupts"},
	} {
		r := RecordEvents(begunHistory(t, story, "qpw", "0"), "", "")
		assert.Equal(t, want, matches(t, r, `ipi_entry: +\((.*)\)`), story)
		assert.Equal(t, want, matches(t, r, `ipi_exit: +\((.*)\)`), story)
	}
}

// Work becomes active in the instant in which it is queued, as the same item.
func TestWorkThatIsQueuedIsActive(t *testing.T) {
	text := string(written(t, RecordEvents(begunHistory(t, "shrink-under-poll", "qpw", "0"), "", "").Ftrace))
	queued := regexp.MustCompile(`(?m)^(.{35,50}): workqueue_queue_work: work struct=(\S+) function=(\S+) .*\n(.*): workqueue_activate_work: work struct (\S+) function=(\S+)$`).FindAllStringSubmatch(text, -1)
	require.Len(t, queued, 2)
	for _, m := range queued {
		assert.Equal(t, m[1:4], m[4:7])
	}
}

// An allocation says how much was asked for and how much that takes.
func TestAllocationsSayTheirBytes(t *testing.T) {
	r := RecordEvents(begun(t, "odd", []byte("machine cpus=1\ncache other size=64\ncache c size=9\ntask t cpu=0 { alloc c; free c }\n")), "", "")
	assert.Equal(t, []string{"bytes_req=9 bytes_alloc=16"}, matches(t, r, `kmem_cache_alloc: .* name=c (.*) object=\d+`))
}
