package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SettingNames are the settings that Set knows, sorted.
func SettingNames() []string {
	return []string{"alt", "cpus", "fairserver", "generation", "lockdep", "mutant", "names", "patch", "qpw", "rt", "rtthrottle", "seed", "steps", "until"}
}

// Set changes one setting of s, as the flags of the commands and the switches
// of the picture do, with a value as the language writes it. On an error s is
// as it was.
func (s *Scenario) Set(name, text string) error {
	switch name {
	case "qpw":
		return choose(name, text, triNames(), func(i int) { s.Machine.QPW = Tri(i) })
	case "rt":
		return choose(name, text, switchNames(), func(i int) { s.Machine.RT = i == 1 })
	case "lockdep":
		return choose(name, text, switchNames(), func(i int) { s.Machine.Lockdep = i == 1 })
	case "steps":
		return choose(name, text, stepsNames(), func(i int) { s.Machine.Steps = Steps(i) })
	case "alt":
		return choose(name, text, altNames(), func(i int) { s.Machine.Alt = Alt(i) })
	case "fairserver":
		return choose(name, text, switchNames(), func(i int) { s.Machine.FairServer = i == 1 })
	case "rtthrottle":
		return choose(name, text, switchNames(), func(i int) { s.Machine.RTThrottle = i == 1 })
	case "seed":
		return s.setSeed(text)
	case "until":
		return s.setUntil(text)
	case "generation":
		return choose(name, text, GenerationNames(), func(i int) { s.Kernel.Generation = GenerationNames()[i] })
	case "names":
		return choose(name, text, apiNames(), func(i int) { s.Kernel.Names = apiNames()[i] })
	case "patch":
		return nameList(name, text, noPatch, func(names []string) { s.Kernel.Patches = names })
	case "mutant":
		return nameList(name, text, noMutant, s.setMutants)
	case "cpus":
		return s.setCPUs(text)
	}
	return fmt.Errorf("unknown setting %s; %s", quote(name), expected(name, SettingNames()))
}

// Setting is the value of a setting, as Set takes it; empty for a setting that
// has none or that there is not.
func (s *Scenario) Setting(name string) string {
	switch name {
	case "qpw":
		return s.Machine.QPW.String()
	case "rt":
		return switchName(s.Machine.RT)
	case "lockdep":
		return switchName(s.Machine.Lockdep)
	case "alt":
		return s.Machine.Alt.String()
	case "fairserver":
		return switchName(s.Machine.FairServer)
	case "rtthrottle":
		return switchName(s.Machine.RTThrottle)
	case "seed":
		return strconv.FormatUint(s.Seed, 10)
	case "generation":
		return s.Kernel.Generation
	case "names":
		return s.Kernel.Names
	case "cpus":
		return strconv.Itoa(s.Machine.CPUs)
	case "patch":
		return listText(s.Kernel.Patches, noPatch)
	case "mutant":
		var names []string
		for _, m := range s.Mutants {
			names = append(names, m.Name)
		}
		return listText(names, noMutant)
	case "steps":
		return s.Machine.Steps.String()
	case "until":
		if s.Until.N != 0 {
			return s.Until.String()
		}
	}
	return ""
}

// The settings that name nothing. A kernel that says nothing of patches is one
// with the series, so its word cannot be none, which names the kernel without.
const (
	noMutant = "none"
	noPatch  = "default"
)

func listText(names []string, nothing string) string {
	if len(names) == 0 {
		return nothing
	}
	return strings.Join(names, ",")
}

// nameList takes names with commas between them, or the word for none. Whether
// something is called so is found out where the names are known: Unsupported.
func nameList(name, text, nothing string, set func([]string)) error {
	if text == nothing {
		set(nil)
		return nil
	}
	names := strings.Split(text, ",")
	for i, n := range names {
		if !isWhole(n) || slices.Contains(names[:i], n) || i == MaxPatches {
			return fmt.Errorf("bad value %s of %s; expected %s, or at most %d different names with commas between them", quote(text), name, nothing, MaxPatches)
		}
	}
	set(names)
	return nil
}

// isWhole reports whether the scanner would take the whole of s as one name.
func isWhole(s string) bool {
	for _, r := range s {
		if !isWord(r) {
			return false
		}
	}
	return isName(s) && len(s) <= MaxName
}

// setMutants plants other bugs. They stand where the first one did, for
// messages.
func (s *Scenario) setMutants(names []string) {
	at := Pos{Line: 1, Col: 1}
	if len(s.Mutants) > 0 {
		at = s.Mutants[0].Pos
	}
	s.Mutants = nil
	for _, name := range names {
		s.Mutants = append(s.Mutants, Mutant{Pos: at, Name: name})
	}
}

// setCPUs changes the size of the machine. Where one line makes a task on every
// CPU it goes on to do so; of one that makes tasks on some those go whose CPUs
// go. Whatever else speaks of a CPU that is not there any more is a mistake, as
// it would be in the text.
func (s *Scenario) setCPUs(text string) error {
	n, ok := wholeNumber(text)
	if !ok || n < 1 || n > MaxCPUs {
		return fmt.Errorf("bad value %s of cpus; expected a whole number from 1 to %d", quote(text), MaxCPUs)
	}
	other := *s
	other.Machine.CPUs = int(n)
	other.Tasks = regrouped(s.Tasks, s.Machine.CPUs, int(n))
	if _, err := Parse(s.Name, []byte(other.String())); err != nil {
		var mistake *Error
		errors.As(err, &mistake)
		return fmt.Errorf("cpus=%d does not fit: %s", n, mistake.Msg)
	}
	*s = other
	return nil
}

func choose(name, text string, names []string, set func(int)) error {
	i := slices.Index(names, text)
	if i < 0 {
		return fmt.Errorf("bad value %s of %s; expected %s", quote(text), name, listing(names))
	}
	set(i)
	return nil
}

func (s *Scenario) setSeed(text string) error {
	n, ok := wholeNumber(text)
	if !ok {
		return fmt.Errorf("bad value %s of seed; expected a whole number from 0 to %d", quote(text), uint64(1<<64-1))
	}
	s.Seed = n
	return nil
}

func (s *Scenario) setUntil(text string) error {
	d, ok := ParseDur(text)
	if !ok || d.N == 0 || d.Cycles(s.Machine.GHz) > MaxSeconds*1_000_000_000*s.Machine.GHz {
		return fmt.Errorf("bad value %s of until; expected a whole number and a unit (ns, us, ms, s or cy), more than 0 and at most %ds",
			quote(text), MaxSeconds)
	}
	s.Until = d
	return nil
}

// regrouped are the tasks on a machine that had some CPUs and has n.
func regrouped(tasks []Task, had, n int) []Task {
	var out []Task
	for i := 0; i < len(tasks); {
		end := i + 1
		for end < len(tasks) && tasks[i].Group != "" && tasks[end].Group == tasks[i].Group {
			end++
		}
		for _, t := range tasks[i:end] {
			if t.Group == "" || t.CPU < n {
				out = append(out, t)
			}
		}
		if end-i == had && tasks[i].Group != "" {
			for cpu := had; cpu < n; cpu++ {
				t := tasks[i]
				t.Name, t.CPU = t.Group+strconv.Itoa(cpu), cpu
				out = append(out, t)
			}
		}
		i = end
	}
	return out
}

// Unusual is the settings that are not as they are unless a text, a flag or a
// replay string says so, of those that only switch something: by name, as Set takes
// them.
func (s *Scenario) Unusual() map[string]string {
	plain, all := Default(), map[string]string{}
	for _, name := range []string{"fairserver", "lockdep", "mutant", "names", "patch", "rtthrottle", "steps"} {
		if is := s.Setting(name); is != plain.Setting(name) {
			all[name] = is
		}
	}
	return all
}
