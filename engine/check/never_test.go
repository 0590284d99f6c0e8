package check_test

import (
	"fmt"
	"reflect"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Whatever a wrong kernel has written into its heap, its work items or the
// registers of its threads: the World tells of it or not, but looks.
func TestWorldNeverPanics(t *testing.T) {
	var look check.Look
	for _, text := range []string{mixed, busyText, old(randomText(3, 9, "n"), "on"), offlineText} {
		r := start(t, text)
		for range 4000 {
			if !r.Step() {
				break
			}
		}
		rand := sim.NewRand(7, 7)
		base, k := r.Kernel, r.Kernel.Clone()
		for range 4000 {
			k.CopyFrom(base)
			what := damage(k, &rand)
			assert.NotPanics(t, func() { look.World(k) }, what)
		}
	}
}

// damage writes a number into one place of a kernel and says where.
func damage(k *path.Kernel, r *sim.Rand) string {
	parts := []any{k.Heap, &k.Deferred, &k.Quarantine, &k.Flush, &k.Batches, &k.Tasks, &k.RCU.Callbacks}
	if r.Intn(6) == 0 {
		t := &k.M.Threads[r.Intn(int64(len(k.M.Threads)))]
		parts = []any{&t.Ret, &t.Batch, &t.NBatch, &t.Stack, &t.Preempt, &t.FIFO}
	}
	return spoil(reflect.ValueOf(parts[r.Intn(int64(len(parts)))]).Elem(), "", r)
}

func spoil(v reflect.Value, name string, r *sim.Rand) string {
	switch v.Kind() {
	case reflect.Struct:
		i := int(r.Intn(int64(v.NumField())))
		f := v.Field(i)
		if constant(v.Type().Field(i).Name) {
			return name
		}
		return spoil(reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem(), name+"."+v.Type().Field(i).Name, r)
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 {
			return name
		}
		i := r.Intn(int64(v.Len()))
		return spoil(v.Index(int(i)), fmt.Sprint(name, "[", i, "]"), r)
	case reflect.Bool:
		v.SetBool(!v.Bool())
		return fmt.Sprint(name, " = ", v.Bool())
	}
	n := []int64{-12, -1, 0, 1, r.Intn(20), r.Intn(200), 9999}[r.Intn(7)]
	switch {
	case v.CanInt():
		v.SetInt(n)
	case v.CanUint():
		v.SetUint(uint64(n & 3))
	}
	return fmt.Sprint(name, " = ", n)
}

// constant names what no kernel writes: how large things are, which lock
// belongs to what, which code runs.
func constant(field string) bool {
	switch field {
	case "CPUs", "NNodes", "NTasks", "Caches", "Lock", "Bare", "Dep", "Line", "Cache", "Base", "Slab", "Class", "Fn", "Work", "Worker", "Rescuers", "Boot", "Place", "Where", "Held":
		return true
	}
	return false
}
