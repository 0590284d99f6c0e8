package engine

import (
	"fmt"
	"strings"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// The table of what each form of the series does in each configuration
// (kernel.md 3.4). No cell is written here: a kernel of each configuration is
// made, the form is executed in it, and the cell tells what it did.

// Configuration is one column: a build and a boot.
type Configuration struct {
	Letter string // A to F
	What   string
	mode   qpw.Mode
	rt     bool
}

// Name is the column's letter and what it stands for, in the names of version 3
// or of version 4.
func (c Configuration) Name(pw bool) string {
	return c.Letter + " " + (path.Build{PW: pw}).Renamed(c.What)
}

// Configurations lists the columns of those configurations that the engine
// runs.
func Configurations() []Configuration {
	var all []Configuration
	for i, c := range []Configuration{
		{"A", "CONFIG_QPW=n", qpw.NotBuilt, false}, {"B", "CONFIG_QPW=n, PREEMPT_RT", qpw.NotBuilt, true},
		{"C", "qpw=0", qpw.Off, false}, {"D", "qpw=0, PREEMPT_RT", qpw.Off, true},
		{"E", "qpw=1", qpw.On, false}, {"F", "qpw=1, PREEMPT_RT", qpw.On, true},
	} {
		if i%2 == 0 || Capabilities().RT {
			all = append(all, c)
		}
	}
	return all
}

// FormRow is one row: a form, and what it does in each of the configurations.
type FormRow struct {
	Name  string
	Cells []string
}

// FormTable is all rows, in the names of version 3 or of version 4.
func FormTable(pw bool) ([]FormRow, error) {
	var rows []FormRow
	for _, f := range forms() {
		row := FormRow{Name: (path.Build{PW: pw}).Renamed(f.name)}
		for _, c := range Configurations() {
			l := &lab{config: c, pw: pw}
			row.Cells = append(row.Cells, f.cell(l))
			if l.err != nil {
				return nil, l.err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

type form struct {
	name string
	cell func(l *lab) string
}

func forms() []form {
	return []form{
		{"lock type", lockType},
		{"qpw_lock(l, cpu)", func(l *lab) string { return l.taking("qpw_lock", 0, 1) }},
		{"qpw_trylock(l, cpu)", func(l *lab) string { return l.trying("qpw_trylock", 0, 1) }},
		{"qpw_unlock(l, cpu)", func(l *lab) string { return l.releasing("qpw_lock", "qpw_unlock", 0, 1) }},
		{"local_qpw_lock(l)", func(l *lab) string { return l.taking("local_qpw_lock", 0) }},
		{"local_qpw_trylock(l)", func(l *lab) string { return l.trying("local_qpw_trylock", 0) }},
		{"local_qpw_unlock(l)", func(l *lab) string { return l.releasing("local_qpw_lock", "local_qpw_unlock", 0) }},
		{"qpw_lock_irqsave(l, flags, cpu)", func(l *lab) string { return l.taking("qpw_lock_irqsave", fbatchesIRQ, 1) }},
		{"qpw_unlock_irqrestore(l, flags, cpu)", func(l *lab) string {
			return l.releasing("qpw_lock_irqsave", "qpw_unlock_irqrestore", fbatchesIRQ, 1)
		}},
		{"local_qpw_lock_irqsave(l, flags)", func(l *lab) string { return l.taking("local_qpw_lock_irqsave", fbatchesIRQ) }},
		{"queue_percpu_work_on(c, wq, q)", queueing},
		{"flush_percpu_work(q)", flushing},
		{"qpw_get_cpu(w)", whichCPU},
		{"qpw_is_cpu_remote(cpu)", remote},
		{"INIT_QPW(q, f, c)", initialising},
		{"struct qpw_struct", structure},
		{"remote take possible?", remoteTake},
	}
}

// fbatchesIRQ is the reference of the one lock that is taken with interrupts
// off, cpu_fbatches.lock_irq.
const fbatchesIRQ = -2

// lab makes kernels of one configuration. Thread 0 is on CPU 0, which executes
// what is probed, thread 1 on CPU 1, and 2 is an NMI on CPU 0.
type lab struct {
	config Configuration
	pw     bool
	err    error
}

const (
	here sim.ThreadID = iota
	there
	nmi
)

func (l *lab) kernel() *path.Kernel {
	names, rt := "qpw", "off"
	if l.pw {
		names = "pw"
	}
	if l.config.rt {
		rt = "on"
	}
	text := fmt.Sprintf("machine cpus=2 qpw=%s rt=%s lockdep=off\nkernel names=%s\ncache c size=64\n"+
		"task t cpu=0 { work 1us }\ntask u cpu=1 { work 1us }\nnmi n cpu=0 at=1us { work 1us }\n", l.config.mode, rt, names)
	s, err := Parse("configuration "+l.config.Letter, []byte(text))
	if err == nil {
		var r *Run
		if r, err = New(s); err == nil {
			return r.Kernel
		}
	}
	if l.err == nil {
		l.err = err
	}
	return nil
}

// probe executes a form in a thread of k.
func (l *lab) probe(k *path.Kernel, id sim.ThreadID, fn, stop string, args ...int32) path.Probe {
	if k == nil {
		return path.Probe{}
	}
	b := path.Build{PW: l.pw}
	return k.Probe(id, b.Renamed(fn), b.Renamed(stop), args...)
}

// words joins what is not empty.
func words(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

func static(p path.Probe) string {
	if p.Static {
		return "static branch"
	}
	return ""
}

// member names what was taken, and whose lock it was.
func member(p path.Probe) string {
	if len(p.Took) == 0 {
		return "takes nothing"
	}
	whose := "this CPU's"
	if p.Took[0].Of != 0 {
		whose = "the named CPU's"
	}
	return p.Took[0].As.String() + " of " + strings.TrimSuffix(whose, "'s")
}

// pins tells how the depths have changed.
func pins(p path.Probe) string {
	return words(depth("preempt", p.Preempt), depth("migrate", p.Migrate), depth("irqs off", p.IRQOff))
}

func depth(name string, n int32) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s %+d", name, n)
}

func (l *lab) taking(fn string, args ...int32) string {
	p := l.probe(l.kernel(), here, fn, "", args...)
	return words(static(p), member(p), pins(p))
}

// trying also looks at a lock that is held, and at an NMI that asks.
func (l *lab) trying(fn string, args ...int32) string {
	k := l.kernel()
	first := l.probe(k, here, fn, "", args...)
	held := l.probe(k, here, fn, "", args...)
	text := words(static(first), member(first), pins(first))
	if held.Ret != 0 || held.Preempt|held.Migrate|held.IRQOff != 0 {
		text += "; held: " + words(fmt.Sprintf("returns %d", held.Ret), pins(held))
	} else {
		text += "; held: fails, unpinned again"
	}
	if in := l.probe(l.kernel(), nmi, fn, "", args...); in.Ret == 0 {
		return text + "; refuses in an NMI"
	}
	return text + "; tries in an NMI too"
}

func (l *lab) releasing(take, give string, args ...int32) string {
	k := l.kernel()
	took := l.probe(k, here, take, "", args...)
	p := l.probe(k, here, give, "", args...)
	text := "releases nothing"
	if p.Did(sim.LockRelease) && len(took.Took) > 0 {
		text = "releases the " + took.Took[0].As.String()
	}
	return words(static(p), text, pins(p))
}

func lockType(l *lab) string {
	p := l.probe(l.kernel(), here, "local_qpw_trylock", "", 0)
	f := l.probe(l.kernel(), here, "qpw_trylock", "", 0, 1)
	used := member(p)
	if len(p.Took) > 0 {
		used = p.Took[0].As.String()
	}
	switch {
	case !p.Static:
		return used + " only"
	case len(f.Took) > 0 && f.Took[0].Of == 1:
		return "union, sl used: " + used
	}
	return "union, ll used: " + used
}

func queueing(l *lab) string {
	made := func(stored int32) *path.Kernel {
		k := l.kernel()
		if k != nil {
			k.Flush[1].Item.CPU = stored
			k.WQ.Works[k.Flush[1].Item.Work].Fn, _ = k.Cfg.Code.Func("late_initcall")
		}
		return k
	}
	p := l.probe(made(1), here, "queue_percpu_work_on", "", 1)
	k := made(0)
	wrong := l.probe(k, here, "queue_percpu_work_on", "", 1)
	text := "nothing"
	switch {
	case p.Did(sim.DirectStart):
		text = "calls the function here, for that CPU"
	case p.Did(sim.QueueWork):
		text = "queue_work_on"
	}
	for _, said := range wrong.Said {
		if said == bug.WorkCPU {
			text += "; warns if the item stores another CPU"
		}
	}
	return words(static(p), text)
}

func flushing(l *lab) string {
	k := l.kernel()
	if k != nil {
		k.WQ.Queue(k.Flush[1].Item.Work, 1)
	}
	p := l.probe(k, here, "flush_percpu_work", "", 1)
	text := "returns at once"
	if p.Did(sim.FlushWait) && p.Waits {
		text = "flush_work: sleeps until the item is done"
	}
	return words(static(p), text)
}

// whichCPU lets the work function of CPU 1's item run on CPU 0.
func whichCPU(l *lab) string {
	k := l.kernel()
	if k != nil {
		k.Flush[0].Cache, k.Flush[1].Cache = 0, 0
	}
	p := l.probe(k, here, "flush_cpu_sheaves", "pcs_flush_all", 1)
	if p.Args[1] == 1 {
		return "the CPU that the item stores"
	}
	return "the CPU that executes"
}

func remote(l *lab) string {
	k := l.kernel()
	own, other := l.probe(k, here, "qpw_is_cpu_remote", "", 0), l.probe(k, here, "qpw_is_cpu_remote", "", 1)
	switch {
	case own.Ret == 0 && other.Ret == 0:
		return "always false"
	case own.Ret == 0 && other.Ret == 1:
		return "cpu is not this CPU"
	}
	return fmt.Sprintf("%d for this CPU, %d for another", own.Ret, other.Ret)
}

// stores reports whether setting up an item writes its CPU.
func (l *lab) stores() bool {
	k := l.kernel()
	if k == nil {
		return false
	}
	k.Flush[0].Item.CPU = -1
	l.probe(k, here, "flush_rcu_sheaves_on_cache", "queue_percpu_work_on", 0)
	return k.Flush[0].Item.CPU == 0
}

func initialising(l *lab) string {
	if l.stores() {
		return "INIT_WORK, and cpu = c"
	}
	return "INIT_WORK"
}

func structure(l *lab) string {
	if l.stores() {
		return "work_struct and an int"
	}
	return "work_struct"
}

func remoteTake(l *lab) string {
	p := l.probe(l.kernel(), here, "qpw_lock", "", 0, 1)
	for _, t := range p.Took {
		if t.Class == locking.PCS && t.Of == 1 {
			return "yes"
		}
	}
	return "no"
}
