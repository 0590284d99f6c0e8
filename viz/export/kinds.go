package export

import (
	"barnyard/engine/sim"
)

// The events as ftrace has them: where the kernel has an event for what
// happened it stands under the kernel's name, with those of its fields that
// exist here; the rest is under a system of its own, barnyard, as a sentence.

// form is one kind of event: its fields, and how they are printed. The print
// format is read by libtraceevent from trace.dat; print does the same here.
type form struct {
	system, name string
	fields       []field
	format       string
}

// field is one field of a form. A fieldText has any length and lies behind the
// others; its own place holds where.
type field struct {
	name string
	kind fieldKind
}

type fieldKind uint8

const (
	fieldInt   fieldKind = iota // 32 bits, with a sign
	fieldLong                   // 64 bits, with a sign
	fieldWord                   // 64 bits, without
	fieldComm                   // the name of a task, 16 bytes with the zero at its end
	fieldText                   // a text
	fieldState                  // a task's state, 64 bits
	fieldRet                    // whether an interrupt was served, 32 bits
	fieldPtr                    // an address, 64 bits
)

// datum is the content of one field.
type datum struct {
	n    int64
	text string
}

// The forms that the kernel has too.
const (
	formSwitch = iota
	formWaking
	formWakeup
	formMigrate
	formSetPrio
	formIPISend
	formIPIEntry
	formIPIExit
	formIRQEntry
	formIRQExit
	formSoftirqEntry
	formSoftirqExit
	formNMI
	formQueueWork
	formActivateWork
	formWorkStart
	formWorkEnd
	formAlloc
	formFree
	nKernelForms
)

// forms is all of them; behind those of the kernel one a kind of event.
func forms() []form {
	task := func(of string) []field {
		return []field{{of + "comm", fieldComm}, {of + "pid", fieldInt}, {of + "prio", fieldInt}}
	}
	join := func(parts ...[]field) (out []field) {
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	work := []field{{"work", fieldPtr}, {"function", fieldText}}
	object := field{"object", fieldInt}
	softirq := []field{{"vec", fieldInt}, {"action", fieldText}}
	out := []form{
		{"sched", "sched_switch", join(task("prev_"), []field{{"prev_state", fieldState}}, task("next_")),
			"prev_comm=%s prev_pid=%d prev_prio=%d prev_state=%s ==> next_comm=%s next_pid=%d next_prio=%d"},
		{"sched", "sched_waking", join(task(""), []field{{"target_cpu", fieldInt}}), "comm=%s pid=%d prio=%d target_cpu=%03d"},
		{"sched", "sched_wakeup", join(task(""), []field{{"target_cpu", fieldInt}}), "comm=%s pid=%d prio=%d target_cpu=%03d"},
		{"sched", "sched_migrate_task", join(task(""), []field{{"orig_cpu", fieldInt}, {"dest_cpu", fieldInt}}),
			"comm=%s pid=%d prio=%d orig_cpu=%d dest_cpu=%d"},
		{"sched", "sched_pi_setprio", []field{{"comm", fieldComm}, {"pid", fieldInt}, {"oldprio", fieldInt}, {"newprio", fieldInt}},
			"comm=%s pid=%d oldprio=%d newprio=%d"},
		{"ipi", "ipi_send_cpu", []field{{"cpu", fieldInt}}, "cpu=%d"},
		{"ipi", "ipi_entry", []field{{"reason", fieldText}}, "(%s)"},
		{"ipi", "ipi_exit", []field{{"reason", fieldText}}, "(%s)"},
		{"irq", "irq_handler_entry", []field{{"irq", fieldInt}, {"name", fieldText}}, "irq=%d name=%s"},
		{"irq", "irq_handler_exit", []field{{"irq", fieldInt}, {"ret", fieldRet}}, "irq=%d ret=%s"},
		{"irq", "softirq_entry", softirq, "vec=%d [action=%s]"},
		{"irq", "softirq_exit", softirq, "vec=%d [action=%s]"},
		{"nmi", "nmi_handler", []field{{"handler", fieldText}, {"delta_ns", fieldLong}, {"handled", fieldInt}}, "%s() delta_ns: %lld handled: %d"},
		{"workqueue", "workqueue_queue_work", join(work, []field{{"workqueue", fieldText}, {"req_cpu", fieldInt}, {"cpu", fieldInt}}),
			"work struct=0x%lx function=%s workqueue=%s req_cpu=%d cpu=%d"},
		{"workqueue", "workqueue_activate_work", work, "work struct 0x%lx function=%s"},
		{"workqueue", "workqueue_execute_start", work, "work struct 0x%lx: function %s"},
		{"workqueue", "workqueue_execute_end", work, "work struct 0x%lx: function %s"},
		{"kmem", "kmem_cache_alloc", []field{{"ptr", fieldPtr}, {"name", fieldText}, {"bytes_req", fieldWord}, {"bytes_alloc", fieldWord}, object}, "ptr=0x%lx name=%s bytes_req=%lu bytes_alloc=%lu object=%d"},
		{"kmem", "kmem_cache_free", []field{{"ptr", fieldPtr}, {"name", fieldText}, object}, "ptr=0x%lx name=%s object=%d"},
	}
	for _, s := range sim.EventSpecs() {
		out = append(out, form{"barnyard", s.Name,
			[]field{{"a", fieldInt}, {"b", fieldInt}, {"c", fieldLong}, {"what", fieldText}}, "%s"})
	}
	return out
}

// kernelForm is the form of a kind that the kernel has an event for. (Other
// interrupts than devices' and the timer's begin and end otherwise: see handler.)
func kernelForm(k sim.Kind) (int, bool) {
	switch k {
	case sim.SchedSwitch:
		return formSwitch, true
	case sim.SchedWakeup:
		return formWakeup, true
	case sim.TaskMigrate:
		return formMigrate, true
	case sim.PIBoost, sim.PIRestore:
		return formSetPrio, true
	case sim.IPISend:
		return formIPISend, true
	case sim.IrqEnter:
		return formIRQEntry, true
	case sim.IrqExit:
		return formIRQExit, true
	case sim.QueueWork:
		return formQueueWork, true
	case sim.WorkStart:
		return formWorkStart, true
	case sim.WorkEnd:
		return formWorkEnd, true
	case sim.ObjectAlloc:
		return formAlloc, true
	case sim.ObjectFree:
		return formFree, true
	}
	return 0, false
}
