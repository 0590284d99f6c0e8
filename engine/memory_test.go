package engine_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// Two values of the same bytes are the same (sim/memory.go): nothing in a state is a
// float, of which that is not so, and nothing hides its value behind a pointer, which
// a copy of bytes would hide from the collector.
func TestStatesAreTheirBytes(t *testing.T) {
	seen := map[reflect.Type]bool{
		reflect.TypeFor[path.Config]():  true,                                      // never changes, and is shared
		reflect.TypeFor[check.Broken](): true,                                      // is not kept
		reflect.TypeFor[slub.Cache]():   true,                                      // never changes either
		reflect.TypeFor[*path.Kernel](): true, reflect.TypeFor[*slub.Heap](): true, // of a checker, during a step only
	}
	for _, of := range []reflect.Type{reflect.TypeFor[path.Kernel](), reflect.TypeFor[check.Probe]()} {
		for i := range of.NumField() {
			f := of.Field(i).Type
			if f.Kind() == reflect.Pointer {
				f = f.Elem() // a room
			}
			plain(t, f, of.Field(i).Name, seen)
		}
	}
	assert.Greater(t, len(seen), 60)
}

func plain(t *testing.T, of reflect.Type, name string, seen map[reflect.Type]bool) {
	if seen[of] {
		return
	}
	seen[of] = true
	switch of.Kind() {
	case reflect.Struct:
		for i := range of.NumField() {
			plain(t, of.Field(i).Type, name+"."+of.Field(i).Name, seen)
		}
	case reflect.Slice, reflect.Array:
		plain(t, of.Elem(), name, seen)
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
	default:
		assert.Fail(t, "no plain memory", "%s is a %s", name, of)
	}
}
