package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/qpw"
	"barnyard/engine/rcu"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
	"barnyard/engine/workqueue"
)

// rCache is the register that holds the cache in every function that has one.
const rCache = 0

// FlushWork is struct slub_flush_work of one CPU: one for all caches, which is
// why flush_lock exists.
type FlushWork struct {
	Item  qpw.Item
	Cache slub.CacheID
	Skip  bool
}

// Task is the state of a program: of a task, or of an interrupt's handler.
type Task struct {
	PC      int32           // instruction
	Left    int64           // rounds left of the statement that runs
	Loops   [MaxLoops]int64 // rounds left of the open loops
	Open    int32           // open loops
	Chain   Chain           // its array of objects during a bulk operation
	Sheaf   slub.SheafID    // the prefilled sheaf that it holds
	Over    Chain           // the oversize one
	OverCap int32           // what it was made for; 0: it holds no oversize one
	OverOf  slub.CacheID    // of which cache
	Empty   bool            // it asked for one and got nothing
	Out     int64           // when it was in user space last, -1 within a syscall
}

// MaxLoops is how deep the blocks of a program nest.
const MaxLoops = 17

// Kernel is the whole simulated world: hardware, kernel data, programs. Only
// Step changes it.
type Kernel struct {
	M     *sim.Machine
	Heap  *slub.Heap
	Locks *locking.Set
	WQ    *workqueue.Queues
	RCU   *rcu.State
	Swap  *swap.State

	Flush       []FlushWork // slub_flush, by CPU
	Drain       []DrainWork // of lru_add_drain_all, by CPU
	Tasks       []Task      // by thread, programs come first
	Marks       []int64     // when each series was last marked; -1: never
	Key         bool        // the static key qpw_sl is on
	HotplugLock locking.ID  // cpu_hotplug_lock
	FlushLock   locking.ID
	BarrierLock locking.ID // of rcu_barrier
	SlabMutex   locking.ID
	Batches     []Batch      // of kvfree_rcu, by CPU
	Requests    Requests     // to the page allocator, so far
	Chances     Chances      // that something had to happen for nothing, so far
	Isolating   int32        // the node whose memory is on its way out, None if none
	MemOf       []int32      // numa_mem_id of the CPUs of each node
	Quarantine  []Quarantine // by cache
	Deferred    []Chain      // frees that were put off, by CPU
	IRQWorking  []bool       // the CPU's irq_work has taken one off that list and is not done

	Oopses []Oops // what this kernel has turned out to do wrong

	Fault Fault   // a mistake of the scenario's author that stopped the run
	Cfg   *Config // what never changes

	caught, inOp bool // no state: somebody catches crashes, and an op runs; see Catch
}

// Config is what a run is made from: it never changes and is shared by copies.
type Config struct {
	Mode     qpw.Mode
	Boot     qpw.Boot // what the command line has decided
	Code     *Code
	Programs []Program // by thread
	Series   []string  // names, task.mark
	Memory   MemoryPlan
	Spurious SpuriousPlan
	IRQs     []IRQLine      // PREEMPT_RT: the lines of devices
	IRQWork  []sim.ThreadID // PREEMPT_RT: by CPU
}

// Fault says which instruction of which program asked for something
// impossible.
type Fault struct {
	Thread sim.ThreadID
	PC     int32
	Held   int64 // objects that the task held
	Wanted int64
	Gone   bool // the cache was destroyed before
	Sheaf  bool // a prefilled sheaf is held already, or none is
	Busy   bool // somebody else, Held, is at what is done once
	Any    bool
}

func (f *Fault) hash(h *sim.Hash) {
	h.I32(int32(f.Thread), f.PC)
	h.I64(f.Held)
	h.I64(f.Wanted)
	h.Bool(f.Any)
	h.Bool(f.Gone)
	h.Bool(f.Sheaf)
	if f.Busy { // else the hashes of before stay
		h.Bool(true)
	}
}

// stat counts on the stepping CPU.
func (k *Kernel) stat(s slub.Stat, c slub.CacheID, n int64) {
	*k.Heap.StatOf(c, k.M.Self, s) += n
	k.M.Emit(sim.StatAdd, int32(s), int32(c), n)
}

// thisPCS is the index of the stepping CPU's sheaves for a cache.
func (k *Kernel) thisPCS(c int32) int32 { return k.Heap.PCSOf(slub.CacheID(c), k.M.Self) }

// thisNode is the memory node of the stepping CPU.
func (k *Kernel) thisNode() int32 { return k.M.CPUs[k.M.Self].Node }

// capacity is s->sheaf_capacity.
func (k *Kernel) capacity(c int32) int32 { return k.Heap.Limit[c] }

// touchSlab charges for the freelist word of a slab when another CPU wrote it
// last.
func (k *Kernel) touchSlab(id slub.SlabID) {
	s := &k.Heap.Slabs[id]
	if from := int32(s.Owner); from >= 0 && from != k.M.Self {
		k.M.ChargeMove(from, -1-int32(id))
	}
	s.Owner = int16(k.M.Self)
}

// CopyFrom makes k equal to src, reusing k's memory.
func (k *Kernel) CopyFrom(src *Kernel) {
	k.M.CopyFrom(src.M)
	k.Heap.CopyFrom(src.Heap)
	k.Locks.CopyFrom(src.Locks)
	k.WQ.CopyFrom(src.WQ)
	k.RCU.CopyFrom(src.RCU)
	k.Swap.CopyFrom(src.Swap)
	k.Drain = append(k.Drain[:0], src.Drain...)
	k.Flush = append(k.Flush[:0], src.Flush...)
	k.Tasks = append(k.Tasks[:0], src.Tasks...)
	k.Marks = append(k.Marks[:0], src.Marks...)
	k.Batches = append(k.Batches[:0], src.Batches...)
	k.Deferred = append(k.Deferred[:0], src.Deferred...)
	k.Quarantine = append(k.Quarantine[:0], src.Quarantine...)
	k.IRQWorking = append(k.IRQWorking[:0], src.IRQWorking...)
	k.Oopses = append(k.Oopses[:0], src.Oopses...)
	k.MemOf = append(k.MemOf[:0], src.MemOf...)
	k.Requests, k.Isolating, k.Chances = src.Requests, src.Isolating, src.Chances
	k.HotplugLock, k.FlushLock, k.BarrierLock, k.SlabMutex = src.HotplugLock, src.FlushLock, src.BarrierLock, src.SlabMutex
	k.Fault, k.Cfg, k.Key = src.Fault, src.Cfg, src.Key
}

// Clone is a copy of its own.
func (k *Kernel) Clone() *Kernel {
	c := &Kernel{M: &sim.Machine{}, Heap: &slub.Heap{}, Locks: &locking.Set{}, WQ: &workqueue.Queues{}, RCU: &rcu.State{}, Swap: &swap.State{}}
	c.CopyFrom(k)
	return c
}

// Hash is the state and all events so far in one number, the same on every
// platform.
func (k *Kernel) Hash() uint64 {
	h := sim.NewHash()
	k.fold(&h)
	return h.Sum()
}

func (k *Kernel) fold(h *sim.Hash) {
	k.M.Hash(h)
	k.Heap.Hash(h)
	k.Locks.Hash(h)
	k.WQ.Hash(h)
	k.RCU.Hash(h)
	k.Swap.Hash(h)
	k.hashItems(h)
	for i := range k.Tasks {
		k.Tasks[i].hash(h)
	}
	k.hashRest(h)
}

// hashItems folds in the work items that the kernel's own functions use.
func (k *Kernel) hashItems(h *sim.Hash) {
	for i := range k.Drain {
		d := &k.Drain[i]
		h.I32(int32(d.LRU.Work), d.LRU.CPU)
		h.I32(int32(d.BH.Work), d.BH.CPU)
		h.Bool(d.HasMM)
		h.Bool(d.HasBH)
	}
	for i := range k.Flush {
		h.I32(int32(k.Flush[i].Item.Work), k.Flush[i].Item.CPU)
		h.I32(int32(k.Flush[i].Cache), 0)
		h.Bool(k.Flush[i].Skip)
	}
}

func (t *Task) hash(h *sim.Hash) {
	h.I32(t.PC, t.Open)
	h.I64(t.Left)
	h.I32(int32(t.Chain.Head), int32(t.Chain.Tail))
	h.I32(t.Chain.N, int32(t.Sheaf))
	h.I32(int32(t.Over.Head), int32(t.Over.Tail))
	h.I32(t.Over.N, t.OverCap)
	h.I32(int32(t.OverOf), 0)
	h.Bool(t.Empty)
	h.Past(t.Out)
	for _, n := range t.Loops[:t.Open] {
		h.I64(n)
	}
}

// hashRest folds in what is neither hardware, nor of one of the rooms, nor of one
// program.
func (k *Kernel) hashRest(h *sim.Hash) {
	for _, at := range k.Marks {
		h.Past(at)
	}
	h.I32(int32(k.HotplugLock), int32(k.FlushLock))
	h.I32(int32(k.BarrierLock), int32(k.SlabMutex))
	for _, n := range [...]int64{k.Requests.All, k.Requests.Slabs, k.Requests.Sheaves} {
		if k.Cfg.Memory.empty() {
			h.Past(n)
		} else {
			h.I64(n)
		}
	}
	k.Chances.hash(h)
	h.I32(k.Isolating, 0)
	for _, node := range k.MemOf {
		h.I32(node, 0)
	}
	for i := range k.Batches {
		h.Bool(k.Batches[i].Busy)
		h.Bool(k.IRQWorking[i])
		for _, c := range [...]Chain{k.Batches[i].Filling, k.Batches[i].Waiting, k.Deferred[i]} {
			h.I32(int32(c.Head), int32(c.Tail))
			h.I32(c.N, 0)
		}
	}
	for i := range k.Quarantine {
		k.Quarantine[i].hash(h)
	}
	h.Bool(k.Key)
	for i := range k.Oopses {
		k.Oopses[i].hash(h)
	}
	k.Fault.hash(h)
}
