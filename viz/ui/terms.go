package ui

import (
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// Words of the prose that name something in the picture. A hand on the word
// lights the thing, a hand on the thing marks the words.
//
//	word --Light--> things with a ring        thing --namesOf--> words
//
// A name is a task's, a kernel function's, "CPU 3", or one of the nouns below.

// Light puts a ring around what a word names; no name takes it away.
type Light struct{ Name string }

func (Light) msg() {}

// Lit is what has a ring because a word names it: who a name means may be
// somewhere else at the next instant.
func (m *Model) Lit() []scene.ID {
	name := m.lit
	if under := m.wordUnder(); under.Name != "" {
		name = under.Name
	}
	if name == "" || !m.Loaded() {
		return nil
	}
	return m.thingsOf(name)
}

// mostLit bounds the rings of one noun.
const mostLit = 64

// noun is a word for a sort of thing.
type noun struct {
	name string
	is   []scene.Kind
	all  func(m *Model, k *path.Kernel) []scene.ID
}

func nouns() []noun {
	onCPUs := func(kind scene.Kind) func(*Model, *path.Kernel) []scene.ID {
		return func(m *Model, k *path.Kernel) (ids []scene.ID) {
			for cpu := range k.M.CPUs {
				ids = append(ids, kind.ID(m.Cache, cpu))
			}
			return ids
		}
	}
	onNodes := func(kind scene.Kind) func(*Model, *path.Kernel) []scene.ID {
		return func(m *Model, k *path.Kernel) (ids []scene.ID) {
			for node := range int(k.Heap.NNodes) {
				ids = append(ids, kind.ID(m.Cache, node))
			}
			return ids
		}
	}
	return []noun{
		{"main", []scene.Kind{scene.Main, scene.MainAt}, onCPUs(scene.Main)},
		{"spare", []scene.Kind{scene.Spare, scene.SpareAt}, onCPUs(scene.Spare)},
		{"rcu_free", []scene.Kind{scene.RCUFree, scene.RCUAt}, onCPUs(scene.RCUFree)},
		{"lock", []scene.Kind{scene.CPULock, scene.Waiter}, onCPUs(scene.CPULock)},
		{"barn", []scene.Kind{scene.Barn, scene.BarnLock, scene.BarnFull, scene.BarnNone}, onNodes(scene.Barn)},
		{"slabs", []scene.Kind{scene.Node, scene.Slab, scene.SlabAt, scene.ListLock}, onNodes(scene.Node)},
		{"list_lock", []scene.Kind{scene.ListLock}, onNodes(scene.ListLock)},
		{"kworker", nil, kworkers},
	}
}

func kworkers(m *Model, k *path.Kernel) (ids []scene.ID) {
	for id := range k.M.Threads {
		if k.M.Threads[id].Kind == sim.Kworker {
			ids = append(ids, chips(k, sim.ThreadID(id))...)
		}
	}
	return ids
}

// terms lists the names that this run has: what they are, then the name.
func (m *Model) terms() string {
	var r rows
	k := m.Kernel()
	r.add("cpus", strconv.Itoa(len(k.M.CPUs)))
	for _, n := range nouns() {
		r.add("noun", n.name)
	}
	for _, t := range nounTerms() {
		r.add("entry", t[1], t[0])
	}
	for i := range k.Cfg.Programs {
		r.add("task", k.Cfg.Programs[i].Name)
	}
	for i := range k.Cfg.Code.Funcs {
		if name := k.Cfg.Code.Funcs[i].Name; name != "program" {
			r.add("function", name)
		}
	}
	return r.String()
}

// thingsOf is what a name means at the instant shown.
func (m *Model) thingsOf(name string) (ids []scene.ID) {
	k := m.Kernel()
	if cpu, ok := cpuNamed(k, name); ok {
		return []scene.ID{scene.CPU.ID(cpu), scene.Track.ID(cpu)}
	}
	if at := slices.IndexFunc(nouns(), func(n noun) bool { return n.name == name }); at >= 0 && m.Cache < len(k.Heap.Caches) {
		ids = nouns()[at].all(m, k)
		return ids[:min(len(ids), mostLit)]
	}
	if fn, ok := k.Cfg.Code.Func(name); ok {
		return m.whereIn(k, fn)
	}
	for id := range k.M.Threads {
		if k.M.Threads[id].Kind <= sim.Kworker && k.ThreadName(sim.ThreadID(id)) == name {
			return append(chips(k, sim.ThreadID(id)), scene.TaskRow.ID(id))
		}
	}
	return nil
}

// cpuNamed reads "CPU 3".
func cpuNamed(k *path.Kernel, name string) (int, bool) {
	n, isCPU := strings.CutPrefix(name, "CPU ")
	cpu, err := strconv.Atoi(n)
	return cpu, isCPU && err == nil && cpu >= 0 && cpu < len(k.M.CPUs)
}

// chips is where a thread has a CPU: one of the contexts there, outermost first.
func chips(k *path.Kernel, id sim.ThreadID) (ids []scene.ID) {
	for cpu := range k.M.CPUs {
		c := &k.M.CPUs[cpu]
		for i := 0; i <= int(c.Nest); i++ {
			if c.Ctx[i] == id {
				ids = append(ids, scene.Context.ID(cpu, int(c.Nest)-i))
			}
		}
	}
	return ids
}

// whereIn is who is in a function: its place in the listing's chain of calls,
// and the contexts.
func (m *Model) whereIn(k *path.Kernel, fn sim.FuncID) (ids []scene.ID) {
	followed := m.Followed()
	for id := range k.M.Threads {
		t := &k.M.Threads[id]
		for i := range t.Stack[:t.Depth] {
			if t.Stack[i].Fn != fn {
				continue
			}
			ids = append(ids, chips(k, sim.ThreadID(id))...)
			if sim.ThreadID(id) == followed {
				ids = append(ids, scene.ListingCall.ID(i), scene.ListingCall.ID(i).Sub(1))
			}
			break
		}
	}
	return ids[:min(len(ids), mostLit)]
}

// namesOf is what words may call a thing: the names, a row each.
func (m *Model) namesOf(id scene.ID) string {
	if !m.Loaded() || id.Kind == scene.Nothing {
		return ""
	}
	var r rows
	k := m.Kernel()
	for _, n := range nouns() {
		if slices.Contains(n.is, id.Kind) {
			r.add(n.name)
		}
	}
	cpu, onCPU := CPUOf(id)
	if onCPU && cpu >= 0 && cpu < len(k.M.CPUs) {
		r.add("CPU " + strconv.Itoa(cpu))
	}
	if thread := threadOf(k, id); thread != sim.NoThread {
		r.add(k.ThreadName(thread))
		if k.M.Threads[thread].Kind == sim.Kworker {
			r.add("kworker")
		}
	}
	if fn, ok := m.funcOf(k, id); ok {
		r.add(k.Cfg.Code.Funcs[fn].Name)
	}
	return r.String()
}

// threadOf is the thread that a thing of the picture is.
func threadOf(k *path.Kernel, id scene.ID) sim.ThreadID {
	switch id.Kind {
	case scene.Context:
		if cpu := int(id.N[0]); cpu >= 0 && cpu < len(k.M.CPUs) {
			c := &k.M.CPUs[cpu]
			if at := int(c.Nest) - int(id.N[1]); at >= 0 && at < len(c.Ctx) {
				return c.Ctx[at]
			}
		}
	case scene.TaskRow, scene.TaskRun, scene.ThreadWait, scene.ThreadOff, scene.Statement:
		if t := int(id.N[0]); t >= 0 && t < len(k.M.Threads) {
			return sim.ThreadID(t)
		}
	}
	return sim.NoThread
}

// funcOf is the kernel function that a thing of the picture is.
func (m *Model) funcOf(k *path.Kernel, id scene.ID) (sim.FuncID, bool) {
	switch id.Kind {
	case scene.ListingStep:
		return sim.FuncID(id.N[0]), id.N[0] >= 0 && int(id.N[0]) < len(k.Cfg.Code.Funcs)
	case scene.ListingCall:
		if t := m.Followed(); t != sim.NoThread && id.N[0] >= 0 && id.N[0] < int32(k.M.Threads[t].Depth) {
			return k.M.Threads[t].Stack[id.N[0]].Fn, true
		}
	}
	return 0, false
}
