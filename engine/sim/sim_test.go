package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTreeIsATotalOrder(t *testing.T) {
	const actors = 37
	tree := NewTree(actors)
	times := make([]int64, actors)
	for a := range times {
		times[a] = Inf
	}
	r := NewRand(1, 0)
	for range 20_000 {
		a := r.Intn(actors)
		times[a] = r.Intn(50)
		if r.Intn(4) == 0 {
			times[a] = Inf
		}
		tree.Set(Actor(a), times[a])
		best := 0
		for i := range times {
			if times[i] < times[best] {
				best = i
			}
		}
		got, at := tree.Min()
		require.Equal(t, times[best], at)
		require.Equal(t, Actor(best), got, "ties go to the lowest number")
	}
}

func TestActorsAndTheirNames(t *testing.T) {
	for k := ActIPI; k < actKinds; k++ {
		for cpu := range int32(5) {
			a := ActorOf(k, cpu, 5)
			gotK, gotCPU := a.Split(5)
			assert.Equal(t, k, gotK)
			assert.Equal(t, cpu, gotCPU)
		}
	}
	choices := []Actor{ActorOf(ActRun, 0, 4), ActorOf(ActRun, 0, 4), ActorOf(ActIPI, 3, 4), ActorOf(ActTimer, 1, 4)}
	text := FormatChoices(choices, 4)
	assert.Equal(t, "r0*2 i3 t1", text)
	back, err := ParseChoices(text, 4)
	require.NoError(t, err)
	assert.Equal(t, choices, back)
}

func TestBadChoices(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"x0", `choice 1: "x0" is not r, i, t or p with a CPU from 0 to 3`},
		{"r0 r4", `choice 2: "r4" is not r, i, t or p with a CPU from 0 to 3`},
		{"r", `choice 1: "r" is not r, i, t or p with a CPU from 0 to 3`},
		{"r0*0", `choice 1: "0" is not a count from 1 to 1048576`},
		{"r0*99999999", `choice 1: "99999999" is not a count from 1 to 1048576`},
		{"r0*1048576 r0", "choice 2: more than 1048576 choices"},
		{"*3", `choice 1: "*3" names no actor`},
	} {
		_, err := ParseChoices(c.text, 4)
		assert.EqualError(t, err, c.want)
	}
}

// The first numbers of the generator, so that no platform and no change of Go
// can move them unseen.
func TestRandGolden(t *testing.T) {
	r := Rand{S: 0}
	assert.Equal(t, uint64(0xe220a8397b1dcdaf), r.Uint64())
	assert.Equal(t, uint64(0x6e789e6aa1b965f4), r.Uint64())
	a, b := NewStreams(7), NewStreams(7)
	assert.Equal(t, a, b)
	assert.NotEqual(t, a.Jitter, a.Program)
	counts := [6]int{}
	for range 60_000 {
		counts[r.Intn(6)]++
	}
	for _, n := range counts {
		assert.InDelta(t, 10_000, n, 500)
	}
}

func TestTablesAreComplete(t *testing.T) {
	require.Len(t, EventSpecs(), int(NKinds))
	for i, s := range EventSpecs() {
		assert.Equal(t, Kind(i), s.Kind, s.Name)
		assert.NotEmpty(t, s.What)
	}
	require.Len(t, CostSpecs(), int(NCosts))
	for i, s := range CostSpecs() {
		assert.Equal(t, CostID(i), s.ID, s.Name)
		id, ok := CostByName(s.Name)
		assert.True(t, ok)
		assert.Equal(t, s.ID, id)
	}
}

func TestNodesAreDealtInRuns(t *testing.T) {
	m := NewMachine(7, 3, 3, 0)
	var nodes []int32
	for i := range m.CPUs {
		nodes = append(nodes, m.CPUs[i].Node)
	}
	assert.Equal(t, []int32{0, 0, 0, 1, 1, 2, 2}, nodes)
	assert.Equal(t, 3, m.Nodes())
}

func TestMicrosAndNs(t *testing.T) {
	assert.Equal(t, "41.280", Micros(41280*3, 3))
	assert.Equal(t, "0.001", Micros(2, 3))
	assert.Equal(t, "-1.500", Micros(-4500, 3))
	assert.EqualValues(t, 1, Ns(2, 3))
	assert.EqualValues(t, 0, Ns(1, 3))
}

// A line costs nothing where it is, a fetch elsewhere, and a reader makes the
// next writer pay.
func TestLinesMove(t *testing.T) {
	m := NewMachine(4, 2, 1, 0)
	line := m.NewLines(1)
	touch := func(cpu int32, write bool) int64 {
		m.OnCPU(cpu)
		m.extra = 0
		m.Touch(line, write)
		return m.extra
	}
	near, far := m.Cost[CostLineNear], m.Cost[CostLineFar]
	assert.EqualValues(t, 0, touch(0, true), "first touch: from memory")
	assert.EqualValues(t, 0, touch(0, true), "owned")
	assert.Equal(t, near, touch(1, false), "a reader on the node")
	assert.EqualValues(t, 0, touch(1, false), "has a copy")
	assert.EqualValues(t, 0, touch(0, false), "so has the owner")
	assert.Equal(t, far, touch(3, true), "a writer on the other node")
	assert.Equal(t, far, touch(0, false), "the copies are gone")
	assert.EqualValues(t, 1, m.CPUs[3].LinesIn)
}
