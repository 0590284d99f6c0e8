package bench

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The workload without any simulator: the next event is the smallest of 64
// times. What it comes to is what everybody has to come to.
type lockSpec struct {
	at        [lockCPUs]int64
	seed, sum [lockCPUs]uint32
	target    [lockCPUs]uint32
	rounds    [lockCPUs]int64
	inside    [lockCPUs]bool
	holder    [lockCPUs]int // of each lock, -1
	queue     [lockCPUs][]int
	events    int
}

func (s *lockSpec) draw(i int, now int64) {
	r := s.seed[i]
	r ^= r << 13
	r ^= r >> 17
	r ^= r << 5
	s.seed[i], s.rounds[i], s.target[i] = r, int64(1+r>>6%8), uint32(i)
	if r>>12%64 == 0 {
		s.target[i] = r >> 18 % 64
	}
	s.at[i] = (now/lockCPUs+int64(1+r%64))*lockCPUs + int64(i)
}

// has is what a process does with the lock that it has got.
func (s *lockSpec) has(i int, now int64) {
	s.inside[i] = true
	s.sum[i] = s.sum[i]*31 + uint32(now)
	s.at[i] = (now/lockCPUs+s.rounds[i])*lockCPUs + int64(i)
}

func (s *lockSpec) act(i int, now int64) {
	s.events++
	l := s.target[i]
	switch {
	case s.inside[i]:
		s.inside[i], s.holder[l] = false, -1
		if q := s.queue[l]; len(q) > 0 {
			s.holder[l], s.queue[l] = q[0], q[1:]
			s.events++
			s.has(q[0], now)
		}
		s.draw(i, now)
	case s.holder[l] < 0:
		s.holder[l] = i
		s.has(i, now)
	default:
		s.queue[l], s.at[i] = append(s.queue[l], i), 1<<62
	}
}

func TestLockSpec(t *testing.T) {
	var s lockSpec
	for i := range lockCPUs {
		s.holder[i], s.seed[i] = -1, uint32(i+1)*2654435761
		s.draw(i, 0)
	}
	for {
		first := 0
		for i := range s.at {
			if s.at[i] < s.at[first] {
				first = i
			}
		}
		if s.at[first] > lockEnd {
			break
		}
		s.act(first, s.at[first])
	}
	x := uint32(0)
	for _, sum := range s.sum {
		x = x*1000003 + sum
	}
	assert.Equal(t, lockEvents, s.events)
	assert.EqualValues(t, uint32(lockSum), x)
}
