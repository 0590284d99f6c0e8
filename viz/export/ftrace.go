package export

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
	"barnyard/viz/track"
)

// record is one event as ftrace has it: on which CPU, under which task, when.
type record struct {
	cpu   int
	pid   int32
	at    int64 // nanoseconds
	flags byte  // in which context
	form  int
	data  []datum
}

// The idle loop is 0, as in the kernel; a thread is firstPID and its number.
const firstPID = 1000

func pidOf(id sim.ThreadID) int32 {
	if id == sim.NoThread {
		return 0
	}
	return firstPID + int32(id)
}

// commLen is how much of a task's name the kernel keeps.
const commLen = 15

func (r *Run) comm(id sim.ThreadID, cpu int) string {
	if id == sim.NoThread {
		return fmt.Sprintf("swapper/%d", cpu)
	}
	name := r.t.Threads[id].Name
	for len(name) > commLen {
		name = name[:len(name)-1]
	}
	return strings.ToValidUTF8(name, "")
}

// prioOf is the kernel's number for a priority of a thread: a fair one has 120 and its
// nice value, a FIFO one 99 less its priority. Rescuers alone are nice, by -20.
func (r *Run) prioOf(id sim.ThreadID, fifo int32) int64 {
	switch {
	case fifo > 0:
		return 99 - int64(fifo)
	case id != sim.NoThread && r.kernel().WQ.RescuerOf(id) >= 0:
		return 100
	}
	return 120
}

// The kernel's numbers for the states in which a task leaves its CPU.
const (
	stateRunning   = 0 // R: was put aside in user space
	stateSleeps    = 1 // S
	stateWaits     = 2 // D: cannot be interrupted
	stateIsDone    = 0x10
	stateIdleWorks = 0x80  // I: a kworker without work, and RCU's kthread
	statePreempted = 0x100 // R+: was put aside in the kernel
)

// worded is a number that is printed as a word.
type worded struct {
	n    int64
	word string
}

// words is what the numbers of a field are printed as.
func (k fieldKind) words() []worded {
	if k == fieldRet {
		return []worded{{0, "unhandled"}, {1, "handled"}}
	}
	return []worded{{stateRunning, "R"}, {stateSleeps, "S"}, {stateWaits, "D"}, {stateIsDone, "X"}, {stateIdleWorks, "I"}, {statePreempted, "R+"}}
}

func (k fieldKind) word(n int64) string {
	for _, w := range k.words() {
		if w.n == n {
			return w.word
		}
	}
	return k.words()[0].word
}

// state is why a thread left its CPU with an event.
func (r *Run) state(id sim.ThreadID, e *sim.Event) int64 {
	if id == sim.NoThread {
		return stateRunning
	}
	t, at := &r.t.Threads[id], e.Time
	off := t.Off.First(at)
	switch {
	case off == len(t.Off.Spans) || t.Off.Spans[off].From > at:
		return stateIsDone
	case t.Off.Spans[off].What == track.Aside || t.Off.Spans[off].What == track.Ready:
		if r.inKernel(id, e.Step) {
			return statePreempted
		}
		return stateRunning
	case t.Waits.At(at) != nil:
		return stateWaits
	case t.Kind == sim.Kworker && (id == r.kernel().RCU.Kthread || strings.HasPrefix(t.Name, "kworker/")):
		return stateIdleWorks // the kernel's threads alone: a task may have any name
	}
	return stateSleeps
}

// inKernel says whether a thread is in the kernel after a step: a thread of the kernel
// always, a task within a system call or one of the functions.
func (r *Run) inKernel(id sim.ThreadID, step uint32) bool {
	if int(id) >= len(r.h.Run.Scenario.Tasks) {
		return true
	}
	k := r.h.AtStep(step)
	return k.M.Threads[id].Depth > 1 || k.Tasks[id].Out < 0
}

// reader turns events into records. It keeps who has each CPU, since ftrace
// names the task that was interrupted, not the handler; and the priorities in
// effect, which inheritance changes.
type reader struct {
	r       *Run
	current []sim.ThreadID // by CPU
	stack   [][]handler    // by CPU: those under way
	ipi     []string       // by CPU: what for an interrupt of another CPU has just come in
	fifo    []int32        // by thread
	barrier bool           // an rcu_barrier is under way

	function map[int32]string // by work item: what it was queued for
	told     []record
}

func (r *Run) reader() *reader {
	rd := &reader{r: r, function: map[int32]string{}, stack: make([][]handler, len(r.t.CPUs)), ipi: make([]string, len(r.t.CPUs))}
	for cpu := range r.t.CPUs {
		rd.current = append(rd.current, r.t.CPUs[cpu].Base.Spans[0].Thread)
	}
	for id := range r.t.Threads {
		rd.fifo = append(rd.fifo, r.t.Threads[id].FIFO)
	}
	seen := make([]bool, len(rd.current))
	_ = r.each(func(_ int, e *sim.Event) error { // it never fails
		if e.Kind == sim.SchedSwitch && !seen[e.CPU] { // who leaves first may have been there for no time at all
			seen[e.CPU], rd.current[e.CPU] = true, sim.ThreadID(e.A)
		}
		return nil
	})
	return rd
}

func (rd *reader) prio(id sim.ThreadID) int64 {
	if id == sim.NoThread {
		return rd.r.prioOf(id, 0)
	}
	return rd.r.prioOf(id, rd.fifo[id])
}

// records is an event as ftrace has it: a record, or two. For a thread that is woken
// the kernel also tells that who wakes it begins to, and Perfetto's importer of text
// looks at that alone. Work that is queued it makes active at once, since these
// workqueues let more items be so than there ever are; some scripts measure from
// there. They are good until the next call.
func (rd *reader) records(e *sim.Event) []record {
	one := rd.record(e)
	other := one
	switch rd.told = rd.told[:0]; one.form {
	case formWakeup:
		other.form = formWaking
		rd.told = append(rd.told, other)
	case formQueueWork:
		other.form, other.data = formActivateWork, one.data[:2] // which work, and its function
		rd.told = append(rd.told, one)
		one = other
	}
	rd.told = append(rd.told, one)
	return rd.told
}

// record is an event by the name that it has where it has one only.
func (rd *reader) record(e *sim.Event) record {
	r, cpu := rd.r, int(e.CPU)
	out := record{cpu: cpu, at: r.ns(e.Time)}
	form, ok := kernelForm(e.Kind)
	var h handler
	switch {
	case e.Kind == sim.IPIReceive:
		rd.ipi[cpu] = rd.reason(e)
	case e.Kind == sim.IrqEnter:
		h = rd.handler(e)
		form = h.entry
		rd.stack[cpu] = append(rd.stack[cpu], h)
	}
	for _, h := range rd.stack[cpu] {
		out.flags |= h.flag
	}
	if last := len(rd.stack[cpu]) - 1; e.Kind == sim.IrqExit && last >= 0 {
		h = rd.stack[cpu][last]
		form = h.exit
		rd.stack[cpu] = rd.stack[cpu][:last]
	}
	out.pid = pidOf(rd.current[cpu])
	if ok && form < nKernelForms {
		out.form, out.data = form, rd.data(form, e, h)
	} else {
		out.form, out.data = nKernelForms+int(e.Kind), r.sentence(e)
	}
	switch e.Kind {
	case sim.SchedSwitch:
		rd.current[cpu] = sim.ThreadID(e.B)
	case sim.PIBoost, sim.PIRestore:
		rd.fifo[e.A] = int32(e.C)
	case sim.LockAcquire, sim.LockRelease:
		if locking.ID(e.A) == r.kernel().BarrierLock {
			rd.barrier = e.Kind == sim.LockAcquire
		}
	}
	return out
}

func (r *Run) sentence(e *sim.Event) []datum {
	return []datum{{n: int64(e.A)}, {n: int64(e.B)}, {n: e.C}, {text: r.kernel().EventText(e)}}
}

// data is the fields of a form that the kernel has too; h is the handler that begins or
// ends here.
func (rd *reader) data(form int, e *sim.Event, h handler) []datum {
	r, k := rd.r, rd.r.kernel()
	task := func(id int32) []datum {
		t := sim.ThreadID(id)
		return []datum{{text: r.comm(t, int(e.CPU))}, {n: int64(pidOf(t))}, {n: rd.prio(t)}}
	}
	switch form {
	case formSwitch:
		return append(append(task(e.A), datum{n: r.state(sim.ThreadID(e.A), e)}), task(e.B)...)
	case formWakeup:
		return append(task(e.A), datum{n: int64(e.B)})
	case formMigrate:
		return append(task(e.A), datum{n: int64(e.B)}, datum{n: e.C})
	case formSetPrio:
		t := sim.ThreadID(e.A)
		return []datum{{text: r.comm(t, int(e.CPU))}, {n: int64(pidOf(t))}, {n: r.prioOf(t, e.B)}, {n: r.prioOf(t, int32(e.C))}}
	case formIPISend:
		return []datum{{n: int64(e.A)}}
	case formIPIEntry, formIPIExit:
		return []datum{{text: h.reason}}
	case formIRQEntry:
		irq, name := irqOf(k, e.A)
		return []datum{{n: irq}, {text: name}}
	case formIRQExit:
		irq, _ := irqOf(k, e.A)
		return []datum{{n: irq}, {n: 1}}
	case formSoftirqEntry, formSoftirqExit:
		vec, action := softirqOf(k, e.A)
		return []datum{{n: vec}, {text: action}}
	case formNMI:
		return []datum{{text: k.ThreadName(sim.ThreadID(e.A))}, {n: r.ns(e.Time) - h.since}, {n: 1}}
	case formQueueWork:
		var queue string
		rd.function[e.A], queue = r.queued(e)
		return []datum{{n: workAt + int64(e.A)}, {text: rd.function[e.A]}, {text: queue}, {n: int64(e.B)}, {n: int64(e.B)}}
	case formWorkStart, formWorkEnd:
		return []datum{{n: workAt + int64(e.A)}, {text: rd.function[e.A]}}
	case formAlloc:
		c := &k.Heap.Caches[e.B]
		return []datum{{n: objectAt + int64(e.A)}, {text: c.Name}, {n: r.h.Run.Scenario.Caches[e.B].Size}, {n: c.Size}, {n: int64(e.A)}}
	}
	return []datum{{n: objectAt + int64(e.A)}, {text: k.Heap.Caches[e.B].Name}, {n: int64(e.A)}}
}

// Where objects and work items lie: nowhere here, but 0 is no address, and scripts
// take it for a failure.
const (
	objectAt = -0x7780_0000_0000 // 0xffff888000000000, where the kernel maps memory
	workAt   = objectAt + 1<<32
)

// queued is the kernel's names of what a work item that is being queued will do, and
// of its workqueue. They can be others next time, so the state is asked.
func (r *Run) queued(e *sim.Event) (function, queue string) {
	k := r.h.AtStep(e.Step)
	w := &k.WQ.Works[e.A]
	return k.Cfg.Code.Funcs[w.Fn].Name, workqueue.QueueName(w.Queue)
}

// Ftrace writes the run as the text that `trace-cmd report -t -N` prints of the
// trace.dat that Dat writes: with nanoseconds, and fields as the kernel names
// them. Its head is a remark as the kernel's own file has it, by which Perfetto
// knows the format.
func (r *Run) Ftrace(to io.Writer) error {
	w := bufio.NewWriterSize(to, 1<<16)
	fmt.Fprintf(w, "# tracer: nop\n#\n# cpus=%d\n", len(r.t.CPUs))
	rd, all := r.reader(), forms()
	var same []record // of one nanosecond: they are told CPU by CPU
	tell := func() {
		slices.SortStableFunc(same, func(a, b record) int { return cmp.Compare(a.cpu, b.cpu) })
		for i := range same {
			_, _ = w.WriteString(r.line(&same[i], &all[same[i].form])) // Flush tells
		}
		same = same[:0]
	}
	_ = r.each(func(_ int, e *sim.Event) error { // it never fails
		recs := rd.records(e)
		if len(same) > 0 && same[0].at != recs[0].at {
			tell()
		}
		same = append(same, recs...)
		return nil
	})
	tell()
	return w.Flush()
}

func (r *Run) line(rec *record, f *form) string {
	comm := "<idle>"
	if rec.pid != 0 {
		comm = r.comm(sim.ThreadID(rec.pid-firstPID), rec.cpu)
	}
	return fmt.Sprintf("%16s-%-5d [%03d] %5d.%09d: %-21s %s\n", comm, rec.pid, rec.cpu,
		rec.at/1e9, rec.at%1e9, f.name+":", f.print(rec.data))
}

// inGo turns C's formats of long numbers into Go's.
var inGo = strings.NewReplacer("%lu", "%d", "%lx", "%x", "%lld", "%d")

// print is the fields in the words of the format.
func (f *form) print(data []datum) string {
	if f.system == "barnyard" {
		return data[len(data)-1].text
	}
	args := make([]any, len(data))
	for i, d := range data {
		switch f.fields[i].kind {
		case fieldComm, fieldText:
			args[i] = d.text
		case fieldState, fieldRet:
			args[i] = f.fields[i].kind.word(d.n)
		case fieldPtr:
			args[i] = uint64(d.n)
		default:
			args[i] = d.n
		}
	}
	return fmt.Sprintf(inGo.Replace(f.format), args...)
}
