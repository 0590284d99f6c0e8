package track

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/slub"
)

// The life of an object that is allocated and freed once, step by step: a new
// slab, through the hands of the refill into main, to the task, and back.
func TestALifeWithAKnownCourse(t *testing.T) {
	h, _ := followed(t, "machine cpus=2\ncache c size=64 capacity=4 slabobjs=4\ntask a cpu=1 { alloc c; work 1us; free c; work 1us; shrink c }\n", "0")
	var first *Life
	for o := range 4 {
		l := NewLife(slub.ObjectID(o))
		l.Follow(h, h.Steps(), 1<<30)
		for _, s := range l.Stays {
			if s.Place.Kind == WithTask {
				first = l
			}
		}
	}
	require.NotNil(t, first)
	var course []Place
	for _, s := range first.Stays {
		if s.Place.Kind != OnWay && s.Place.Kind != SheafOnWay {
			course = append(course, s.Place)
		}
	}
	assert.Equal(t, []Place{{NoSlab, slub.None}, {OnSlab, 0}, {InMain, 1}, {WithTask, 0}, {InMain, 1}, {OnSlab, 0}, {NoSlab, slub.None}}, course)
	alloc, free := first.Stays[first.stay(WithTask)], first.Stays[first.stay(WithTask)+1]
	assert.Equal(t, "a", h.AtStep(alloc.Step).ThreadName(alloc.By))
	assert.Equal(t, int32(1), alloc.CPU)
	assert.GreaterOrEqual(t, free.At-alloc.At, int64(3000), "it held it while it worked for a microsecond")
}

func (l *Life) stay(kind PlaceKind) int {
	for i := range l.Stays {
		if l.Stays[i].Place.Kind == kind {
			return i
		}
	}
	return -1
}

// At any instant the last stay is where the state says that the object is,
// whatever the budget was, and in every scenario.
func TestTheLastStayIsWhereTheObjectIs(t *testing.T) {
	rnd := rand.New(rand.NewSource(5))
	kinds := map[PlaceKind]bool{}
	for i, text := range append(scenarios(t)[:1], builtin(t, "shrink-under-poll"), builtin(t, "barn-empty"),
		"machine cpus=2 nodes=2\ncache c size=64 capacity=4 slabobjs=8\ntask a cpu=0 { loop 6 { alloc c n=9; kfree_rcu c n=3; prefill c n=3; bulk_alloc c n=7; bulk_free c n=5; alloc c n=2; free c n=all; return_sheaf c; kvfree_rcu_barrier } }\n"+
			"task b cpu=1 { loop 9 { alloc c n=11; free c n=all; sleep 3us; shrink c } }\nuntil 30ms\n") {
		h, _ := followed(t, text, []string{"0", "1"}[i%2])
		end := min(h.Steps(), 12_000)
		for range 6 {
			o := slub.ObjectID(rnd.Intn(max(len(h.AtStep(end).Heap.Objects), 1)))
			l := NewLife(o)
			for l.Upto < end {
				l.Follow(h, end, 1+rnd.Intn(3000))
				if rnd.Intn(2) == 0 {
					h.AtStep(uint32(rnd.Intn(int(end)))) // somebody looks elsewhere meanwhile
				}
			}
			for range 60 {
				step := uint32(rnd.Intn(int(end) + 1))
				got := l.Stays[l.Until(step)-1].Place
				kinds[got.Kind] = true
				require.Equal(t, PlaceOf(h.AtStep(step), o), got, "object %d at step %d", o, step)
			}
			for i := 1; i < len(l.Stays); i++ {
				require.Less(t, l.Stays[i-1].Step, l.Stays[i].Step)
				require.NotEqual(t, l.Stays[i-1].Place, l.Stays[i].Place)
			}
		}
	}
	for _, k := range []PlaceKind{OnSlab, InMain, InSpare, InBarn, WithTask, NoSlab} {
		assert.True(t, kinds[k], "no life went through %s", Place{k, 0})
	}
}

func TestALifeThatIsTooLong(t *testing.T) {
	h, _ := followed(t, "machine cpus=1\ncache c size=64\ntask a cpu=0 { loop 3000 { alloc c; free c } }\n", "0")
	l := NewLife(59)
	for o := range slub.ObjectID(64) {
		if l = NewLife(o); l.Follow(h, h.Steps(), 1<<30) > 0 && l.Full {
			break
		}
	}
	assert.True(t, l.Full)
	assert.Len(t, l.Stays, MaxStays)
	assert.Zero(t, l.Follow(h, h.Steps(), 1000), "it is not looked at further")
}
