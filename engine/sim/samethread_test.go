package sim

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A field of a thread that is added and forgotten where threads are compared and
// copied breaks this test. Arguments are no state: each call begins with none.
func TestThreadsAreTheSameInEveryField(t *testing.T) {
	for i := range reflect.TypeFor[Thread]().NumField() {
		name := reflect.TypeFor[Thread]().Field(i).Name
		if name == "Arg" {
			continue
		}
		a, b := thread(), thread()
		change(reflect.ValueOf(&b).Elem().Field(i))
		requireCopied(t, a, b, name)
	}
	for i := range reflect.TypeFor[Head]().NumField() {
		a, b := thread(), thread()
		change(reflect.ValueOf(&b.Head).Elem().Field(i))
		requireCopied(t, a, b, reflect.TypeFor[Head]().Field(i).Name)
	}
	a, b := Thread{Head: Head{Depth: 1, NBatch: 1}}, Thread{Head: Head{Depth: 1, NBatch: 1}}
	b.Stack[1].PC, b.Batch[1] = 7, 7
	assert.True(t, a.same(&b), "what is over")
	var c Thread
	c.copyFrom(&b)
	assert.Equal(t, a, c)
}

func thread() Thread { return Thread{Head: Head{Depth: 2, NBatch: 3}} }

func requireCopied(t *testing.T, a, b Thread, name string) {
	assert.False(t, a.same(&b), name)
	a.copyFrom(&b)
	assert.True(t, a.same(&b), name)
	assert.Equal(t, b, a, name)
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
