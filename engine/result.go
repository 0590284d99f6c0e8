package engine

import (
	"bytes"
	"encoding/json"
	"strconv"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Result is what run --json prints. Keys and order are fixed; times are whole
// nanoseconds.
type Result struct {
	Scenario   string                 `json:"scenario"`
	Title      string                 `json:"title"`
	Seed       uint64                 `json:"seed"`
	QPW        string                 `json:"qpw"`
	RT         string                 `json:"rt"`
	Alt        string                 `json:"alt"`
	Generation string                 `json:"generation"`
	Settings   map[string]string      `json:"settings,omitempty"` // others that are not as they are unless told
	Engine     string                 `json:"engine"`
	TimeNs     int64                  `json:"time_ns"`
	Steps      uint64                 `json:"steps"`
	Hash       string                 `json:"hash"` // 16 hex digits over all events and the final state
	Stats      map[string]int64       `json:"stats"`
	StatsByCPU []map[string]int64     `json:"stats_by_cpu"`
	Caches     map[string]CacheResult `json:"caches"`
	Series     map[string]SeriesNs    `json:"series"`
	CPUs       []CPUResult            `json:"cpus"`
	Tasks      map[string]TaskResult  `json:"tasks"`
	Claims     []ClaimResult          `json:"claims"`
	AllocFails int64                  `json:"alloc_fails"` // allocations that returned nothing
	Violations []Violation            `json:"violations"`
	Starved    []Starvation           `json:"starved"`
	Bench      *Bench                 `json:"bench,omitempty"` // of the built-in kmalloc-bench only
}

// SeriesNs is a summary of a series in nanoseconds.
type SeriesNs struct {
	Count  int64 `json:"count"`
	MinNs  int64 `json:"min_ns"`
	P50Ns  int64 `json:"p50_ns"`
	P99Ns  int64 `json:"p99_ns"`
	P999Ns int64 `json:"p999_ns"`
	MaxNs  int64 `json:"max_ns"`
	MeanNs int64 `json:"mean_ns"`
}

// CPUResult is what one CPU has counted.
type CPUResult struct {
	Switches   int64 `json:"switches"`
	IPIs       int64 `json:"ipis"`
	IRQs       int64 `json:"irqs"`
	LockWaitNs int64 `json:"lock_wait_ns"`
	LinesIn    int64 `json:"lines_in"`
}

// TaskResult says whether and when a task ended; State is what it does at the
// end of the run, in words.
type TaskResult struct {
	Done   bool   `json:"done"`
	DoneNs *int64 `json:"done_ns"`
	State  string `json:"state"`
}

// Violation is an invariant that did not hold.
type Violation struct {
	Invariant string `json:"invariant"`
	Step      uint64 `json:"step"`
	TimeNs    int64  `json:"time_ns"`
	Text      string `json:"text"`
}

// Starvation is a task that waits at the end for a thread that does not get
// its CPU, and why.
type Starvation struct {
	Task    string `json:"task"`
	SinceNs int64  `json:"since_ns"`
	Text    string `json:"text"`
}

// Result gathers what the run has come to.
func (r *Run) Result() *Result {
	s, k := r.Scenario, r.Kernel
	rt := "off"
	if s.Machine.RT {
		rt = "on"
	}
	hash := strconv.FormatUint(k.Hash(), 16)
	for len(hash) < 16 {
		hash = "0" + hash
	}
	res := &Result{
		Scenario: s.Name, Title: s.Title, Seed: s.Seed, QPW: s.Machine.QPW.String(), RT: rt, Alt: s.Machine.Alt.String(),
		Generation: s.Kernel.Generation, Settings: s.Unusual(), Engine: Version, TimeNs: sim.Ns(r.End(), k.M.GHz), Steps: uint64(k.M.Step),
		Hash: hash, Claims: r.claims(), Violations: r.violations(), Starved: r.starved(),
		AllocFails: r.Record.Events(sim.AllocFail, -1),
	}
	res.Stats, res.StatsByCPU = r.stats()
	res.Caches, res.Series, res.CPUs, res.Tasks = r.caches(), r.series(), r.cpus(), r.tasks()
	return res
}

// JSON is the result as one object, the same bytes on every platform.
func (res *Result) JSON() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // claims hold < and >, and people search for them
	e.SetIndent("", "  ")
	if err := e.Encode(res); err != nil {
		panic("engine: a result that is not JSON: " + err.Error())
	}
	return b.Bytes()
}

// violations are what Inspect found, never nil.
func (r *Run) violations() []Violation { return append([]Violation{}, r.Violations...) }

func (r *Run) starved() []Starvation {
	out := []Starvation{}
	for i := range r.Scenario.Tasks {
		if text := r.Kernel.Starved(sim.ThreadID(i)); text != "" {
			since := sim.Ns(r.Kernel.M.Threads[i].Since, r.Kernel.M.GHz)
			out = append(out, Starvation{r.Scenario.Tasks[i].Name, since, text})
		}
	}
	return out
}

func (r *Run) stats() (total map[string]int64, byCPU []map[string]int64) {
	h := r.Kernel.Heap
	total = make(map[string]int64, slub.NStats)
	for cpu := range h.CPUs {
		row := make(map[string]int64, slub.NStats)
		for i, spec := range slub.StatSpecs() {
			row[spec.Name], total[spec.Name] = 0, total[spec.Name]
			for c := range h.Caches {
				row[spec.Name] += *h.StatOf(slub.CacheID(c), cpu, slub.Stat(i))
			}
			total[spec.Name] += row[spec.Name]
		}
		byCPU = append(byCPU, row)
	}
	return total, byCPU
}

func (r *Run) series() map[string]SeriesNs {
	out := make(map[string]SeriesNs, len(r.Kernel.Cfg.Series))
	ns := func(cycles int64) int64 { return sim.Ns(cycles, r.Kernel.M.GHz) }
	for i, name := range r.Kernel.Cfg.Series {
		s := Summary(r.Record.Samples[i])
		out[name] = SeriesNs{s.Count, ns(s.Min), ns(s.P50), ns(s.P99), ns(s.P999), ns(s.Max), s.meanNs(r.Kernel.M.GHz)}
	}
	return out
}

func (r *Run) cpus() []CPUResult {
	var out []CPUResult
	for i := range r.Kernel.M.CPUs {
		c := &r.Kernel.M.CPUs[i]
		out = append(out, CPUResult{c.Switches, c.IPIs, c.IRQs, sim.Ns(c.LockWait, r.Kernel.M.GHz), c.LinesIn})
	}
	return out
}

func (r *Run) tasks() map[string]TaskResult {
	out := make(map[string]TaskResult, len(r.Scenario.Tasks))
	for i := range r.Scenario.Tasks {
		t := TaskResult{State: r.Kernel.StateText(sim.ThreadID(i))}
		if at := r.Record.DoneAt[i]; at >= 0 {
			ns := sim.Ns(at, r.Kernel.M.GHz)
			t.Done, t.DoneNs = true, &ns
		}
		if r.Kernel.Starved(sim.ThreadID(i)) != "" {
			t.State = "starved, " + t.State
		}
		out[r.Scenario.Tasks[i].Name] = t
	}
	return out
}
