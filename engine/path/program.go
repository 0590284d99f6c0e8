package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// A program is what a task of the scenario does: a list of instructions that
// the function "program" executes. A statement for n objects is one
// instruction that is executed n times.

// Opcode is the kind of an instruction.
type Opcode uint8

// The instructions.
const (
	OpAlloc Opcode = iota
	OpFree
	OpGive
	OpShrink
	OpBulkAlloc
	OpBulkFree
	OpKfreeRCU
	OpKvfreeBarrier
	OpDestroy
	OpPrefill
	OpReturnSheaf
	OpWork
	OpSleep
	OpMark
	OpPreemptOff
	OpPreemptOn
	OpIRQOff
	OpIRQOn
	OpSyscallIn
	OpSyscallOut
	OpLoop // open a loop: N rounds, 0 for ever
	OpEnd  // end of a loop's body: go to To while rounds are left
	OpRand // choose one of the arms: Weights and Targets
	OpJump // go to To
	OpExit
	OpEach    // call Func N times
	OpCall    // call Func once
	OpOffline // N: the CPU
	OpOnline
	OpMemoryOffline // N: the node
	OpFromSheaf     // alloc_from_sheaf
	OpRefillSheaf
	OpCacheBarrier // kvfree_rcu_barrier of one cache
	OpValidate
)

// Free orders, as in the language.
const (
	Oldest = iota
	Newest
	Anyone
)

// Instr is one instruction.
type Instr struct {
	Op       Opcode
	Order    uint8 // OpFree: Oldest, Newest or Anyone
	All      bool  // OpFree, OpGive, OpBulkFree, OpKfreeRCU: all that is held
	NoLock   bool  // OpAlloc, OpFree: from any context
	Reserves bool  // OpPrefill, OpRefillSheaf: memory that is kept for emergencies may be used
	Atomic   bool  // OpAlloc: the caller may not block
	Cache    slub.CacheID
	Node     int32
	Thread   int32  // OpGive: the receiver
	Series   int32  // OpMark
	Func     string // OpEach, OpCall: the kernel's function
	Arg      int32  // OpCall: its argument
	To       int32
	N        int64 // rounds or objects
	Cycles   int64 // OpWork, OpSleep
	Weights  []int64
	Targets  []int32
	Text     string // the statement, for people
	Line     int    // in the scenario
	Col      int
}

// Program is the instructions of one task or handler; it ends with OpExit.
type Program struct {
	Name  string
	Every int64 // handlers: cycles between two interrupts, 0 for one only
	Code  []Instr
}

// programListing is the function at the bottom of each task's stack. Its ops
// only choose; what an instruction does to the kernel are the functions that
// it calls.
func programListing() Listing {
	fetch := Op{Text: fetchText, Cost: sim.CostNone, To: []string{"alloc", "free", "give", "call"}, Do: (*Kernel).fetch}
	return Listing{
		Name: "program", Args: "", Section: "-", What: "the scenario's own program",
		Ops: ops(
			do("the program begins", sim.CostNone, func(k *Kernel, t *sim.Thread, _ *sim.Frame) {
				if t.Kind == sim.Task {
					k.M.Emit(sim.TaskStart, 0, 0, 0)
				}
			}),
			at("fetch", fetch),
			jump("", "fetch"),

			at("alloc", Op{Text: "allocate an object", Cost: sim.CostCall, Do: func(k *Kernel, t *sim.Thread, _ *sim.Frame) Verdict {
				in := k.instr(t)
				t.ClearArg()
				t.Arg[0], t.Arg[1] = int32(in.Cache), in.Node
				t.Ret = int32(k.Cfg.Code.must("kmem_cache_alloc"))
				if in.Atomic {
					t.Arg[rNoSpin] = mayNotBlock
				}
				if in.NoLock {
					t.Ret = int32(k.Cfg.Code.must("kmalloc_nolock"))
				}
				return CallFn
			}}),
			do("keep it", sim.CostNone, (*Kernel).keepObject),
			jump("", "fetch"),

			at("free", Op{Text: "free an object", Cost: sim.CostCall, Do: (*Kernel).callFree}),
			jump("", "fetch"),

			at("give", do("hand the oldest objects over", sim.CostNone, (*Kernel).giveObjects)),
			jump("", "fetch"),

			at("call", Op{Text: "call the kernel", Cost: sim.CostCall, Do: (*Kernel).callKernel}),
			do("back from it", sim.CostNone, (*Kernel).backFromKernel),
			jump("", "fetch"),
		),
	}
}

// instr is the instruction at which the stepping thread's program is.
func (k *Kernel) instr(_ *sim.Thread) *Instr {
	id := k.M.CurID()
	return &k.Cfg.Programs[id].Code[k.Tasks[id].PC]
}

// advance goes to the next instruction.
func (k *Kernel) advance(_ *sim.Thread) {
	p := &k.Tasks[k.M.CurID()]
	p.PC++
	p.Left = -1
}

// holder is the list of the stepping task for a cache.
func (k *Kernel) holder(c slub.CacheID) slub.HolderID {
	return k.Heap.HolderOf(c, int32(k.M.CurID()))
}

// fetch starts the instruction at the program's counter, or goes on with it.
func (k *Kernel) fetch(t *sim.Thread, _ *sim.Frame) Verdict {
	id := k.M.CurID()
	p, in := &k.Tasks[id], k.instr(t)
	k.leaves(id, t, bug.EndUser)
	if usesCache(in.Op) && k.Heap.Gone[in.Cache] {
		k.Fault = Fault{Thread: id, PC: p.PC, Gone: true, Any: true}
		return Again
	}
	if in.Op == OpCall && in.Func == bootstrap {
		if other := k.alsoBoots(id); other != sim.NoThread {
			k.Fault = Fault{Thread: id, PC: p.PC, Busy: true, Held: int64(other), Any: true}
			return Again
		}
	}
	if ofSheaf(in.Op) {
		if verdict, stop := k.fetchSheaf(t, p, in); stop {
			return verdict
		}
	}
	if k.mustFlush(t, in) {
		return Go3
	}
	switch in.Op {
	case OpAlloc, OpFree, OpKfreeRCU:
		return k.fetchObjects(t, p, in)
	case OpGive, OpBulkFree:
		switch n, held := k.amount(in); {
		case held < n:
			return k.fault(id, p.PC, held, n)
		case n == 0:
			k.advance(t)
			return Again
		}
		if in.Op == OpGive {
			return Go2
		}
		return Go3
	case OpShrink, OpBulkAlloc, OpKvfreeBarrier, OpDestroy, OpPrefill, OpReturnSheaf, OpRefillSheaf, OpCacheBarrier, OpValidate, OpCall, OpOffline, OpOnline, OpMemoryOffline:
		return Go3
	case OpEach, OpFromSheaf:
		return k.fetchCall(t, p, in)
	case OpWork:
		k.M.Charge(in.Cycles)
	case OpSleep:
		k.advance(t)
		k.M.SleepUntil(k.M.Now + in.Cycles)
		return Again
	case OpMark:
		k.mark(in.Series)
	case OpExit:
		return k.exit(t)
	default:
		k.control(t, p, in)
		return Again
	}
	k.advance(t)
	return Again
}

// fetchObjects counts down the objects of alloc and free.
func (k *Kernel) fetchObjects(t *sim.Thread, p *Task, in *Instr) Verdict {
	if p.Left < 0 {
		n, held := k.amount(in)
		p.Left = n
		if in.Op != OpAlloc && held < p.Left {
			return k.fault(k.M.CurID(), p.PC, held, p.Left)
		}
	}
	if p.Left == 0 {
		k.advance(t)
		return Again
	}
	p.Left--
	if in.Op == OpAlloc {
		return Go0
	}
	return Go1
}

// amount is for how many objects an instruction is, and how many the task holds.
func (k *Kernel) amount(in *Instr) (n, held int64) {
	held = int64(k.Heap.Holders[k.holder(in.Cache)].N)
	if in.All {
		return held, held
	}
	return in.N, held
}

// fetchCall counts down the calls of a statement that is one call for each of
// what it names.
func (k *Kernel) fetchCall(t *sim.Thread, p *Task, in *Instr) Verdict {
	if p.Left < 0 {
		p.Left = in.N
	}
	if p.Left == 0 {
		k.advance(t)
		return Again
	}
	p.Left--
	return Go3
}

// fault ends the run: the program asks for something that cannot be.
func (k *Kernel) fault(id sim.ThreadID, pc int32, held, wanted int64) Verdict {
	k.Fault = Fault{Thread: id, PC: pc, Held: held, Wanted: wanted, Any: true}
	return Again
}

func (k *Kernel) mark(series int32) {
	if last := k.Marks[series]; last >= 0 {
		k.M.Emit(sim.Mark, series, 0, k.M.Now-last)
	}
	k.Marks[series] = k.M.Now
}

// exit ends a task; a handler ends and waits for its next interrupt.
func (k *Kernel) exit(t *sim.Thread) Verdict {
	p := &k.Tasks[k.M.CurID()]
	p.PC, p.Left = 0, -1
	if t.Kind == sim.Task {
		k.M.Emit(sim.TaskDone, 0, 0, 0)
		t.State = sim.Done
		return Return
	}
	source := t
	if line := k.lineOf(k.M.CurID()); line != nil && line.Hard != sim.NoThread {
		source = &k.M.Threads[line.Hard]
	}
	again := false
	if every := k.Cfg.Programs[k.M.CurID()].Every; every > 0 {
		// What came while this one waited or was served is one interrupt with
		// it: a line is either raised or not.
		missed := max(0, (k.M.Now-source.WakeAt)/every)
		source.Why, source.WakeAt = sim.WaitTime, source.WakeAt+(missed+1)*every
		again = true
	}
	if t.Kind != sim.Kworker {
		return Return
	}
	return k.sleepIRQ(source, again)
}

func (k *Kernel) keepObject(t *sim.Thread, _ *sim.Frame) {
	if t.Ret == slub.None {
		return
	}
	c := k.Heap.Slabs[k.Heap.Objects[t.Ret].Slab].Cache // kmalloc_nolock may have gone to a larger one
	k.Heap.Give(k.holder(c), slub.ObjectID(t.Ret))
	k.M.Emit(sim.ObjectAlloc, t.Ret, int32(c), 0)
}

// callFree takes an object off the task's list and frees it, at once or after
// a grace period.
func (k *Kernel) callFree(t *sim.Thread, _ *sim.Frame) Verdict {
	in := k.instr(t)
	h := k.holder(in.Cache)
	o := k.Heap.Holders[h].Head
	switch in.Order {
	case Newest:
		o = k.Heap.Holders[h].Tail
	case Anyone:
		o = k.Heap.PickRandom(h, &k.M.Rand.Order)
	}
	k.Heap.Take(o)
	k.M.Emit(sim.ObjectFree, int32(o), int32(in.Cache), 0)
	t.ClearArg()
	t.Arg[0], t.Arg[1] = int32(in.Cache), int32(o)
	t.Ret = int32(k.Cfg.Code.must("kmem_cache_free"))
	switch {
	case in.Op == OpKfreeRCU:
		t.Ret = int32(k.Cfg.Code.must("kvfree_call_rcu"))
	case in.NoLock:
		t.Ret = int32(k.Cfg.Code.must("kfree_nolock"))
	}
	return CallFn
}

func (k *Kernel) giveObjects(t *sim.Thread, _ *sim.Frame) {
	in := k.instr(t)
	from, to := k.holder(in.Cache), k.Heap.HolderOf(in.Cache, in.Thread)
	n, _ := k.amount(in)
	for range n {
		o := k.Heap.Holders[from].Head
		k.Heap.Take(o)
		k.Heap.Give(to, o)
	}
	k.advance(t)
}
