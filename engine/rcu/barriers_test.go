package rcu_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/rcu"
	"barnyard/engine/sim"
)

// barriers does words in order and says of each "done THREAD" whether somebody has
// done all of one.
//
//	enter THREAD    begin    done THREAD    leave THREAD
func barriers(s *rcu.State, script string) string {
	var out []string
	for _, line := range strings.Split(script, ";") {
		var verb string
		var id int
		_, _ = fmt.Sscan(line, &verb, &id)
		switch verb {
		case "enter":
			s.EnterBarrier(sim.ThreadID(id))
		case "begin":
			s.BeginBarrier()
		case "done":
			out = append(out, fmt.Sprint(s.BarrierDone(sim.ThreadID(id))))
		case "leave":
			s.LeaveBarrier(sim.ThreadID(id))
		default:
			panic("no such word: " + verb)
		}
	}
	return strings.Join(out, " ")
}

func TestABarrierOfSomebodyElseIsEnough(t *testing.T) {
	for _, c := range []struct{ what, script, want string }{
		{"nobody else is there", "enter 5; done 5; begin; leave 5; enter 5; done 5", "false false"},
		{"one that began after it came", "enter 5; enter 6; begin; leave 5; done 6", "true"},
		{"one that was under way as it came, and the next", "enter 5; begin; enter 6; leave 5; done 6; enter 7; begin; leave 7; done 6", "false true"},
		{"the second of three goes early, the third came later", "enter 5; enter 6; begin; enter 7; leave 5; done 6; done 7; leave 6; done 7; begin; leave 7", "true false false"},
		{"who goes early ends none", "enter 5; enter 6; begin; leave 5; enter 7; leave 6; done 7", "false"},
		{"it may be done long since", "enter 5; enter 6; begin; leave 5; enter 4; begin; leave 4; done 6", "true"},
	} {
		assert.Equal(t, c.want, barriers(rcu.New(1), c.script), c.what)
	}
}

// Rounds that are over leave nothing behind, also while somebody waits all along:
// else a search of all orders of a loop would never come to an end.
func TestRoundsOfBarriersAreAlike(t *testing.T) {
	s := rcu.New(1)
	barriers(s, "enter 5; enter 6; begin; leave 5")
	once := hash(s)
	barriers(s, "enter 5; begin; leave 5; enter 4; begin; leave 4")
	assert.Equal(t, once, hash(s))
	barriers(s, "enter 5")
	assert.NotEqual(t, once, hash(s))
	c := rcu.New(1)
	c.CopyFrom(s)
	assert.Equal(t, s, c)
	barriers(c, "leave 5; leave 6")
	assert.Equal(t, hash(rcu.New(1)), hash(c))
	assert.NotEqual(t, hash(s), hash(c), "a copy goes its own way")
}
