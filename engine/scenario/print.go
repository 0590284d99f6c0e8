package scenario

import (
	"fmt"
	"strconv"
	"strings"
)

// Printing. The text is canonical: defaults are left out, keys stand in a
// fixed order, and Parse gives the same scenario back. A text near MaxBytes
// would outgrow it by its indentation alone; then the tight form is used,
// which is never longer than the text that it came from.

// String writes s in the scenario language.
func (s *Scenario) String() string {
	wide := printer{}
	wide.scenario(s)
	if wide.Len() <= MaxBytes {
		return wide.String()
	}
	tight := printer{tight: true}
	tight.scenario(s)
	return strings.TrimSuffix(tight.String(), "\n")
}

type printer struct {
	strings.Builder
	tight bool
	depth int
}

// line starts a new line with its words; empty ones are left out.
func (w *printer) line(words ...string) {
	if !w.tight {
		w.WriteString(strings.Repeat("\t", w.depth))
	}
	w.WriteString(words[0])
	for _, word := range words[1:] {
		if word != "" {
			w.WriteString(" " + word)
		}
	}
}

func (w *printer) end() { w.WriteByte('\n') }

// keyText gives name=value, or nothing when it is the default.
func keyText(name string, given bool, value any) string {
	if !given {
		return ""
	}
	return fmt.Sprintf("%s=%v", name, value)
}

func flagText(name string, on bool) string {
	if on {
		return name
	}
	return ""
}

func (w *printer) scenario(s *Scenario) {
	w.title(s.Title)
	w.machine(&s.Machine)
	w.kernel(&s.Kernel)
	for i := range s.Caches {
		w.cache(&s.Caches[i])
	}
	w.costs(s.Costs)
	for _, m := range s.Mutants {
		w.line("mutant", m.Name)
		w.end()
	}
	for i := 0; i < len(s.Tasks); {
		i += w.task(s.Tasks[i:])
	}
	for i := range s.Irqs {
		w.irq(&s.Irqs[i])
	}
	w.memory(&s.Memory)
	w.spurious(&s.Spurious)
	for i := range s.Moves {
		w.move(&s.Moves[i])
	}
	w.closing(s)
}

func (w *printer) title(title string) {
	if title == "" {
		return
	}
	w.WriteString("title")
	if !w.tight {
		w.WriteByte(' ')
	}
	w.WriteString(titleText(title))
	w.end()
}

func (w *printer) closing(s *Scenario) {
	if s.Seed != 0 {
		w.line("seed", strconv.FormatUint(s.Seed, 10))
		w.end()
	}
	if s.Until.N != 0 {
		w.line("until", s.Until.String())
		w.end()
	}
	for _, c := range s.Claims {
		text := c.Text // as the author wrote it
		if text == "" {
			text = c.String()
		}
		w.line("claim", text)
		w.end()
	}
}

func (w *printer) machine(m *Machine) {
	w.line("machine",
		keyText("cpus", true, m.CPUs),
		keyText("nodes", m.Nodes != 1, m.Nodes),
		keyText("isolated", len(m.Isolated) > 0, cpuList(m.Isolated)),
		keyText("nohz_full", len(m.NohzFull) > 0, cpuList(m.NohzFull)),
		keyText("rt", m.RT, "on"),
		keyText("qpw", m.QPW != QPWNotBuilt, m.QPW),
		keyText("alt", m.Alt != AltNone, m.Alt),
		keyText("fairserver", !m.FairServer, "off"),
		keyText("rtthrottle", m.RTThrottle, "on"),
		keyText("cmdline", m.Cmdline != "", titleText(m.Cmdline)),
		keyText("lockdep", !m.Lockdep, "off"),
		keyText("steps", m.Steps != TimedSteps, m.Steps),
		keyText("ghz", m.GHz != 3, m.GHz),
		keyText("jitter", m.Jitter != 0, m.Jitter),
		keyText("memoryless", len(m.Memoryless) > 0, nodeList(m.Memoryless)))
	w.end()
}

func (w *printer) kernel(k *Kernel) {
	is := Default().Kernel
	if k.Generation == is.Generation && k.Names == is.Names && len(k.Patches) == 0 {
		return
	}
	w.line("kernel",
		keyText("generation", k.Generation != is.Generation, k.Generation),
		keyText("names", k.Names != is.Names, k.Names),
		keyText("patch", len(k.Patches) > 0, strings.Join(k.Patches, ",")))
	w.end()
}

func (w *printer) cache(c *Cache) {
	w.line("cache", c.Name,
		keyText("size", true, c.Size),
		keyText("capacity", c.Capacity != 0, c.Capacity),
		keyText("slabobjs", c.SlabObjs != 0, c.SlabObjs),
		flagText("ctor", c.Ctor),
		flagText("typesafe_rcu", c.TypesafeRCU),
		keyText("sheaves", c.Sheaves != SheavesDefault, switchName(c.Sheaves == SheavesOn)),
		keyText("refuse", c.Refuse != 0, c.Refuse),
		keyText("boot", c.Late, "late"))
	w.end()
}

func (w *printer) costs(costs []Cost) {
	if len(costs) == 0 {
		return
	}
	words := []string{"cost"}
	for _, c := range costs {
		words = append(words, keyText(c.Name, true, c.Cycles))
	}
	w.line(words...)
	w.end()
}

// task writes the first of some tasks, with those that the same line makes,
// and says how many they were.
func (w *printer) task(tasks []Task) int {
	t := &tasks[0]
	name, cpu, n := t.Name, strconv.Itoa(t.CPU), 1
	if t.Group != "" {
		cpus := []int{t.CPU}
		for n < len(tasks) && tasks[n].Group == t.Group {
			cpus = append(cpus, tasks[n].CPU)
			n++
		}
		name, cpu = t.Group, cpuList(cpus)
		if n == 1 {
			cpu += "-" + cpu // a range, of one CPU
		}
	}
	w.line("task", name,
		keyText("cpu", true, cpu),
		keyText("fifo", t.FIFO != 0, t.FIFO),
		keyText("start", t.Start.N != 0, t.Start))
	w.block(t.Body)
	w.end()
	return n
}

func (w *printer) irq(q *Irq) {
	kind := "irq"
	if q.NMI {
		kind = "nmi"
	}
	if q.Soft {
		kind = "softirq"
	}
	w.line(kind, q.Name,
		keyText("cpu", true, q.CPU),
		keyText("at", true, q.At),
		keyText("every", q.Every.N != 0, q.Every))
	w.block(q.Body)
	w.end()
}
