package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Answers that were worked out by hand, or published by others.

func TestTheSchedulersTimes(t *testing.T) {
	for cpus, factor := range map[int]int64{1: 1, 2: 2, 3: 2, 4: 3, 7: 3, 8: 4, 64: 4, 1024: 4} {
		s := NewMachine(cpus, 1, 3, 0).Sched
		assert.Equal(t, SchedParams{
			Slice:      factor * 2_100_000, // 0.7 ms of 3 GHz
			FairServer: true, ServerDefer: 2_850_000_000, ServerBudget: 150_000_000,
			Tick:     3_000_000,
			RTPeriod: 3_000_000_000, RTRuntime: 2_850_000_000,
		}, s, "%d CPUs", cpus)
	}
}

func TestNanosecondsOfCycles(t *testing.T) {
	for _, c := range []struct {
		cycles, ghz, ns int64
		text            string
	}{
		{0, 3, 0, "0.000"}, {1, 3, 0, "0.000"}, {2, 3, 1, "0.001"}, {4, 3, 1, "0.001"}, {5, 3, 2, "0.002"},
		{1, 2, 1, "0.001"}, {-1, 2, -1, "-0.001"}, {-1, 3, 0, "0.000"}, {-2, 3, -1, "-0.001"},
		{123_840, 3, 41_280, "41.280"}, {-123_840, 3, -41_280, "-41.280"}, {7, 1, 7, "0.007"}, {1_012_345, 1, 1_012_345, "1012.345"},
	} {
		assert.Equal(t, c.ns, Ns(c.cycles, c.ghz), "%d of %d GHz", c.cycles, c.ghz)
		assert.Equal(t, c.text, Micros(c.cycles, c.ghz), "%d of %d GHz", c.cycles, c.ghz)
	}
}

// SplitMix64 has a published sequence: of seed 1234567 these are the first.
func TestTheGeneratorIsSplitMix64(t *testing.T) {
	r := Rand{S: 1234567}
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		assert.Equal(t, want, r.Uint64())
	}
	for _, stream := range []uint64{0, 1, 6} { // the first number only mixes the seed
		r, want := NewRand(5, stream), Rand{S: 5 ^ (stream+1)*0x9e3779b97f4a7c15}
		want.Uint64()
		assert.Equal(t, want, r, "stream %d", stream)
	}
}

// Numbers that would favour the small ones of a range are thrown away.
func TestIntnIsWithoutBias(t *testing.T) {
	const n = 1<<62 + 1<<61 // 18446744073709551615 is 2.67 times that
	r, plain := NewRand(9, 0), NewRand(9, 0)
	thrown := 0
	for range 300 {
		got := r.Intn(n)
		v := plain.Uint64()
		for v >= 2*n {
			v = plain.Uint64()
			thrown++
		}
		assert.Equal(t, int64(v%n), got)
	}
	assert.Greater(t, thrown, 50, "a quarter is above twice the range")
}

// One word, folded in by hand.
func TestTheHashOfAWord(t *testing.T) {
	h := Hash{X: 0}
	h.U64(0)
	assert.EqualValues(t, 1, h.X)
	h = Hash{X: 0}
	h.U64(1) // 0xd6e8feb8_6659fd93, its upper half folded down: 0xd6e8feb8_b0b1032b
	x := uint64(0xd6e8feb8_b0b1032b)
	assert.Equal(t, x*0x9e3779b97f4a7c15+1, h.X)
	before := h.X
	h.U64(before) // the same as a hash of nothing
	assert.EqualValues(t, 1, h.X)
}

// What a thread is that has only been added.
func TestANewThread(t *testing.T) {
	m := NewMachine(1, 1, 1, 0)
	id := m.AddThread(Thread{Head: Head{FIFO: 7, Link: 3, On: 3, PIOn: 3, PIOwns: 3, NextMove: 3, MoveTo: 3}})
	assert.EqualValues(t, 0, id)
	assert.EqualValues(t, 1, m.AddThread(Thread{}))
	assert.Equal(t, Thread{Head: Head{FIFO: 7, Normal: 7, Link: -1, On: -1, PIOn: -1, PIOwns: -1, NextMove: -1, MoveTo: NoCPU}}, m.Threads[0])
}

// CPUs are dealt to nodes in runs, the first ones longer.
func TestCPUsAreDealtToNodes(t *testing.T) {
	for _, c := range []struct {
		cpus, nodes int
		node        []int32
	}{
		{1, 1, []int32{0}}, {4, 2, []int32{0, 0, 1, 1}}, {5, 2, []int32{0, 0, 0, 1, 1}}, {8, 3, []int32{0, 0, 0, 1, 1, 1, 2, 2}},
	} {
		m := NewMachine(c.cpus, c.nodes, 3, 0)
		var node []int32
		for i := range m.CPUs {
			node = append(node, m.CPUs[i].Node)
		}
		assert.Equal(t, c.node, node)
		assert.Equal(t, c.nodes, m.Nodes())
	}
}

// An event's name and a cost's name lead to it, and nothing to none.
func TestNamesLeadBack(t *testing.T) {
	for _, s := range EventSpecs()[1:] {
		k, ok := KindByName(s.Name)
		assert.True(t, ok)
		assert.Equal(t, s.Kind, k)
	}
	_, ok := KindByName(EventSpecs()[0].Name)
	assert.False(t, ok, "no event is called nothing")
}
