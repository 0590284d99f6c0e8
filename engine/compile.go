package engine

import (
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/slub"
)

// context says what kind of program is compiled: a handler may not sleep, and
// that of an NMI may not wait for any lock.
type context uint8

const (
	inTask context = iota
	inIRQ
	inNMI
)

// compiler turns the statements of one program into instructions.
type compiler struct {
	s       *scenario.Scenario
	caches  map[string]slub.CacheID
	threads map[string]int32
	series  *[]string

	name   string
	where  context
	atomic int // blocks open in which the program may not sleep
	prog   path.Program
	err    error
}

// program compiles one body. The error is an author's: a statement that may
// sleep stands where the program may not.
func (c *compiler) program(name string, where context, body []scenario.Stmt) (path.Program, error) {
	c.name, c.where, c.atomic, c.err = name, where, 0, nil
	c.prog = path.Program{Name: name}
	c.block(body)
	c.emit(path.Instr{Op: path.OpExit, Text: "end"})
	return c.prog, c.err
}

func (c *compiler) emit(in path.Instr) int {
	c.prog.Code = append(c.prog.Code, in)
	return len(c.prog.Code) - 1
}

func (c *compiler) here() int32 { return int32(len(c.prog.Code)) }

func (c *compiler) block(body []scenario.Stmt) {
	for i := range body {
		c.statement(&body[i])
	}
}

// at starts an instruction for a statement.
func (c *compiler) at(st *scenario.Stmt, op path.Opcode) path.Instr {
	return path.Instr{Op: op, Node: slub.None, N: st.N, Text: st.Head(), Line: st.Pos.Line, Col: st.Pos.Col}
}

func (c *compiler) statement(st *scenario.Stmt) {
	ghz := c.s.Machine.GHz
	switch st.Verb {
	case scenario.Alloc:
		in := c.cache(st, path.OpAlloc)
		in.Node, in.NoLock = int32(st.Node), st.GFP == scenario.GFPNolock
		in.Atomic = st.GFP == scenario.GFPAtomic || c.where == inIRQ
		if c.where == inNMI && !in.NoLock {
			c.refuse(st, "alloc waits for locks and stands in an NMI handler; expected gfp=nolock")
		}
		c.emit(in)
	case scenario.Free:
		in := c.cache(st, path.OpFree)
		in.Order, in.NoLock = uint8(st.Order), c.where == inNMI
		c.emit(in)
	case scenario.Give:
		in := c.cache(st, path.OpGive)
		in.Thread = c.threads[st.To]
		c.emit(in)
	case scenario.BulkAlloc:
		c.anyLock(st)
		c.emit(c.cache(st, path.OpBulkAlloc))
	case scenario.BulkFree:
		c.anyLock(st)
		c.emit(c.cache(st, path.OpBulkFree))
	case scenario.KfreeRCU:
		c.anyLock(st)
		c.emit(c.cache(st, path.OpKfreeRCU))
	case scenario.Prefill, scenario.ReturnSheaf, scenario.AllocFromSheaf, scenario.RefillSheaf:
		c.sheafStatement(st)
	case scenario.KvfreeRCUBarrier:
		c.barrier(st)
	case scenario.Shrink, scenario.Destroy, scenario.Validate:
		c.wholeCache(st)
	case scenario.Offline, scenario.Online, scenario.MemoryOffline:
		c.hotplug(st)
	case scenario.Work:
		in := c.at(st, path.OpWork)
		in.Cycles = st.Dur.Cycles(ghz)
		c.emit(in)
	case scenario.Sleep:
		c.maySleep(st)
		in := c.at(st, path.OpSleep)
		in.Cycles = st.Dur.Cycles(ghz)
		c.emit(in)
	case scenario.Mark:
		in := c.at(st, path.OpMark)
		in.Series = c.seriesOf(c.name + "." + st.Name)
		c.emit(in)
	default:
		if !c.folioStatement(st) {
			c.blockStatement(st)
		}
	}
}

// wholeCache compiles what is done to all of a cache.
func (c *compiler) wholeCache(st *scenario.Stmt) {
	c.maySleep(st)
	op := path.OpShrink
	switch st.Verb {
	case scenario.Destroy:
		op = path.OpDestroy
	case scenario.Validate:
		op = path.OpValidate
	}
	c.emit(c.cache(st, op))
}

// sheafStatement compiles what a task does with a prefilled sheaf.
func (c *compiler) sheafStatement(st *scenario.Stmt) {
	op := path.OpPrefill
	switch st.Verb {
	case scenario.ReturnSheaf:
		op = path.OpReturnSheaf
	case scenario.RefillSheaf:
		op = path.OpRefillSheaf
	case scenario.AllocFromSheaf:
		op = path.OpFromSheaf
		if c.where != inTask {
			c.refuse(st, "alloc_from_sheaf stands in an interrupt handler, which holds no prefilled sheaf; expected it in a task")
		}
	}
	if op != path.OpFromSheaf {
		c.maySleep(st)
	}
	in := c.cache(st, op)
	in.Reserves = st.Reserves
	c.emit(in)
}

// barrier compiles kvfree_rcu_barrier, for all caches or for one.
func (c *compiler) barrier(st *scenario.Stmt) {
	c.maySleep(st)
	if st.Cache == "" {
		c.emit(c.at(st, path.OpKvfreeBarrier))
		return
	}
	if c.s.Kernel.Generation == scenario.OldGeneration {
		c.refuse(st, "kvfree_rcu_barrier of one cache came with 7.0; expected kvfree_rcu_barrier with kernel generation=6.18")
	}
	c.emit(c.cache(st, path.OpCacheBarrier))
}

func (c *compiler) hotplug(st *scenario.Stmt) {
	c.maySleep(st)
	op := path.OpOffline
	switch st.Verb {
	case scenario.Online:
		op = path.OpOnline
	case scenario.MemoryOffline:
		op = path.OpMemoryOffline
	}
	c.emit(c.at(st, op))
}

func (c *compiler) blockStatement(st *scenario.Stmt) {
	switch st.Verb {
	case scenario.BootstrapSheaves:
		c.maySleep(st)
		c.call(st, "bootstrap_kmalloc_sheaves")
	case scenario.LateInitcall:
		c.maySleep(st)
		c.call(st, "late_initcall")
	case scenario.PreemptDisable:
		c.bracket(st, path.OpPreemptOff, path.OpPreemptOn, true)
	case scenario.IrqDisable:
		c.bracket(st, path.OpIRQOff, path.OpIRQOn, true)
	case scenario.Syscall:
		c.bracket(st, path.OpSyscallIn, path.OpSyscallOut, false)
	case scenario.Rand:
		c.rand(st)
	case scenario.Loop:
		open := c.at(st, path.OpLoop)
		c.emit(open)
		start := c.here()
		c.block(st.Body)
		end := c.at(st, path.OpEnd)
		end.To = start
		c.emit(end)
	default:
		panic("engine: a statement that Capabilities does not name: " + st.Verb.String())
	}
}

// bracket compiles a block that is entered and left.
func (c *compiler) bracket(st *scenario.Stmt, in, out path.Opcode, atomic bool) {
	c.emit(c.at(st, in))
	if atomic {
		c.atomic++
	}
	c.block(st.Body)
	if atomic {
		c.atomic--
	}
	c.emit(c.at(st, out))
}

func (c *compiler) rand(st *scenario.Stmt) {
	head := c.emit(c.at(st, path.OpRand))
	var jumps []int
	for i := range st.Arms {
		in := &c.prog.Code[head]
		in.Weights = append(in.Weights, st.Arms[i].Weight)
		in.Targets = append(in.Targets, c.here())
		c.block(st.Arms[i].Body)
		jumps = append(jumps, c.emit(c.at(st, path.OpJump)))
	}
	for _, j := range jumps {
		c.prog.Code[j].To = c.here()
	}
}

func (c *compiler) cache(st *scenario.Stmt, op path.Opcode) path.Instr {
	in := c.at(st, op)
	in.Cache, in.All = c.caches[st.Cache], st.All
	return in
}

// maySleep refuses a statement that can sleep where that is not allowed.
func (c *compiler) maySleep(st *scenario.Stmt) {
	where := ""
	switch {
	case c.where != inTask:
		where = "in an interrupt handler"
	case c.atomic > 0:
		where = "with preemption or interrupts off"
	}
	if where != "" {
		c.refuse(st, st.Verb.String()+" can sleep and stands "+where+"; expected statements that do not sleep, such as work, alloc and free")
	}
}

// call compiles a statement that is one call of a kernel function.
func (c *compiler) call(st *scenario.Stmt, fn string) {
	in := c.at(st, path.OpCall)
	in.Func = fn
	c.emit(in)
}

// refuse notes the first mistake.
func (c *compiler) refuse(st *scenario.Stmt, msg string) {
	if c.err == nil {
		c.err = &scenario.Error{File: c.s.Name, Pos: st.Pos, Msg: msg}
	}
}

// anyLock refuses a statement that waits for locks in an NMI's handler.
func (c *compiler) anyLock(st *scenario.Stmt) {
	if c.where == inNMI {
		c.refuse(st, st.Verb.String()+" waits for locks and stands in an NMI handler; expected alloc gfp=nolock, free, work or mark")
	}
}

func (c *compiler) seriesOf(name string) int32 {
	for i, s := range *c.series {
		if s == name {
			return int32(i)
		}
	}
	*c.series = append(*c.series, name)
	return int32(len(*c.series) - 1)
}
