package engine_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/slub"
)

// Each claim of a built-in scenario stands on a cause: under some change of the
// scenario it is false, else it would say nothing. testdata/causes.txt names
// the change for each claim; -update adds lines for new claims, with the first
// change of a list that makes the claim false. Read them: a better change is
// one that takes away what the claim is about.

const causesFile = "testdata/causes.txt"

// noCause stands where nobody has found a change yet: that claim is not tested.
const noCause = "none known yet"

// cause is one line of the file.
type cause struct{ scenario, claim, change string }

func (c cause) String() string { return c.scenario + " | " + c.claim + " | " + c.change }

// changed is a scenario with a change made to it; damage is to be done to the
// world at the end of the run, before the last look at it.
type changed struct {
	s      *scenario.Scenario
	damage bool
}

// change makes a change; false if it cannot be made.
func change(s *scenario.Scenario, text string) (changed, bool) {
	word, rest, _ := strings.Cut(text, " ")
	switch word {
	case "damage":
		return changed{s, true}, len(s.Caches) > 0
	case "without":
		return changed{s: s}, without(s, rest)
	case "fair":
		i := slices.IndexFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == rest && t.FIFO > 0 })
		if i >= 0 {
			s.Tasks[i].FIFO = 0
		}
		return changed{s: s}, i >= 0
	case "fifo":
		i := slices.IndexFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == rest && t.FIFO == 0 })
		if i >= 0 {
			s.Tasks[i].FIFO = 1
		}
		return changed{s: s}, i >= 0
	case "more":
		return changed{s: s}, more(s, rest)
	case "tenfold":
		return changed{s: s}, tenfold(s, rest)
	case "mutant":
		s.Mutants = append(s.Mutants, scenario.Mutant{Name: rest})
		return changed{s: s}, true
	}
	return changed{s: s}, setting(s, text)
}

// setting makes a change of the form key=value.
func setting(s *scenario.Scenario, text string) bool {
	key, value, _ := strings.Cut(text, "=")
	if s.Set(key, value) == nil {
		return true
	}
	switch key {
	case "fairserver":
		s.Machine.FairServer = value == "on"
	case "rtthrottle":
		s.Machine.RTThrottle = value == "on"
	case "workers":
		none := len(s.Memory.Workers) == 0
		s.Memory.Workers = nil
		return value == "none" && !none
	case "isolated":
		var cpu int
		_, err := fmt.Sscan(value, &cpu)
		s.Machine.Isolated = []int{cpu}
		return err == nil && cpu < s.Machine.CPUs
	case "capacity":
		for i := range s.Caches {
			_, err := fmt.Sscan(value, &s.Caches[i].Capacity)
			if err != nil {
				return false
			}
		}
	default:
		return false
	}
	return true
}

// without takes a task or a handler out.
func without(s *scenario.Scenario, name string) bool {
	n := len(s.Tasks) + len(s.Irqs)
	s.Tasks = slices.DeleteFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == name })
	s.Irqs = slices.DeleteFunc(s.Irqs, func(q scenario.Irq) bool { return q.Name == name })
	return len(s.Tasks)+len(s.Irqs) < n
}

// more lets a task's first statement of a kind be about twice as much.
func more(s *scenario.Scenario, rest string) bool {
	name, verb, _ := strings.Cut(rest, " ")
	var body func(list []scenario.Stmt) bool
	body = func(list []scenario.Stmt) bool {
		for i := range list {
			if st := &list[i]; st.Verb.String() == verb && (st.N > 0 || st.Dur.N > 0) {
				st.N, st.Dur.N = 2*st.N, 2*st.Dur.N
				return true
			}
			if body(list[i].Body) {
				return true
			}
		}
		return false
	}
	i := slices.IndexFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == name })
	return i >= 0 && body(s.Tasks[i].Body)
}

// tenfold lets a task get and give away ten times as many objects.
func tenfold(s *scenario.Scenario, name string) bool {
	var body func(list []scenario.Stmt)
	body = func(list []scenario.Stmt) {
		for i := range list {
			switch st := &list[i]; st.Verb {
			case scenario.Alloc, scenario.Free, scenario.BulkAlloc, scenario.BulkFree, scenario.Give, scenario.KfreeRCU:
				st.N *= 10
			}
			body(list[i].Body)
		}
	}
	i := slices.IndexFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == name })
	if i >= 0 {
		body(s.Tasks[i].Body)
	}
	return i >= 0
}

// changes are those that -update tries, those that are most likely the cause
// first.
func changes(s *scenario.Scenario) []string {
	all := []string{"workers=none", "qpw=1", "qpw=0", "rt=off", "rt=on", "alt=none", "rtthrottle=on", "rtthrottle=off", "fairserver=off", "fairserver=on", "capacity=28", "generation=7.0-rc1", "generation=6.18"}
	for i := range s.Tasks {
		for _, verb := range []scenario.Verb{scenario.Alloc, scenario.BulkAlloc, scenario.Loop} {
			all = append(all, "more "+s.Tasks[i].Name+" "+verb.String())
		}
		all = append(all, "fair "+s.Tasks[i].Name)
	}
	for i := range s.Tasks {
		all = append(all, "without "+s.Tasks[i].Name)
	}
	for i := range s.Irqs {
		all = append(all, "without "+s.Irqs[i].Name)
	}
	all = append(all, "generation=7.0-rc1")
	for i := range s.Tasks {
		all = append(all, "tenfold "+s.Tasks[i].Name, "fifo "+s.Tasks[i].Name, "more "+s.Tasks[i].Name+" work")
	}
	if len(s.Caches) > 0 {
		all = append(all, others(s.Caches[0].Name)...)
	}
	for _, m := range path.Mutants() {
		all = append(all, "mutant "+m.Name)
	}
	return append(all, "isolated=1", "damage")
}

// others are changes that bring somebody else.
func others(cache string) []string {
	list := []string{
		"with irq other cpu=0 at=2us every=1499ns { bulk_alloc @ n=1; alloc @; free @; kfree_rcu @ } & until=200us",
		"with task other cpu=0 start=30us { shrink @ }",
		"with task other cpu=0 fifo=1 start=5us { preempt_disable { work 80ms } }",
		"with task other cpu=3 fifo=2 start=1ms { work 60ms }",
		"cpus=3 & with task other cpu=1 { loop 60 { bulk_alloc @ n=400; bulk_free @ n=400 } } & with task another cpu=2 { loop 60 { bulk_alloc @ n=400; bulk_free @ n=400 } }",
	}
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "@", cache)
	}
	return list
}

// underChanges is a built-in with what a claim speaks of set, and changes made
// to it, which " & " joins; ok is false if that cannot be.
func underChanges(t *testing.T, name, text string, when []scenario.Cond) (c changed, asked []scenario.Claim, ok bool) {
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	source, later := string(b.Text), []string{}
	for _, one := range strings.Split(text, " & ") {
		switch {
		case strings.HasPrefix(one, "with "):
			source += "\n" + strings.TrimPrefix(one, "with ")
		case strings.HasPrefix(one, "cpus=") && strings.Contains(text, "with "):
			source = regexp.MustCompile(`cpus=\d+`).ReplaceAllString(source, one)
		case one != "":
			later = append(later, one)
		}
	}
	s, err := engine.Parse(name, []byte(source))
	if err != nil {
		return c, nil, false
	}
	for _, w := range when {
		require.True(t, setting(s, w.Key+"="+w.Value), "%s: when %s=%s", name, w.Key, w.Value)
	}
	c.s, asked = s, slices.DeleteFunc(slices.Clone(s.Claims), func(c scenario.Claim) bool { return whenOf(&c) != whenText(when) })
	for _, one := range later {
		made, ok := change(s, one)
		if !ok {
			return c, nil, false
		}
		c.damage = c.damage || made.damage
	}
	return c, asked, true
}

// judge runs a built-in under changes and says which of its claims hold; what
// cannot be run or asked is left out.
func judge(t *testing.T, name, text string, when []scenario.Cond) map[string]bool {
	c, asked, ok := underChanges(t, name, text, when)
	if !ok {
		return nil
	}
	c.s.Claims = slices.DeleteFunc(asked, func(a scenario.Claim) bool { return !askable(c.s, &a) })
	for i := range c.s.Claims {
		c.s.Claims[i].When = nil
	}
	r, err := engine.New(c.s)
	if err != nil {
		return nil
	}
	if slices.ContainsFunc(c.s.Claims, func(c scenario.Claim) bool { return c.Kind == scenario.ClaimViolations }) {
		check.Watch(r, 0)
	}
	const most = 8_000_000 // steps: a change that lets a run go on for ever says nothing
	for r.Step() && r.Kernel.M.Step < most {
	}
	if r.Kernel.M.Step >= most {
		return nil
	}
	if c.damage {
		loseObject(r.Kernel.Heap)
	}
	if r.Finish(); r.Err != nil {
		return nil
	}
	out := map[string]bool{}
	for _, res := range r.Result().Claims {
		out[res.Text] = res.Holds
	}
	return out
}

// loseObject takes an object out of the world behind everybody's back.
func loseObject(h *slub.Heap) {
	for i := range h.Slabs {
		if s := &h.Slabs[i]; s.Live && s.Free != slub.None {
			s.Free = h.Objects[s.Free].Next
			return
		}
	}
	h.Objects[0].Where = slub.Held
}

// whenOf is what a claim speaks of, in words.
func whenOf(c *scenario.Claim) string { return whenText(c.When) }

func whenText(when []scenario.Cond) string {
	text := ""
	for _, w := range when {
		text += w.Key + "=" + w.Value + " "
	}
	return text
}

// askable reports whether what a claim speaks of is still there.
func askable(s *scenario.Scenario, c *scenario.Claim) bool {
	task := c.Arg
	if c.Kind == scenario.ClaimSeries {
		task, _, _ = strings.Cut(c.Arg, ".")
	} else if c.Kind != scenario.ClaimTime {
		return true
	}
	return slices.ContainsFunc(s.Tasks, func(t scenario.Task) bool { return t.Name == task })
}

func readCauses(t *testing.T) []cause {
	text, err := os.ReadFile(causesFile)
	require.NoError(t, err)
	var all []cause
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		f := strings.Split(line, " | ")
		require.Len(t, f, 3, line)
		all = append(all, cause{f[0], f[1], f[2]})
	}
	return all
}

// TestEachClaimHasACause: under the change that the file names, and not without
// it, each claim of each built-in is false.
func TestEachClaimHasACause(t *testing.T) {
	known := readCauses(t)
	done := map[string]map[string]bool{}
	verdicts := func(name, text string, when []scenario.Cond) map[string]bool {
		key := name + "|" + text + "|" + whenText(when)
		if _, ok := done[key]; !ok {
			done[key] = judge(t, name, text, when)
		}
		return done[key]
	}
	var out []string
	for _, b := range scenario.Builtins() {
		s, err := engine.Parse(b.Name, b.Text)
		require.NoError(t, err)
		for i := range s.Claims {
			c := &s.Claims[i]
			at := slices.IndexFunc(known, func(k cause) bool { return k.scenario == b.Name && k.claim == c.Text })
			if at >= 0 && *update && known[at].change != noCause {
				if holds, ok := verdicts(b.Name, known[at].change, c.When)[c.Text]; !ok || holds {
					known = slices.Delete(known, at, at+1)
					at = -1
				}
			}
			if at < 0 && *update {
				at = len(known)
				for _, try := range changes(s) {
					if holds, ok := verdicts(b.Name, try, c.When)[c.Text]; ok && !holds {
						known = append(known, cause{b.Name, c.Text, try})
						break
					}
				}
			}
			if at >= 0 && at < len(known) && known[at].change == noCause {
				t.Logf("%s: %s: no change that makes it false is known", b.Name, c.Text)
				out = append(out, known[at].String())
				continue
			}
			if at < 0 || at == len(known) {
				assert.Fail(t, "no change makes it false", "%s: %s; -update looks for one", b.Name, c.Text)
				continue
			}
			out = append(out, known[at].String())
			assert.True(t, verdicts(b.Name, "", c.When)[c.Text], "%s: %s", b.Name, c.Text)
			holds, asked := verdicts(b.Name, known[at].change, c.When)[c.Text]
			assert.True(t, asked && !holds, "%s: %s: asked %v, holds %v", b.Name, known[at], asked, holds)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(causesFile, []byte(strings.Join(out, "\n")+"\n"), 0o644))
	}
	assert.Len(t, out, len(known), "a line of the file is about no claim")
}
