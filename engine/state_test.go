package engine_test

import (
	"reflect"
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

// scratch lists the fields that carry nothing from one step to the next, or
// that never change during a run.
func scratch() map[string]string {
	return map[string]string{
		"Thread.Arg":     "arguments of a call, written and read within one op",
		"Slab.Objects":   "follows from the cache",
		"Machine.GHz":    "constant",
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
	k := midway(t)
	k.RCU.Call(0, 1, 7) // so that there is a callback to poke
	k.Oopses = append(k.Oopses, path.Oops{})
	k.Heap.CPUSlabs = append(k.Heap.CPUSlabs, slub.CPUSlab{})
	for _, part := range []any{k, k.M, k.Heap, k.Locks, k.WQ, k.RCU, k.Swap} {
		visit(t, k, reflect.ValueOf(part).Elem())
	}
}

// visit changes each field of a struct in turn and expects another hash.
func visit(t *testing.T, k *path.Kernel, v reflect.Value) {
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name
		if _, listed := scratch()[name]; listed || !f.CanSet() || f.Kind() == reflect.Pointer {
			continue
		}
		poke(t, k, name, f)
	}
}

func poke(t *testing.T, k *path.Kernel, name string, f reflect.Value) {
	before := k.Hash()
	switch f.Kind() {
	case reflect.Bool:
		old := f.Bool()
		f.SetBool(!old)
		assert.NotEqual(t, before, k.Hash(), name)
		f.SetBool(old)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		old := f.Int()
		f.SetInt(other(old))
		assert.NotEqual(t, before, k.Hash(), name)
		f.SetInt(old)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		old := f.Uint()
		f.SetUint(old ^ 1)
		assert.NotEqual(t, before, k.Hash(), name)
		f.SetUint(old)
	case reflect.Slice, reflect.Array:
		require.Positive(t, f.Len(), name)
		pokeElement(t, k, name, f)
	case reflect.Struct:
		visit(t, k, f)
	default:
		t.Fatalf("%s is a %s: not plain", name, f.Kind())
	}
	require.Equal(t, before, k.Hash(), "%s was put back", name)
}

// pokeElement pokes the element that is in use: of threads the kworker that
// flushes, of others the first.
func pokeElement(t *testing.T, k *path.Kernel, name string, f reflect.Value) {
	at := 0
	if name == "Machine.Threads" {
		for id := range k.M.Threads {
			if k.M.Threads[id].NBatch > 0 {
				at = id
			}
		}
	}
	if e := f.Index(at); e.Kind() == reflect.Struct {
		visit(t, k, e)
	} else {
		poke(t, k, name, e)
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
