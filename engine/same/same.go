// Package same lists the runs that must come out the same everywhere: on every
// target that Go compiles for, in every process, however the steps were taken.
// One number stands for a run, the hash over all of its events and its final
// state.
//
//	built-ins, each in its six modes  --+
//	                                    +--> Runs --Start, Finish--> a hash each
//	further/*.barn, the runs they name -+
//
// The further scenarios go where the built-ins do not: hotplug under load,
// storms of NMIs, large machines, all generations, long random programs. Each
// says in comments how it is run:
//
//	# run qpw=0,1 rt=on seed=1-20
//	# choices r0*12 i1 r1*3
//
// A run line stands for every combination of its values; so does an "also" line, of
// runs that an emulated target may leave out. Choices are who acts, step
// by step, whatever the clock says; they hold for the run lines below them, and
// when they are used up the clock decides.
package same

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Run is one of the runs.
type Run struct {
	Scenario string // name of the scenario
	Mode     string // its settings, as written: qpw=0 rt=off
	Quick    bool   // short enough for a target that is emulated

	text    []byte
	choices string
}

// String is how the run stands in the list of hashes.
func (r *Run) String() string { return strings.TrimSpace(r.Scenario + " " + r.Mode) }

// Runs gives all of them: the built-ins, then those of the folder further/ of
// testdata, by name.
func Runs(testdata fs.FS) ([]Run, error) {
	var all []Run
	for _, b := range scenario.Builtins() {
		for _, rt := range []string{"off", "on"} {
			for _, qpw := range []string{"n", "0", "1"} {
				r := Run{Scenario: b.Name, Mode: "qpw=" + qpw + " rt=" + rt, text: b.Text}
				r.Quick = !long(b.Name) || r.Mode == "qpw=1 rt=on"
				all = append(all, r)
			}
		}
	}
	files, err := fs.Glob(testdata, "further/*.barn")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	for _, file := range files {
		text, err := fs.ReadFile(testdata, file)
		if err != nil {
			return nil, err
		}
		more, err := further(strings.TrimSuffix(path.Base(file), ".barn"), text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, more...)
	}
	return all, nil
}

// long reports whether a built-in takes a million steps or more in its modes; on
// an emulated target one of them has to do.
func long(name string) bool {
	return slices.Contains([]string{"rt-preempted-holder", "kmalloc-bench", "four-policies",
		"double-caching", "key-flip-lru", "irq-reentry", "page-fault3"}, name)
}

// further reads the runs that a text asks for in its comments.
func further(name string, text []byte) ([]Run, error) {
	var all []Run
	choices := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if list, ok := strings.CutPrefix(line, "# choices "); ok {
			choices = list
		}
		modes, quick := strings.CutPrefix(line, "# run ")
		if !quick {
			var also bool
			if modes, also = strings.CutPrefix(line, "# also "); !also {
				continue
			}
		}
		each, err := combinations(strings.Fields(modes))
		if err != nil {
			return nil, err
		}
		for _, mode := range each {
			all = append(all, Run{Scenario: name, Mode: mode, Quick: quick, text: text, choices: choices})
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf(`no run; expected a comment such as "# run qpw=n,0,1 rt=off"`)
	}
	return all, nil
}

// combinations writes out key=a,b or key=1-3: one mode for each choice of values.
func combinations(keys []string) ([]string, error) {
	modes := []string{""}
	for _, k := range keys {
		key, list, ok := strings.Cut(k, "=")
		if !ok || list == "" {
			return nil, fmt.Errorf("run: %q; expected key=value", k)
		}
		values, err := values(list)
		if err != nil {
			return nil, err
		}
		var longer []string
		for _, m := range modes {
			for _, v := range values {
				longer = append(longer, strings.TrimSpace(m+" "+key+"="+v))
			}
		}
		modes = longer
	}
	return modes, nil
}

// values reads a,b or, where both ends are numbers, 1-20.
func values(list string) ([]string, error) {
	from, to, _ := strings.Cut(list, "-")
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err := cmp.Or(err1, err2); err != nil {
		return strings.Split(list, ","), nil
	}
	if last < first || last-first >= 1000 {
		return nil, fmt.Errorf("run: %q; expected at most 1000 numbers, upwards", list)
	}
	var out []string
	for n := first; n <= last; n++ {
		out = append(out, strconv.Itoa(n))
	}
	return out, nil
}

// Parsed is the run's scenario, with its settings.
func (r *Run) Parsed() (*scenario.Scenario, error) {
	s, err := engine.Parse(r.Scenario, r.text)
	if err != nil {
		return nil, err
	}
	for _, k := range strings.Fields(r.Mode) {
		key, value, _ := strings.Cut(k, "=")
		if err := s.Set(key, value); err != nil {
			return nil, fmt.Errorf("%s: %w", r, err)
		}
	}
	return s, nil
}

// Start is the run at time 0. Step it, or Finish it.
func (r *Run) Start() (*engine.Run, error) {
	s, err := r.Parsed()
	if err != nil {
		return nil, err
	}
	run, err := engine.New(s)
	if err != nil || r.choices == "" {
		return run, err
	}
	list, err := sim.ParseChoices(r.choices, len(run.Kernel.M.CPUs))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r, err)
	}
	run.Sched = &sim.Replay{Choices: list}
	return run, nil
}

// Finish takes a run that was started, and maybe stepped, to its end.
func (r *Run) Finish(run *engine.Run) (*engine.Result, error) {
	if run.Finish(); run.Err != nil {
		return nil, run.Err
	}
	if replay, ok := run.Sched.(*sim.Replay); ok && replay.Err != nil {
		return nil, fmt.Errorf("%s: %w", r, replay.Err)
	}
	return run.Result(), nil
}

// Result is Start and Finish.
func (r *Run) Result() (*engine.Result, error) {
	run, err := r.Start()
	if err != nil {
		return nil, err
	}
	return r.Finish(run)
}

// Line is the run's line in the list of hashes.
func (r *Run) Line(res *engine.Result) string { return r.String() + " " + res.Hash }
