package engine

import (
	"cmp"
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/rcu"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
	"barnyard/engine/workqueue"
)

// newKernel builds the machine, the kernel's data and the programs.
func newKernel(s *scenario.Scenario) (*path.Kernel, error) {
	code, err := linked(s)
	if err != nil {
		return nil, err
	}
	return assemble(s, code)
}

// assemble puts a kernel together around its code.
func assemble(s *scenario.Scenario, code *path.Code) (*path.Kernel, error) {
	mode := qpw.Mode(s.Machine.QPW)
	_, boot := Cmdline(s)
	m := newMachine(s, boot)
	k := &path.Kernel{M: m, Locks: &locking.Set{PI: s.Machine.RT}, WQ: &workqueue.Queues{}, RCU: rcu.New(len(m.CPUs)), Key: boot.Key, Cfg: &path.Config{Mode: mode, Boot: boot, Code: code}}
	k.Heap = slub.NewHeap(len(m.CPUs), m.Nodes(), len(s.Tasks)+len(s.Irqs))
	if s.Machine.Alt == scenario.AltNosheaves {
		for c := range m.CPUs {
			k.Heap.Bare = append(k.Heap.Bare, m.CPUs[c].Isolated)
		}
	}
	caches := addCaches(s, k)
	k.AddQuarantine()
	if err := addPrograms(s, k, caches); err != nil {
		return nil, err
	}
	addMemory(s, k)
	k.FlushLock = k.Locks.Add(m, locking.FlushLock, -1, -1)
	k.BarrierLock = k.Locks.Add(m, locking.RCUBarrier, -1, -1)
	k.SlabMutex = k.Locks.Add(m, locking.SlabMutex, -1, -1)
	k.Swap = swap.New(m, k.Locks)
	k.HotplugLock = k.Locks.Add(m, locking.CPUHotplug, -1, -1)
	if mode != qpw.NotBuilt {
		uniteLocks(k)
	}
	for range m.CPUs {
		empty := path.Chain{Head: slub.None, Tail: slub.None}
		k.Batches = append(k.Batches, path.Batch{Filling: empty, Waiting: empty})
		k.Deferred, k.IRQWorking = append(k.Deferred, empty), append(k.IRQWorking, false)
	}
	addWorkers(k)
	addRCU(k, s.Machine.RT)
	if s.Machine.RT {
		addThreadedIRQs(s, k)
	}
	addRescuers(s, k)
	m.Entry = sim.Entry{IPI: mustFunc(code, "reschedule_interrupt"), Timer: mustFunc(code, "timer_interrupt"),
		Device: mustFunc(code, "program"), Softirq: mustFunc(code, "rcu_core")}
	m.Plan(moves(s))
	if s.Machine.RT {
		m.Entry.HardPart = mustFunc(code, "irq_default_primary_handler")
	}
	m.Boot()
	if steps := s.Machine.Steps; steps != scenario.TimedSteps {
		m.AnyOrder(steps == scenario.FrozenSteps)
	}
	if s.Machine.Lockdep {
		k.Locks.Dep = locking.NewDep(s.Machine.RT, len(m.Threads))
	}
	return k, nil
}

// build is the kernel that the scenario asks for.
func build(s *scenario.Scenario, mode qpw.Mode) path.Build {
	b := path.Build{Mode: mode, RT: s.Machine.RT, Generation: s.Kernel.Generation, PW: s.Kernel.Names == "pw", Alt: s.Machine.Alt.String()}
	for _, name := range s.Kernel.Patches {
		if path.IsSeries(name) {
			b.Series = name
		} else {
			b.Patches = append(b.Patches, name)
		}
	}
	b.Refuse = slices.ContainsFunc(s.Caches, func(c scenario.Cache) bool { return c.Refuse > 0 })
	for _, m := range s.Mutants {
		b.Mutants = append(b.Mutants, m.Name)
	}
	return b
}

// uniteLocks makes the locks that the series converts unions, initialised as the key is at boot.
func uniteLocks(k *path.Kernel) {
	init := locking.Local
	if k.Key {
		init = locking.Spin
	}
	for i := range k.Heap.PCS {
		k.Locks.Unite(k.Heap.PCS[i].Lock, locking.TryUnion, init)
	}
	for i := range k.Swap.CPUs {
		c := &k.Swap.CPUs[i]
		for _, id := range [...]locking.ID{c.Lock, c.LockIRQ, c.Mlock} {
			k.Locks.Unite(id, locking.PlainUnion, init)
		}
	}
}

func mustFunc(c *path.Code, name string) sim.FuncID {
	id, ok := c.Func(name)
	if !ok {
		panic("engine: no function " + name)
	}
	return id
}

func newMachine(s *scenario.Scenario, boot qpw.Boot) *sim.Machine {
	m := sim.NewMachine(s.Machine.CPUs, s.Machine.Nodes, s.Machine.GHz, s.Seed)
	m.Jitter = s.Machine.Jitter
	m.Sched.FairServer, m.Sched.RTThrottle = s.Machine.FairServer, s.Machine.RTThrottle
	for _, c := range boot.Isolated {
		m.CPUs[c].Isolated = true
	}
	for _, c := range boot.NohzFull {
		m.CPUs[c].NohzFull = true
	}
	for _, c := range s.Costs {
		if id, ok := sim.CostByName(c.Name); ok {
			m.Cost[id] = c.Cycles
		}
	}
	return m
}

func addCaches(s *scenario.Scenario, k *path.Kernel) map[string]slub.CacheID {
	ids := make(map[string]slub.CacheID, len(s.Caches))
	for i := range s.Caches {
		c := &s.Caches[i]
		size := slub.AlignSize(c.Size)
		nc := slub.Cache{Name: c.Name, Size: size, Capacity: slub.SheafCapacity(size),
			SlabObjs: slub.SlabObjects(size, len(k.M.CPUs)), MinPartial: slub.MinPartial(size)}
		nc.Late, nc.Ctor, nc.Typesafe = c.Late, c.Ctor, c.TypesafeRCU
		nc.Refuse = int32(c.Refuse)
		if c.SlabObjs > 0 {
			nc.SlabObjs = int32(c.SlabObjs)
		}
		nc.MinObjs = min(slub.MinObjects(size), nc.SlabObjs)
		nc.Capacity = sheafCapacity(s, c, nc.Capacity)
		old := s.Kernel.Generation == scenario.OldGeneration
		if old {
			nc.NoSheaves, nc.CPUPartial = nc.Capacity == 0, slub.CPUPartialSlabs(size, nc.SlabObjs)
		}
		ids[c.Name] = k.Heap.AddCache(k.M, k.Locks, nc)
		if old {
			k.Heap.AddCPUSlabs(k.M, k.Locks, ids[c.Name])
		}
	}
	return ids
}

// sheafCapacity is what the text says, else the kernel's formula, or what the
// cache's creator asks for if that is more. 6.18 has no formula: its creators
// ask, and a cache for which none does has no sheaves; one that the text gives
// sheaves to gets the formula's [INF].
func sheafCapacity(s *scenario.Scenario, c *scenario.Cache, formula int32) int32 {
	asked := slub.RequestedCapacity(c.Name)
	old := s.Kernel.Generation == scenario.OldGeneration
	switch {
	case c.Sheaves == scenario.SheavesOff || old && c.Sheaves == scenario.SheavesDefault && asked == 0:
		return 0
	case c.Capacity > 0:
		return int32(c.Capacity)
	case old && asked > 0:
		return asked
	}
	return max(formula, asked)
}

// addPrograms makes one thread for each task and each source of interrupts, in
// the order of the text, so that a thread's id is its program's index.
func addPrograms(s *scenario.Scenario, k *path.Kernel, caches map[string]slub.CacheID) error {
	c := &compiler{s: s, caches: caches, threads: make(map[string]int32), series: &k.Cfg.Series}
	for i := range s.Tasks {
		c.threads[s.Tasks[i].Name] = int32(i)
	}
	for i := range s.Irqs { // they free what they are given
		c.threads[s.Irqs[i].Name] = int32(len(s.Tasks) + i)
	}
	entry := mustFunc(k.Cfg.Code, "program")
	for i := range s.Tasks {
		t := &s.Tasks[i]
		p, err := c.program(t.Name, inTask, t.Body)
		if err != nil {
			return err
		}
		k.Cfg.Programs = append(k.Cfg.Programs, p)
		k.M.AddThread(taskThread(k.M, t, entry))
	}
	for i := range s.Irqs {
		q := &s.Irqs[i]
		where, kind := inIRQ, sim.Hardirq
		if q.Soft {
			kind = sim.Softirq
		}
		if q.NMI {
			where, kind = inNMI, sim.NMI
		}
		p, err := c.program(q.Name, where, q.Body)
		if err != nil {
			return err
		}
		p.Every = q.Every.Cycles(s.Machine.GHz)
		k.Cfg.Programs = append(k.Cfg.Programs, p)
		if s.Machine.RT && !q.NMI {
			addIRQThread(k, q, entry)
			continue
		}
		k.M.AddThread(sim.Thread{Head: sim.Head{Kind: kind, CPU: int32(q.CPU), Why: sim.WaitTime, WakeAt: q.At.Cycles(s.Machine.GHz)}})
	}
	k.Tasks = make([]path.Task, len(k.Cfg.Programs))
	for i := range k.Tasks {
		k.Tasks[i].Left = -1
		k.Tasks[i].Chain = path.Chain{Head: slub.None, Tail: slub.None}
		k.Tasks[i].Over, k.Tasks[i].Sheaf = k.Tasks[i].Chain, slub.None
	}
	k.Marks = make([]int64, len(k.Cfg.Series))
	for i := range k.Marks {
		k.Marks[i] = -1
	}
	return nil
}

// moves is the load balancer's plan, in the order of time.
func moves(s *scenario.Scenario) []sim.Move {
	ids := make(map[string]sim.ThreadID)
	for i := range s.Tasks {
		ids[s.Tasks[i].Name] = sim.ThreadID(i)
	}
	var plan []sim.Move
	for _, m := range s.Moves {
		plan = append(plan, sim.Move{Thread: ids[m.Task], CPU: int32(m.CPU), At: m.At.Cycles(s.Machine.GHz)})
	}
	slices.SortStableFunc(plan, func(a, b sim.Move) int { return cmp.Compare(a.At, b.At) })
	return plan
}

// taskThread is a task that starts at its time. One that starts with the
// machine has been running before: it has used up its first slice.
func taskThread(m *sim.Machine, t *scenario.Task, entry sim.FuncID) sim.Thread {
	th := sim.Thread{Head: sim.Head{Kind: sim.Task, CPU: int32(t.CPU), FIFO: int32(t.FIFO)}}
	th.Push(entry)
	if start := t.Start.Cycles(m.GHz); start > 0 {
		th.State, th.Why, th.WakeAt = sim.New, sim.WaitStart, start
	} else {
		th.State, th.InSlice = sim.Runnable, m.Sched.Slice
	}
	return th
}

// addMemory says which nodes have memory, which requests find none, and what
// happens for nothing.
func addMemory(s *scenario.Scenario, k *path.Kernel) {
	k.MemOf, k.Isolating = make([]int32, k.Heap.NNodes), slub.None
	k.SetMemory(func(node int32) bool { return !slices.Contains(s.Machine.Memoryless, int(node)) })
	spans := func(list []scenario.Range) []path.Span {
		var all []path.Span
		for _, r := range list {
			all = append(all, path.Span(r))
		}
		return all
	}
	m := &s.Memory
	k.Cfg.Memory = path.MemoryPlan{Fail: spans(m.Fail), Slabs: spans(m.Slabs), Sheaves: spans(m.Sheaves), Orders: spans(m.Orders)}
	k.Cfg.Spurious = path.SpuriousPlan{Trylock: spans(s.Spurious.Trylock), Wake: spans(s.Spurious.Wake)}
}

// addWorkers makes each CPU's kworker, asleep, and its work items, kind by
// kind (path.Item).
func addWorkers(k *path.Kernel) {
	for cpu := range k.M.CPUs {
		worker := addKthread(k, int32(cpu), "worker_thread")
		k.M.Threads[worker].Top().R[0] = int32(cpu)
		k.WQ.AddPool(k.M, worker)
		k.Flush = append(k.Flush, path.FlushWork{Item: qpw.Item{Work: k.WQ.AddWork(workqueue.SlubFlush), CPU: int32(cpu)}, Cache: slub.None})
		k.Drain = append(k.Drain, path.DrainWork{})
	}
	for cpu := range k.Drain {
		k.Drain[cpu].LRU = qpw.Item{Work: k.WQ.AddWork(workqueue.MMPercpu), CPU: int32(cpu)}
	}
	for cpu := range k.Drain {
		k.Drain[cpu].BH = qpw.Item{Work: k.WQ.AddWork(workqueue.MMPercpu), CPU: int32(cpu)}
	}
}

// addRCU makes the grace-period thread and, for each nohz_full CPU, the thread
// that runs its callbacks, all on the first housekeeping CPU.
func addRCU(k *path.Kernel, rt bool) {
	home := k.M.Fallback()
	k.RCU.Kthread = addKthread(k, home, "rcu_gp_kthread")
	if rt {
		k.M.Threads[k.RCU.Kthread].FIFO, k.M.Threads[k.RCU.Kthread].Normal = fifoRCU, fifoRCU
	}
	for c := range k.M.CPUs {
		if k.M.CPUs[c].NohzFull {
			id := addKthread(k, home, "rcu_nocb_cb_kthread")
			k.RCU.CPUs[c].Offload = id
			if rt { // CONFIG_RCU_NOCB_CPU_CB_BOOST
				k.M.Threads[id].FIFO, k.M.Threads[id].Normal = fifoRCU, fifoRCU
			}
		}
	}
}

// addRescuers makes the rescuer of each workqueue, on the first housekeeping
// CPU, and says which pools will find no memory for a second worker.
func addRescuers(s *scenario.Scenario, k *path.Kernel) {
	for queue := range workqueue.NQueues {
		rescuer := addKthread(k, k.M.Fallback(), "rescuer_thread")
		k.M.Threads[rescuer].Top().R[0] = queue
		k.WQ.AddRescuer(rescuer)
	}
	for _, cpu := range s.Memory.Workers {
		k.WQ.Pools[cpu].Lone = true
	}
}

// addKthread makes a kernel thread that sleeps until there is work for it.
func addKthread(k *path.Kernel, cpu int32, fn string) sim.ThreadID {
	th := sim.Thread{Head: sim.Head{Kind: sim.Kworker, CPU: cpu, State: sim.Sleeping, Why: sim.WaitWork}}
	th.Push(mustFunc(k.Cfg.Code, fn))
	return k.M.AddThread(th)
}
