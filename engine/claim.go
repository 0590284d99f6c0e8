package engine

import (
	"barnyard/engine/locking"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// ClaimResult is one claim with what the run says about it.
type ClaimResult struct {
	Text  string `json:"text"`
	Value *int64 `json:"value"` // count, or ns for times; null if it never happened
	Holds bool   `json:"holds"`
	Line  int    `json:"line"`
}

// claims evaluates the claims that apply to this run's configuration.
func (r *Run) claims() []ClaimResult {
	out := []ClaimResult{}
	for i := range r.Scenario.Claims {
		c := &r.Scenario.Claims[i]
		if !c.Applies(r.Scenario) {
			continue
		}
		res := ClaimResult{Text: c.Text, Line: c.Pos.Line}
		if shown, ok, holds := r.Judge(c); ok {
			res.Value, res.Holds = &shown, holds
		}
		out = append(out, res)
	}
	return out
}

// Judge says what a claim comes to: the value as people see it, whether there
// is one, and whether the claim holds.
func (r *Run) Judge(c *scenario.Claim) (shown int64, ok, holds bool) {
	v, ok := r.Measure(c)
	if shown = v; isTime(c) {
		shown = sim.Ns(v, r.Kernel.M.GHz)
	}
	return shown, ok, ok && r.holds(c, v, shown)
}

// holds compares what was measured with what is claimed: in whole nanoseconds,
// as they are shown, or in cycles where the claim speaks of cycles.
func (r *Run) holds(c *scenario.Claim, v, shown int64) bool {
	if !c.IsDur || c.Unit == scenario.Cycles {
		return compare(v, c.Op, c.Value)
	}
	return compare(shown, c.Op, scenario.Dur{N: c.Value, Unit: c.Unit}.Cycles(1))
}

func isTime(c *scenario.Claim) bool {
	return c.Kind == scenario.ClaimTime || c.Kind == scenario.ClaimSeries && c.Func != "count"
}

// Shown is Measure as people see it: times in whole nanoseconds.
func (r *Run) Shown(c *scenario.Claim) (v int64, ok bool) {
	v, ok = r.Measure(c)
	if isTime(c) {
		v = sim.Ns(v, r.Kernel.M.GHz)
	}
	return v, ok
}

// Measure evaluates what a claim is about, in cycles for times; ok is false if
// it never happened: an empty series, an unfinished task.
func (r *Run) Measure(c *scenario.Claim) (v int64, ok bool) {
	switch c.Kind {
	case scenario.ClaimSeries:
		return r.measureSeries(c)
	case scenario.ClaimStat:
		return r.measureStat(c), true
	case scenario.ClaimEvents:
		kind, ok := sim.KindByName(c.Arg)
		return r.Record.Events(kind, c.CPU), ok
	case scenario.ClaimSwitches:
		return r.overCPUs(c.CPU, func(c *sim.CPU) int64 { return c.Switches }), true
	case scenario.ClaimIPIs:
		return r.overCPUs(c.CPU, func(c *sim.CPU) int64 { return c.IPIs }), true
	case scenario.ClaimTime:
		for i := range r.Scenario.Tasks {
			if r.Scenario.Tasks[i].Name == c.Arg {
				return r.Record.DoneAt[i], r.Record.DoneAt[i] >= 0
			}
		}
	case scenario.ClaimCached:
		return r.cached(c)
	case scenario.ClaimLocks:
		for class := range locking.NClasses {
			if lockName(class) == c.Arg {
				return r.Record.Locks[class], true
			}
		}
	case scenario.ClaimViolations:
		return int64(len(r.violations())), true
	}
	return 0, false
}

func (r *Run) measureSeries(c *scenario.Claim) (int64, bool) {
	s := Summary(r.samples(c.Arg))
	if c.Func == "count" {
		return s.Count, true
	}
	v := map[string]int64{"min": s.Min, "p50": s.P50, "p99": s.P99, "p999": s.P999, "max": s.Max, "mean": s.Mean()}[c.Func]
	return v, s.Count > 0
}

func (r *Run) samples(series string) []int64 {
	for i, name := range r.Kernel.Cfg.Series {
		if name == series {
			return r.Record.Samples[i]
		}
	}
	return nil
}

func (r *Run) measureStat(c *scenario.Claim) int64 {
	stat, _ := slub.StatByName(c.Arg)
	h, sum := r.Kernel.Heap, int64(0)
	for id := range h.Caches {
		if c.Cache != "" && h.Caches[id].Name != c.Cache {
			continue
		}
		for cpu := range h.CPUs {
			if c.CPU < 0 || int32(c.CPU) == cpu {
				sum += *h.StatOf(slub.CacheID(id), cpu, stat)
			}
		}
	}
	return sum
}

func (r *Run) overCPUs(cpu int, get func(*sim.CPU) int64) int64 {
	sum := int64(0)
	for c := range r.Kernel.M.CPUs {
		if cpu < 0 || c == cpu {
			sum += get(&r.Kernel.M.CPUs[c])
		}
	}
	return sum
}

func compare(v int64, op scenario.Op, bound int64) bool {
	switch op {
	case scenario.LT:
		return v < bound
	case scenario.LE:
		return v <= bound
	case scenario.EQ:
		return v == bound
	case scenario.GE:
		return v >= bound
	case scenario.GT:
		return v > bound
	default:
		return v != bound
	}
}

// cached counts the free objects of a cache that CPUs reach without a
// list_lock or the barn's lock.
func (r *Run) cached(c *scenario.Claim) (n int64, ok bool) {
	h := r.Kernel.Heap
	for id := range h.Caches {
		if h.Caches[id].Name != c.Arg {
			continue
		}
		for cpu := range h.CPUs {
			if c.CPU < 0 || int32(c.CPU) == cpu {
				p := &h.PCS[h.PCSOf(slub.CacheID(id), cpu)]
				n += int64(h.Size(p.Main)+h.Size(p.Spare)) + h.InCPUSlabs(slub.CacheID(id), cpu)
			}
		}
		return n, true
	}
	return 0, false
}
