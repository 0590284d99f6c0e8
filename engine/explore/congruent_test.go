package explore

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// What comes after two states of one fingerprint is the same, whoever acts, and
// so is what is found: a search that goes on from one of them only leaves
// nothing out.
func TestSituationsDecideWhatComes(t *testing.T) {
	const tasks = "\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { sleep 10us; sleep 10us; sleep 30us; work 1us }\ntask b cpu=1 { sleep 15us; sleep 3us }\n"
	all := parsedSmall(t)
	for _, text := range []string{
		"machine cpus=1 fairserver=off lockdep=off\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { sleep 10us; sleep 10us; alloc c; kfree_rcu c n=all; sleep 999us; work 1us }\ntask b cpu=0 { sleep 15us; sleep 3us }",
		"machine cpus=2 fairserver=off lockdep=off" + tasks + "irq d cpu=0 at=7us every=20us { work 1us }",
		"machine cpus=2 fairserver=off lockdep=off rt=on" + tasks + "irq d cpu=0 at=7us every=20us { work 1us }",
		"machine cpus=2 fairserver=off lockdep=off" + tasks + "move a cpu=1 at=40us",
		"machine cpus=2 fairserver=off rtthrottle=on lockdep=off\ncache c size=64\ntask a cpu=0 fifo=3 { sleep 10us; sleep 10us; sleep 30us; work 1us }\ntask b cpu=0 { sleep 15us; sleep 3us }\ntask d cpu=1 { sleep 1ms; sleep 3us }",
		"machine cpus=2 lockdep=off\ncache c size=64\ntask a cpu=0 fifo=3 { sleep 10us; sleep 10us; sleep 30us; work 1us }\ntask b cpu=0 { sleep 15us; sleep 3us }\ntask d cpu=1 { sleep 1ms; sleep 3us }",
	} {
		s, err := engine.Parse("times", []byte(text))
		require.NoError(t, err)
		all = append(all, s)
	}
	pairs := 0
	for i, s := range all {
		n, differs := congruent(t, s, 1200)
		assert.Empty(t, differs, "scenario %d: %s", i, s.Name)
		pairs += n
	}
	assert.Greater(t, pairs, 5000)
	t.Logf("%d pairs of states of one fingerprint", pairs)
}

// congruent goes through states in no order in particular and compares, of each
// that is reached again, what comes next with what came next the first time.
func congruent(t *testing.T, s *scenario.Scenario, bound int) (pairs int, differs string) {
	x, err := newSearch(s, Limits{Full: true})
	require.NoError(t, err)
	first := x.first.clone()
	seen := map[uint64][]string{first.situation(): x.nexts(first)}
	open := []*world{first}
	for len(open) > 0 && len(seen) < bound {
		i := (len(open) - 1) * (len(seen) % 3 / 2) // mostly the oldest
		w := open[i]
		open = append(open[:i], open[i+1:]...)
		for _, a := range w.turns(nil) {
			c := x.blank()
			c.copyFrom(w)
			if wrong(c, c.step(a)) != "" {
				continue
			}
			id, next := c.situation(), x.nexts(c)
			old, again := seen[id]
			if !again {
				seen[id], open = next, append(open, c)
				continue
			}
			pairs++
			for b := range old {
				if old[b] != next[b] {
					return pairs, fmt.Sprintf("step %d, time %d: actor %d comes to %s, and to %s before", c.k.M.Step, c.k.M.Now, b, next[b], old[b])
				}
			}
			x.spare = append(x.spare, c)
		}
	}
	return pairs, ""
}

// nexts is what each actor would come to: a situation, and what is wrong there.
func (x *search) nexts(w *world) []string {
	out := make([]string, w.k.M.Choices())
	for a := range out {
		if !w.canAct(sim.Actor(a)) {
			continue
		}
		c := x.blank()
		c.copyFrom(w)
		if out[a] = wrong(c, c.step(sim.Actor(a))); out[a] == "" {
			out[a] = fmt.Sprintf("%016x", c.situation()) + invariants(check.World(c.k))
		}
		x.spare = append(x.spare, c)
	}
	return out
}

// wrong is what a step has found, empty if nothing.
func wrong(w *world, found []check.Broken) string {
	if len(found) == 0 && len(w.k.Oopses) == 0 && !w.k.Fault.Any {
		return ""
	}
	return fmt.Sprint(invariants(found), len(w.k.Oopses), w.k.Fault.Any)
}

func invariants(found []check.Broken) string {
	text := ""
	for _, b := range found {
		text += " " + b.Invariant
	}
	return text
}
