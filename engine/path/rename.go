package path

import "strings"

// The series changed its names from version 3 to version 4 and nothing else
// (kernel.md 3.7). The listings are written in the names of version 2 and 3; a
// scenario can ask for those of version 4.

// pwNames pairs the names of version 2 with those of version 4, longer ones
// before those that they contain.
func pwNames() []string {
	return []string{
		"local_qpw_unlock_irqrestore", "pw_unlock_local_irqrestore",
		"local_qpw_lock_irqsave", "pw_lock_local_irqsave",
		"local_qpw_trylock", "pw_trylock_local",
		"local_qpw_unlock", "pw_unlock_local",
		"local_qpw_lock", "pw_lock_local",
		"queue_percpu_work_on", "pw_queue_on",
		"flush_percpu_work", "pw_flush",
		"qpw_trylock", "pw_trylock",
		"qpw_unlock", "pw_unlock",
		"qpw_lock", "pw_lock",
		"qpw_sl", "pw_sl",
		"qpw_init", "pwlocks_init",
		"qpw_is_cpu_remote", "pw_is_cpu_remote",
		"qpw_get_cpu", "pw_get_cpu",
		"INIT_QPW", "INIT_PW",
		"CONFIG_QPW", "CONFIG_PWLOCKS",
		"struct qpw_struct", "struct pw_struct",
		"qpw=", "pwlocks=",
	}
}

// Rename gives the functions, and the lines that speak of them, the names of
// version 4. What they do stays the same, to the hash.
func Rename(funcs []Listing) []Listing {
	r := strings.NewReplacer(pwNames()...)
	for i := range funcs {
		l := &funcs[i]
		l.Name, l.What = r.Replace(l.Name), r.Replace(l.What)
		for j := range l.Ops {
			l.Ops[j].Text, l.Ops[j].Call = r.Replace(l.Ops[j].Text), r.Replace(l.Ops[j].Call)
		}
	}
	return funcs
}
