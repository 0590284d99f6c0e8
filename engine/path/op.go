package path

import (
	"fmt"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Verdict is what an op says about where its function goes next.
type Verdict uint8

// The verdicts. Go0 to Go3 go to the op's labels To[0] to To[3].
const (
	Next Verdict = iota
	Go0
	Go1
	Go2
	Go3
	Return // leave the function; Thread.Ret is its result
	Again  // the thread waits; later it executes this op again
	Pause  // the thread waits; later it goes on after this op
	Call   // enter the function Op.Call with Thread.Arg
	CallFn // enter the function whose FuncID the op put into Thread.Ret
)

// Do is the effect of an op on the state; f is t's innermost frame.
type Do func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict

// Op is one micro-step of a kernel function: one observable action.
type Op struct {
	Label string     // name for To of other ops, mostly empty
	Text  string     // the line that people read, in our words
	Cost  sim.CostID // base cost; Do may charge more
	Call  string     // function entered on verdict Call
	To    []string   // labels for Go0, Go1, ...
	Do    Do         // what it does, if set; else its form does

	form   opForm
	effect func(k *Kernel, t *sim.Thread, f *sim.Frame)
	cond   func(k *Kernel, t *sim.Thread, f *sim.Frame) bool
	result func(k *Kernel, t *sim.Thread, f *sim.Frame) int32

	spin   spinForm       // which step of a spinlock it is
	lock   lockOf         // of which
	to     [Go3 + 1]int16 // where Next to Go3 go
	callee sim.FuncID
	in     sim.FuncID // whose op it is
}

// opForm is how an op says where to go on, where that is always the same. Most
// ops have such a form; Step knows the shortest of them by itself, which spares a
// call, and calls are what takes longest in WASM.
type opForm uint8

const (
	byItself  opForm = iota // as Do says
	doing                   // effect, then the next line
	asking                  // a label if cond holds
	calling                 // effect fills the arguments of a call
	returning               // result is the result
	jumping                 // a label
)

// Whole is what an op does and says, whichever way it is written, for who puts
// something around it.
func (op Op) Whole() Do { return op.does }

// Become makes an op do something else, also in code that is linked, for who breaks
// a kernel to see whether that is noticed.
func (op *Op) Become(do Do) { op.Do, op.form = do, byItself }

func (op *Op) does(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
	if op.Do != nil {
		return op.Do(k, t, f)
	}
	switch op.form {
	case doing:
		op.effect(k, t, f)
	case asking:
		if op.cond(k, t, f) {
			return Go0
		}
	case calling:
		t.ClearArg()
		op.effect(k, t, f)
		return Call
	case returning:
		t.Ret = op.result(k, t, f)
		return Return
	case jumping:
		return Go0
	}
	return Next
}

// Listing is one function: what runs, and what people read.
type Listing struct {
	Name    string
	Args    string // names of the arguments, for people
	Section string // of the fact sheet that it follows
	What    string // the function in one sentence
	Inline  bool   // the compiler puts it where it is called: the call costs nothing
	Ops     []Op
}

// Code is all functions of a kernel, linked. It never changes during a run.
type Code struct {
	Funcs   []Listing
	Planted bool // it has planted bugs
	named   map[string]sim.FuncID
}

// Func finds a function by its kernel name.
func (c *Code) Func(name string) (sim.FuncID, bool) {
	id, ok := c.named[name]
	return id, ok
}

func (c *Code) must(name string) sim.FuncID {
	id, ok := c.named[name]
	if !ok {
		panic("path: no function " + name)
	}
	return id
}

// With is the code with further functions, for those who run something else on
// the machine: a workload that other simulators run too, or a small model.
func (c *Code) With(more ...Listing) (*Code, error) {
	return link(append(append([]Listing{}, c.Funcs...), more...), c.Planted)
}

// link resolves calls and labels. A name that leads nowhere is a bug of ours.
func link(funcs []Listing, planted bool) (*Code, error) {
	c := &Code{Funcs: funcs, Planted: planted, named: make(map[string]sim.FuncID, len(funcs))}
	for i, l := range funcs {
		if _, twice := c.named[l.Name]; twice {
			return nil, fmt.Errorf("path: %s is defined twice", l.Name)
		}
		c.named[l.Name] = sim.FuncID(i)
	}
	for i := range funcs {
		if err := c.linkFunc(sim.FuncID(i)); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Code) linkFunc(id sim.FuncID) error {
	l := &c.Funcs[id]
	labels := make(map[string]int16, len(l.Ops))
	for pc, op := range l.Ops {
		if op.Label == "" {
			continue
		}
		if _, twice := labels[op.Label]; twice {
			return fmt.Errorf("path: %s has the label %s twice", l.Name, op.Label)
		}
		labels[op.Label] = int16(pc)
	}
	for pc := range l.Ops {
		op := &l.Ops[pc]
		for i, name := range op.To {
			at, ok := labels[name]
			if !ok {
				return fmt.Errorf("path: %s goes to the label %s that it does not have", l.Name, name)
			}
			op.to[int(Go0)+i] = at
		}
		op.to[Next], op.in = int16(pc+1), id
		switch {
		case op.Do != nil:
			op.form = byItself
		case op.form == byItself:
			op.Do = goOn
		}
		if op.Call == "" {
			continue
		}
		fn, ok := c.named[op.Call]
		if !ok {
			return fmt.Errorf("path: %s calls %s, which does not exist", l.Name, op.Call)
		}
		op.callee = fn
		if c.Funcs[fn].Inline {
			op.Cost = sim.CostNone
		}
	}
	return nil
}

// goOn is what a line does that only people read.
func goOn(*Kernel, *sim.Thread, *sim.Frame) Verdict { return Next }

// The constructors below are the words in which listings are written. They stand
// in thousands of places; put into each of them by the compiler, with a copy of
// what Do does, they would be a tenth of the program that a browser loads.

// do is a step with an effect that goes on to the next line.
//
//go:noinline
func do(text string, cost sim.CostID, effect func(k *Kernel, t *sim.Thread, f *sim.Frame)) Op {
	return Op{Text: text, Cost: cost, form: doing, effect: effect}
}

// when goes to a label if a condition holds, else to the next line.
//
//go:noinline
func when(text string, cond func(k *Kernel, t *sim.Thread, f *sim.Frame) bool, label string) Op {
	return Op{Text: "if " + text + " → " + label, Cost: sim.CostBranch, To: []string{label}, form: asking, cond: cond}
}

// call enters a function; args fills Thread.Arg, which is zero before, from the
// caller's frame.
//
//go:noinline
func call(text, name string, args func(k *Kernel, t *sim.Thread, f *sim.Frame)) Op {
	return Op{Text: text, Cost: sim.CostCall, Call: name, form: calling, effect: args}
}

// enter is the verdict of an op that finds out only when it runs which function it
// enters: a callback, a work item's. It has one argument, and the others are 0: what
// an earlier call left there must not come into its frame.
func enter(t *sim.Thread, fn sim.FuncID, arg int32) Verdict {
	t.ClearArg()
	t.Arg[0], t.Ret = arg, int32(fn)
	return CallFn
}

// jump goes to a label.
//
//go:noinline
func jump(text, label string) Op {
	if text != "" {
		text += " "
	}
	return Op{Text: text + "→ " + label, Cost: sim.CostNone, To: []string{label}, form: jumping}
}

// ret leaves the function with a result.
//
//go:noinline
func ret(text string, result func(k *Kernel, t *sim.Thread, f *sim.Frame) int32) Op {
	return Op{Text: text, Cost: sim.CostNone, form: returning, result: result}
}

// retVal leaves the function with a constant.
//
//go:noinline
func retVal(text string, v int32) Op {
	return ret(text, func(*Kernel, *sim.Thread, *sim.Frame) int32 { return v })
}

// count adds to a statistic of the cache in register 0, on this CPU.
//
//go:noinline
func count(s slub.Stat, n func(k *Kernel, t *sim.Thread, f *sim.Frame) int64) Op {
	spec := slub.StatSpecs()[s]
	return do("count "+spec.Name, sim.CostNone, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		k.stat(s, slub.CacheID(f.R[rCache]), n(k, t, f))
	})
}

// count1 adds one to a statistic.
//
//go:noinline
func count1(s slub.Stat) Op {
	return do("count "+slub.StatSpecs()[s].Name, sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.stat(s, slub.CacheID(f.R[rCache]), 1)
	})
}

// at gives an op a label.
func at(label string, op Op) Op {
	op.Label = label
	return op
}

// seq joins single ops and groups of ops into one listing.
func seq(parts ...[]Op) []Op {
	var all []Op
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// ops is a group of ops.
func ops(list ...Op) []Op { return list }
