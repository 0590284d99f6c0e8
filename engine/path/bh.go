package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

// The buffer heads that a CPU keeps at hand (fs/buffer.c; kernel.md 4.6, and
// [KN] for what follows): the newest first, found without any lock, for only
// this CPU looks and interrupts are off meanwhile. That is why draining them
// stays work for the CPU itself in every mode, an isolated one too.

const (
	rBBlock = 0 // the block
	rBCPU   = 1 // a CPU to peek at
)

func bhFuncs() []Listing {
	return []Listing{bread(), lookupBHLRU(), bhLRUInstall(), invalidateBHLRUsCPU(), bufferExitCPUDead()}
}

func argBlock(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rBBlock] = f.R[rBBlock] }

func bread() Listing {
	return Listing{
		Name: "__bread_gfp", Args: "block", Section: "4.6 [KN]",
		What: "the buffer head of a block that is in memory already; input and output are left out",
		Ops: ops(
			call("is it at hand?", "lookup_bh_lru", argBlock),
			when("found", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == 1 }, "out"),
			do("no: ask the page cache", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.M.ChargeN(sim.CostHooks, 1) }),
			call("keep it at hand", "bh_lru_install", argBlock),
			at("out", done()),
		),
	}
}

// bhLock and bhUnlock are bh_lru_lock and bh_lru_unlock.
func bhLock() Op {
	return do("bh_lru_lock: interrupts off", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.IRQOff++ })
}

func bhUnlock(label string) Op {
	return at(label, do("bh_lru_unlock: interrupts on", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.IRQOff-- }))
}

// bhSkipsIsolated is a change of 2023 in fs/buffer.c [KN] that kernel.md does
// not speak of: installing and looking up return at once where
// cpu_is_isolated() says so (isolcpus= or nohz_full=). With it an isolated CPU
// keeps no buffer heads, and a drain has none to fetch there.
func bhSkipsIsolated() Patch {
	skip := func(fn, label string) Edit {
		return Edit{Func: fn, Line: "bh_lru_lock: interrupts off", Drop: 1, Put: ops(bhLock(), isIsolated(label))}
	}
	return Patch{
		Name: "bh-lru-skips-isolated", What: "an isolated CPU keeps no buffer heads: fs/buffer.c since 2023 [KN]",
		Edits: []Edit{skip("lookup_bh_lru", "none"), skip("bh_lru_install", "out")},
	}
}

func isIsolated(label string) Op {
	return when("this CPU is isolated: it keeps none", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool {
		c := &k.M.CPUs[k.M.Self]
		return c.Isolated || c.NohzFull
	}, label)
}

func lookupBHLRU() Listing {
	return Listing{
		Name: "lookup_bh_lru", Args: "block", Section: "4.6 [KN]",
		What: "look through this CPU's buffer heads; what is found moves to the front",
		Ops: ops(
			bhLock(),
			Op{Text: "compare each, newest first", Cost: sim.CostLoad, To: []string{"none"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
				c := &k.Swap.CPUs[k.M.Self]
				at := c.FindBH(f.R[rBBlock])
				if at < 0 {
					k.M.ChargeN(sim.CostLoad, c.NBH)
					return Go0
				}
				k.M.ChargeN(sim.CostCopy, at)
				c.FrontBH(at)
				return Next
			}},
			bhUnlock(""),
			retVal("return: found", 1),
			bhUnlock("none"),
			retVal("return: not at hand", 0),
		),
	}
}

func bhLRUInstall() Listing {
	return Listing{
		Name: "bh_lru_install", Args: "block", Section: "4.6 [KN]",
		What: "put a buffer head in front; one that has come there meanwhile moves, else the last of sixteen falls out",
		Ops: ops(
			bhLock(),
			do("it goes to the front, the others move on", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				c := &k.Swap.CPUs[k.M.Self]
				// Another task may have kept it since this one looked in vain.
				if at := c.FindBH(f.R[rBBlock]); at >= 0 {
					k.M.ChargeN(sim.CostCopy, at)
					c.FrontBH(at)
					return
				}
				k.M.ChargeN(sim.CostCopy, c.NBH)
				c.PushBH(f.R[rBBlock])
			}),
			bhUnlock("out"),
			done(),
		),
	}
}

func invalidateBHLRUsCPU() Listing {
	return Listing{
		Name: "invalidate_bh_lrus_cpu", Args: "", Section: "4.6 [KN]",
		What: "let go of this CPU's buffer heads",
		Ops: ops(
			bhLock(),
			do("release each of them", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.dropBH(k.M.Self) }),
			bhUnlock(""),
			done(),
		),
	}
}

// bufferExitCPUDead lets go of the buffer heads of a CPU that has gone.
func bufferExitCPUDead() Listing {
	return Listing{
		Name: "buffer_exit_cpu_dead", Args: "cpu", Section: "4.6 [KN]",
		What: "a CPU has gone offline: whoever takes it down lets go of its buffer heads",
		Ops: ops(
			do("release each of them", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.dropBH(f.R[rBCPU]) }),
			done(),
		),
	}
}

func (k *Kernel) dropBH(cpu int32) {
	c := &k.Swap.CPUs[cpu]
	k.M.ChargeN(sim.CostAtomic, max(c.NBH-1, 0))
	k.M.Emit(sim.BHDrop, cpu, 0, int64(c.NBH))
	c.NBH, c.BH = 0, [swap.BHSize]int32{}
}
