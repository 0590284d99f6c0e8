package engine_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// midway is the story's kernel while the kworker flushes: every part of the
// state is in use.
func midway(t *testing.T) *path.Kernel {
	b, _ := scenario.Lookup("shrink-under-poll")
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	for r.Step() {
		for id := range r.Kernel.M.Threads {
			l, pc, ok := r.Kernel.Line(sim.ThreadID(id))
			if ok && l.Name == "__sheaf_flush_main_batch" && pc == 1 && r.Kernel.M.Threads[id].CPU == 3 {
				return r.Kernel
			}
		}
	}
	t.Fatal("the kworker never flushed")
	return nil
}

func TestCloneIsEqualAndIndependent(t *testing.T) {
	k := midway(t)
	c := k.Clone()
	k.M.Events, c.M.Events = nil, nil // of the last step; empty is as good as nil
	for id := range k.M.Threads {
		forget(&k.M.Threads[id])
		forget(&c.M.Threads[id])
	}
	require.Equal(t, k, c)
	assert.Equal(t, k.Hash(), c.Hash())
	before := k.Hash()
	for range 1000 {
		require.True(t, c.Step(sim.Timed{}))
	}
	assert.Equal(t, before, k.Hash(), "the copy's steps do not reach the original")
	for range 1000 {
		require.True(t, k.Step(sim.Timed{}))
	}
	assert.Equal(t, c.Hash(), k.Hash(), "both go the same way")
}

// forget clears what of a thread is over: calls that were made or have returned, and
// a batch that is used up. A copy does not take it along.
func forget(t *sim.Thread) {
	t.ClearArg()
	clear(t.Stack[t.Depth:])
	clear(t.Batch[t.NBatch:])
}

// scratch lists the fields that carry nothing from one step to the next, or
// that never change during a run.
func scratch() map[string]string {
	return map[string]string{
		"Thread.Arg":     "arguments of a call, written and read within one op",
		"Slab.Objects":   "follows from the cache",
		"Machine.GHz":    "constant",
		"Machine.Until":  "constant",
		"Machine.Self":   "set by every step",
		"Machine.Cost":   "constant",
		"Machine.Jitter": "constant",
		"Machine.Events": "hashed as they are emitted",
		"Set.Dep":        "watches, and changes nothing but what is told",
		"Machine.Bugs":   "told and cleared within a step",
		"Machine.Entry":  "constant",
		"Machine.Sched":  "constant",
		"Machine.Moves":  "constant",
		"Machine.Quiet":  "constant",
		"Heap.CPUs":      "constant",
		"Heap.NNodes":    "constant",
		"Heap.NTasks":    "constant",
		"Heap.Caches":    "constant",
		"Heap.Bare":      "constant",
		"Kernel.Cfg":     "constant",
		"Set.PI":         "constant",
	}
}

// Every field of the state takes part in the hash, or is listed as scratch: a
// field that is added and forgotten breaks this test.
func TestEveryFieldIsHashed(t *testing.T) {
	k := crowded(t)
	before := k.Hash()
	everyField(t, k, func(name string) { assert.NotEqual(t, before, k.Hash(), name) })
}

// Every field that is hashed is also in a record of what differs between two
// states, and in the fingerprint that is worked out from that of another.
func TestEveryFieldIsInARecord(t *testing.T) {
	k := crowded(t)
	same, other := k.Clone(), k.Clone()
	var twins, made sim.Twins
	var records sim.Records
	k.Parts(&twins.Parts, same)
	other.Parts(&made.Parts, same)
	twins.Compare()
	require.NotZero(t, twins.Sum(k.M.Now))
	twins.Forth() // what is known is that both are the same
	everyField(t, k, func(name string) {
		switch name {
		case "Line.Owner", "Line.Dirty", "Hash.X", "Machine.LastOp":
			return // what steps cost, and what has been told
		case "Kernel.BarrierLock", "Kernel.FlushLock", "Kernel.HotplugLock", "Kernel.SlabMutex", "State.DrainLock", "State.Kthread":
			return // names that are given before the first step
		}
		made.Compare()
		made.Unpack(&records, twins.Pack(&records, nil, twins.Places()), &sim.Places{})
		twins.Compare()
		assert.Equal(t, untold(k), untold(other), name)
		if name == "Machine.Now" || name == "Head.NextMove" {
			return // fingerprints are worked out at one time; and no move is planned here
		}
		sum := twins.Sum(k.M.Now)
		assert.Equal(t, twins.Whole(k.M.Now), sum, name)
	})
}

// untold is the hash of a state without what is in no record.
func untold(k *path.Kernel) uint64 {
	events, op, lines := k.M.EventHash, k.M.LastOp, slices.Clone(k.M.Lines)
	k.M.EventHash, k.M.LastOp = sim.NewHash(), sim.NoThread
	clear(k.M.Lines)
	sum := k.Hash()
	k.M.EventHash, k.M.LastOp = events, op
	copy(k.M.Lines, lines)
	return sum
}

// crowded is midway, with one at least of everything.
func crowded(t *testing.T) *path.Kernel {
	k := midway(t)
	k.RCU.Call(0, 1, 7)
	k.Oopses = append(k.Oopses, path.Oops{})
	k.Heap.CPUSlabs = append(k.Heap.CPUSlabs, slub.CPUSlab{})
	return k
}

// everyField changes each field of a kernel in turn, looks, and puts it back.
func everyField(t *testing.T, k *path.Kernel, look func(name string)) {
	f := fields{t, k, look}
	for _, part := range []any{k, k.M, k.Heap, k.Locks, k.WQ, k.RCU, k.Swap} {
		f.visit(reflect.ValueOf(part).Elem())
	}
}

type fields struct {
	t    *testing.T
	k    *path.Kernel
	look func(name string)
}

// visit changes each field of a struct.
func (x fields) visit(v reflect.Value) {
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name
		if _, listed := scratch()[name]; listed || !f.CanSet() || f.Kind() == reflect.Pointer {
			continue
		}
		x.poke(name, f)
	}
}

func (x fields) poke(name string, f reflect.Value) {
	before := x.k.Hash()
	old := reflect.New(f.Type()).Elem()
	old.Set(f)
	switch f.Kind() {
	case reflect.Bool:
		f.SetBool(!old.Bool())
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		f.SetInt(other(old.Int()))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		f.SetUint(old.Uint() ^ 1)
	case reflect.Slice, reflect.Array:
		require.Positive(x.t, f.Len(), name)
		x.pokeElement(name, f)
		return
	case reflect.Struct:
		x.visit(f)
		return
	default:
		x.t.Fatalf("%s is a %s: not plain", name, f.Kind())
	}
	x.look(name)
	f.Set(old)
	require.Equal(x.t, before, x.k.Hash(), "%s was put back", name)
}

// pokeElement pokes the element that is in use: of threads the kworker that
// flushes, of others the first.
func (x fields) pokeElement(name string, f reflect.Value) {
	at := 0
	if name == "Machine.Threads" {
		for id := range x.k.M.Threads {
			if x.k.M.Threads[id].NBatch > 0 {
				at = id
			}
		}
	}
	if e := f.Index(at); e.Kind() == reflect.Struct {
		x.visit(e)
	} else {
		x.poke(name, e)
	}
}

// other is a different value, smaller where that is possible: lengths and
// depths stay within their arrays.
func other(v int64) int64 {
	if v > 0 {
		return v - 1
	}
	return v + 1
}
