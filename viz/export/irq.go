package export

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Interrupts as ftrace has them. The engine has one event for the beginning of any
// handler and one for its end; the kernel has others for other CPUs' interrupts,
// softirqs and NMIs, the last of which leave one at their end only.

// handler is one that is under way: the forms of its two events, the flag of those
// that happen in it, its own too, and when it began.
type handler struct {
	entry, exit int
	flag        byte
	since       int64  // ns
	reason      string // of another CPU's interrupt
}

// The kernel's flags for the context of an event.
const (
	irqsOff   = 0x01
	inHardirq = 0x08 | irqsOff
	inSoftirq = 0x10
	inNMI     = 0x40 | inHardirq // which the kernel counts as both
)

// handler is the one that begins with an event.
func (rd *reader) handler(e *sim.Event) handler {
	h := handler{entry: formIRQEntry, exit: formIRQExit, flag: inHardirq, since: rd.r.ns(e.Time)}
	switch kind := rd.r.kernel().M.Threads[e.A].Kind; {
	case rd.ipi[e.CPU] != "":
		h.entry, h.exit, h.reason = formIPIEntry, formIPIExit, rd.ipi[e.CPU]
		rd.ipi[e.CPU] = ""
	case kind == sim.Softirq:
		h.entry, h.exit, h.flag = formSoftirqEntry, formSoftirqExit, inSoftirq
	case kind == sim.NMI:
		h.entry, h.exit, h.flag = nKernelForms+int(sim.IrqEnter), formNMI, inNMI
	}
	return h
}

// What another CPU's interrupt is for, in the words of /proc/interrupts of arm64, which
// is the kernel that has these two events.
const (
	forScheduler = "Rescheduling interrupts"
	forFunction  = "Function call interrupts"
)

// reason is what the interrupt is for that comes in. No event says it, so the state is
// asked; but only while somebody is in rcu_barrier, which alone calls functions.
func (rd *reader) reason(e *sim.Event) string {
	if rd.barrier && rd.r.h.AtStep(e.Step).M.CPUs[e.CPU].Call {
		return forFunction
	}
	return forScheduler
}

// The kernel's numbers for two softirqs: that in which RCU's callbacks run, and that
// of timers, by which a scenario's softirqs are raised.
const (
	timerSoftirq = 1
	rcuSoftirq   = 9
)

// softirqOf is the vector of a softirq and the kernel's name of the vector, which is
// all that the kernel tells: who counts by action finds what it would find there,
// whatever a scenario calls its softirqs.
func softirqOf(k *path.Kernel, id int32) (vec int64, action string) {
	if _, ok := source(k, id); ok {
		return timerSoftirq, "TIMER"
	}
	return rcuSoftirq, "RCU"
}

// irqOf is the number and the name of an interrupt. What a CPU has of its own, its
// timer and irq_work, the engine does not tell apart; it is 0. A device has the name
// of its thread, and its number and one, so that none is 0 where there are no tasks.
func irqOf(k *path.Kernel, id int32) (number int64, name string) {
	if of, ok := source(k, id); ok {
		return int64(of) + 1, k.ThreadName(of)
	}
	return 0, "local"
}

// source is the line of the scenario whose handler, or whose hard part, a thread is;
// the other handlers are those that each CPU has.
func source(k *path.Kernel, id int32) (sim.ThreadID, bool) {
	if int(id) < len(k.Cfg.Programs) {
		return sim.ThreadID(id), true
	}
	for _, l := range k.Cfg.IRQs {
		if l.Hard == sim.ThreadID(id) {
			return l.Thread, true
		}
	}
	return sim.NoThread, false
}
