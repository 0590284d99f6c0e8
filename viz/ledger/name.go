package ledger

import (
	"strconv"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Name is a cause in words: what it is, in which function of the kernel, and
// on whose behalf. The last two may be empty.
type Name struct {
	What, Func, For string
}

// Long is the name as one line.
func (n Name) Long() string {
	s := n.What
	if n.Func != "" {
		s += " in " + n.Func
	}
	if n.For != "" {
		s += " for " + n.For
	}
	return s
}

// NameOf says a cause in words; k is any state of the run.
func NameOf(k *path.Kernel, victim sim.ThreadID, c *Cause) Name {
	n := Name{What: whatText(k, victim, c)}
	if c.Func >= 0 {
		n.Func = k.Cfg.Code.Funcs[c.Func].Name
	}
	if c.For != sim.NoThread && c.What != LockWait && c.For != victim {
		n.For = k.ThreadName(c.For)
	}
	return n
}

func whatText(k *path.Kernel, victim sim.ThreadID, c *Cause) string {
	switch c.What {
	case Program:
		return "its own work"
	case Syscall:
		return "entry to system calls and return"
	case Kernel:
		return "its own calls"
	case Others:
		return k.ThreadName(c.Who)
	case Lines:
		return linesText(k, victim, c)
	case LockWait:
		return lockText(k, victim, c)
	case Switch:
		return "context switches"
	case Asked:
		return "the scheduler, asked for nothing"
	case IPI:
		return "the interrupt from " + cpuText(c.CPU)
	case Timer:
		return "the timer's interrupt"
	case Device:
		return "the interrupt of " + deviceText(k, c.Who)
	case NMI:
		return "the NMI " + k.ThreadName(c.Who)
	case Softirq:
		return softirqText(k, c.Who)
	case Arriving:
		return "an interrupt on its way from " + cpuText(c.CPU)
	}
	return asleepText(k, c)
}

func asleepText(k *path.Kernel, c *Cause) string {
	switch c.What {
	case Flush:
		return "asleep in flush_work until " + k.ThreadName(c.Who) + " has done it on " + cpuText(c.CPU)
	case FlushAsk:
		return "in flush_work: " + k.ThreadName(c.Who) + " is not woken yet"
	case FlushCPU:
		return "in flush_work: " + k.ThreadName(c.Who) + " waits for " + cpuText(c.CPU)
	case FlushOther:
		return "in flush_work: " + k.ThreadName(c.Who) + " does other work first"
	case FlushWork:
		return "in flush_work: " + k.ThreadName(c.Who) + " does it on " + cpuText(c.CPU)
	case Sleep:
		return "its own sleep"
	case Rest:
		return "at rest"
	case RCU:
		return "asleep until a grace period is over"
	case Hotplug:
		return "asleep until " + cpuText(c.CPU) + " is empty"
	case Throttled:
		return "throttled: FIFO has used up its share"
	}
	return "the schedule: others had their turns"
}

func cpuText(cpu int32) string {
	if cpu < 0 {
		return "another CPU"
	}
	return "CPU " + strconv.Itoa(int(cpu))
}

func linesText(k *path.Kernel, victim sim.ThreadID, c *Cause) string {
	s := "cache lines"
	if c.CPU >= 0 {
		s = "lines from " + cpuText(c.CPU)
	}
	if c.Who != victim {
		s += ", to " + k.ThreadName(c.Who)
	}
	return s
}

func lockText(k *path.Kernel, victim sim.ThreadID, c *Cause) string {
	s := "wait for " + k.LockName(locking.ID(c.Lock))
	if c.Who != victim {
		s = k.ThreadName(c.Who) + " waits for " + k.LockName(locking.ID(c.Lock))
	}
	if c.For != sim.NoThread && c.For != c.Who {
		s += ", held by " + k.ThreadName(c.For)
	}
	return s
}

// deviceText is the name of a device; of its hard part on PREEMPT_RT the same.
func deviceText(k *path.Kernel, id sim.ThreadID) string {
	for i := range k.Cfg.IRQs {
		if l := &k.Cfg.IRQs[i]; l.Hard == id {
			return k.ThreadName(l.Thread)
		}
	}
	return k.ThreadName(id)
}

func softirqText(k *path.Kernel, id sim.ThreadID) string {
	if int(id) < len(k.Cfg.Programs) {
		return "the softirq " + k.ThreadName(id)
	}
	return k.ThreadName(id)
}
