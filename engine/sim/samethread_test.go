package sim

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A field of a thread that is added and forgotten where threads are compared and
// copied breaks this test.
func TestThreadsAreTheSameInEveryField(t *testing.T) {
	for i := range reflect.TypeFor[Thread]().NumField() {
		a, b := Thread{Depth: 2, NBatch: 3}, Thread{Depth: 2, NBatch: 3}
		name := reflect.TypeFor[Thread]().Field(i).Name
		change(reflect.ValueOf(&b).Elem().Field(i))
		assert.False(t, a.same(&b), name)
		a.copyFrom(&b)
		assert.True(t, a.same(&b), name)
		assert.Equal(t, b, a, name)
	}
	a, b := Thread{Depth: 1, NBatch: 1}, Thread{Depth: 1, NBatch: 1}
	b.Stack[1].PC, b.Batch[1] = 7, 7
	assert.True(t, a.same(&b), "what is over")
	var c Thread
	c.copyFrom(&b)
	assert.Equal(t, a, c)
}

func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Array:
		change(v.Index(0))
	case reflect.Struct:
		change(v.Field(0))
	default:
		v.SetInt(v.Int() + 1)
	}
}
