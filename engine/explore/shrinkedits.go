package explore

import (
	"slices"

	"barnyard/engine/scenario"
)

// The edits that make a scenario smaller, from large pieces to small ones. An
// edit changes a parsed scenario and reports whether there was anything to
// change; whether the result is a scenario at all, and whether the same thing
// still happens in it, is found out by running it.
type edit func(s *scenario.Scenario) bool

// families lists the kinds of edits, each as a function from a scenario to the
// edits that it offers.
func families() []func(s *scenario.Scenario) []edit {
	return []func(s *scenario.Scenario) []edit{
		programEdits, lineEdits, statementEdits, cpuEdits, machineEdits, countEdits,
	}
}

// programEdits take a task, an interrupt or a move away.
func programEdits(s *scenario.Scenario) []edit {
	var list []edit
	for i := range s.Tasks {
		list = append(list, func(s *scenario.Scenario) bool {
			name := s.Tasks[i].Name
			s.Tasks = slices.Delete(s.Tasks, i, i+1)
			s.Moves = slices.DeleteFunc(s.Moves, func(m scenario.Move) bool { return m.Task == name })
			withoutGifts(s, name)
			return true
		})
	}
	for i := range s.Irqs {
		list = append(list, func(s *scenario.Scenario) bool {
			name := s.Irqs[i].Name
			s.Irqs = slices.Delete(s.Irqs, i, i+1)
			withoutGifts(s, name)
			return true
		})
	}
	for i := range s.Moves {
		list = append(list, func(s *scenario.Scenario) bool {
			s.Moves = slices.Delete(s.Moves, i, i+1)
			return true
		})
	}
	return list
}

// withoutGifts leaves out what is given to somebody who is not there any more.
func withoutGifts(s *scenario.Scenario, to string) {
	eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
		return slices.DeleteFunc(body, func(st scenario.Stmt) bool { return st.Verb == scenario.Give && st.To == to })
	})
}

// eachBody replaces every list of statements, the inner ones first.
func eachBody(s *scenario.Scenario, f func(body []scenario.Stmt) []scenario.Stmt) {
	for i := range s.Tasks {
		s.Tasks[i].Body = inner(s.Tasks[i].Body, f)
	}
	for i := range s.Irqs {
		s.Irqs[i].Body = inner(s.Irqs[i].Body, f)
	}
}

func inner(body []scenario.Stmt, f func(body []scenario.Stmt) []scenario.Stmt) []scenario.Stmt {
	for i := range body {
		body[i].Body = inner(body[i].Body, f)
		for j := range body[i].Arms {
			body[i].Arms[j].Body = inner(body[i].Arms[j].Body, f)
		}
	}
	return f(body)
}

// lineEdits take whole lines away: what fails, a cache with all that is done to
// it, claims and costs.
func lineEdits(s *scenario.Scenario) []edit {
	list := []edit{
		func(s *scenario.Scenario) bool { s.Memory = scenario.Memory{}; return true },
		func(s *scenario.Scenario) bool { s.Spurious = scenario.Spurious{}; return true },
		func(s *scenario.Scenario) bool { s.Claims, s.Title, s.Costs = nil, "", nil; return true },
		func(s *scenario.Scenario) bool { s.Until, s.Seed = scenario.Dur{}, 0; return true },
		func(s *scenario.Scenario) bool { s.Memory.Fail = nil; return true },
		func(s *scenario.Scenario) bool { s.Memory.Slabs = nil; return true },
		func(s *scenario.Scenario) bool { s.Memory.Sheaves = nil; return true },
		func(s *scenario.Scenario) bool { s.Memory.Orders = nil; return true },
		func(s *scenario.Scenario) bool { s.Memory.Workers = nil; return true },
		func(s *scenario.Scenario) bool { s.Spurious.Trylock = nil; return true },
		func(s *scenario.Scenario) bool { s.Spurious.Wake = nil; return true },
	}
	for i := range s.Caches {
		list = append(list, func(s *scenario.Scenario) bool {
			name := s.Caches[i].Name
			s.Caches = slices.Delete(s.Caches, i, i+1)
			eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
				return slices.DeleteFunc(body, func(st scenario.Stmt) bool { return st.Cache == name })
			})
			return true
		})
	}
	for _, pick := range []func(s *scenario.Scenario) *[]scenario.Range{
		func(s *scenario.Scenario) *[]scenario.Range { return &s.Memory.Fail },
		func(s *scenario.Scenario) *[]scenario.Range { return &s.Memory.Slabs },
		func(s *scenario.Scenario) *[]scenario.Range { return &s.Memory.Sheaves },
		func(s *scenario.Scenario) *[]scenario.Range { return &s.Spurious.Trylock },
		func(s *scenario.Scenario) *[]scenario.Range { return &s.Spurious.Wake },
	} {
		list = append(list, rangeEdits(*pick(s), pick)...)
	}
	return list
}

// rangeEdits take a range out of a list, or all of it but its first number.
func rangeEdits(has []scenario.Range, pick func(s *scenario.Scenario) *[]scenario.Range) []edit {
	var list []edit
	for i := range has {
		list = append(list,
			func(s *scenario.Scenario) bool {
				*pick(s) = slices.Delete(*pick(s), i, i+1)
				return true
			},
			func(s *scenario.Scenario) bool {
				r := &(*pick(s))[i]
				was := r.To
				r.To = r.From
				return was != r.To
			})
	}
	return list
}

// statementEdits take statements away, many at a time and then one by one, and
// blocks from around their statements.
func statementEdits(s *scenario.Scenario) []edit {
	var list []edit
	n := countStmts(s)
	for size := n / 2; size > 0; size /= 2 {
		for from := 0; from < n; from += size {
			list = append(list, func(s *scenario.Scenario) bool {
				at := 0
				eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
					return slices.DeleteFunc(body, func(scenario.Stmt) bool {
						at++
						return at > from && at <= from+size
					})
				})
				return true
			})
		}
	}
	for i := range n {
		list = append(list, func(s *scenario.Scenario) bool { return unwrap(s, i) })
	}
	return list
}

func countStmts(s *scenario.Scenario) int {
	n := 0
	eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
		n += len(body)
		return body
	})
	return n
}

// unwrap puts the body of the i-th statement into its place.
func unwrap(s *scenario.Scenario, i int) bool {
	at, did := 0, false
	eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
		var out []scenario.Stmt
		for _, st := range body {
			if at++; at-1 != i || len(st.Body) == 0 && len(st.Arms) == 0 {
				out = append(out, st)
				continue
			}
			did = true
			out = append(out, st.Body...)
			for _, arm := range st.Arms {
				out = append(out, arm.Body...)
			}
		}
		return out
	})
	return did
}

// cpuEdits make the machine smaller: what was on the last CPU goes to the one
// before it, or to the first.
func cpuEdits(s *scenario.Scenario) []edit {
	if s.Machine.CPUs == 1 {
		return nil
	}
	to := func(home func(last int) int) edit {
		return func(s *scenario.Scenario) bool {
			last := s.Machine.CPUs - 1
			s.Machine.CPUs, s.Machine.Nodes = last, min(s.Machine.Nodes, last)
			moved := func(cpu *int) {
				if *cpu == last {
					*cpu = home(last)
				}
			}
			for i := range s.Tasks {
				moved(&s.Tasks[i].CPU)
			}
			for i := range s.Irqs {
				moved(&s.Irqs[i].CPU)
			}
			for i := range s.Moves {
				moved(&s.Moves[i].CPU)
			}
			gone := func(cpu int) bool { return cpu == last }
			s.Machine.Isolated, s.Machine.NohzFull = slices.DeleteFunc(s.Machine.Isolated, gone), slices.DeleteFunc(s.Machine.NohzFull, gone)
			s.Memory.Workers = slices.DeleteFunc(s.Memory.Workers, gone)
			return true
		}
	}
	return []edit{to(func(last int) int { return last - 1 }), to(func(int) int { return 0 })}
}

// machineEdits put keys back to what they are unless written.
func machineEdits(s *scenario.Scenario) []edit {
	list := []edit{
		func(s *scenario.Scenario) bool { s.Machine.Jitter = 0; return true },
		func(s *scenario.Scenario) bool { s.Machine.Nodes, s.Machine.Memoryless = 1, nil; return true },
		func(s *scenario.Scenario) bool { s.Machine.Memoryless = nil; return true },
		func(s *scenario.Scenario) bool { s.Machine.Isolated = nil; return true },
		func(s *scenario.Scenario) bool { s.Machine.NohzFull = nil; return true },
		func(s *scenario.Scenario) bool { s.Machine.FairServer, s.Machine.RTThrottle = true, false; return true },
		func(s *scenario.Scenario) bool { s.Machine.Lockdep = true; return true },
		func(s *scenario.Scenario) bool { s.Machine.RT = false; return true },
		func(s *scenario.Scenario) bool { s.Machine.QPW = scenario.QPWNotBuilt; return true },
		func(s *scenario.Scenario) bool { s.Kernel = scenario.Default().Kernel; return true },
	}
	for i := range s.Caches {
		list = append(list, func(s *scenario.Scenario) bool {
			c := &s.Caches[i]
			c.Ctor, c.TypesafeRCU, c.Refuse, c.Late = false, false, 0, false
			return true
		})
	}
	for i := range s.Tasks {
		list = append(list,
			func(s *scenario.Scenario) bool { s.Tasks[i].FIFO = 0; return true },
			func(s *scenario.Scenario) bool { s.Tasks[i].Start = scenario.Dur{}; return true },
			func(s *scenario.Scenario) bool { s.Tasks[i].CPU = 0; return true })
	}
	for i := range s.Irqs {
		list = append(list,
			func(s *scenario.Scenario) bool { s.Irqs[i].Every = scenario.Dur{}; return true },
			func(s *scenario.Scenario) bool { s.Irqs[i].At = scenario.Dur{N: 1}; return true })
	}
	return list
}

// countEdits make numbers smaller.
func countEdits(s *scenario.Scenario) []edit {
	var list []edit
	for i := range s.Caches {
		list = append(list,
			func(s *scenario.Scenario) bool { return less(&s.Caches[i].Capacity, 1) },
			func(s *scenario.Scenario) bool { return less(&s.Caches[i].Capacity, s.Caches[i].Capacity-1) },
			func(s *scenario.Scenario) bool { return less(&s.Caches[i].SlabObjs, 1) },
			func(s *scenario.Scenario) bool { return less(&s.Caches[i].SlabObjs, s.Caches[i].SlabObjs-1) })
	}
	for i := range countStmts(s) {
		for _, smaller := range []func(n int64) int64{func(int64) int64 { return 1 }, func(n int64) int64 { return n / 2 }, func(n int64) int64 { return n - 1 }} {
			list = append(list, func(s *scenario.Scenario) bool {
				at, did := 0, false
				eachBody(s, func(body []scenario.Stmt) []scenario.Stmt {
					for j := range body {
						if at++; at-1 == i {
							did = smallerStmt(&body[j], smaller)
						}
					}
					return body
				})
				return did
			})
		}
	}
	return list
}

func less(n *int, to int) bool {
	if *n <= to || to < 1 {
		return false
	}
	*n = to
	return true
}

// smallerStmt makes the count or the time of a statement smaller.
func smallerStmt(st *scenario.Stmt, smaller func(n int64) int64) bool {
	switch st.Verb {
	case scenario.Offline, scenario.Online, scenario.MemoryOffline:
		return false
	case scenario.Work, scenario.Sleep:
		if n := smaller(st.Dur.N); n >= 1 && n < st.Dur.N {
			st.Dur.N = n
			return true
		}
		return false
	}
	if n := smaller(st.N); !st.All && n >= 1 && n < st.N {
		st.N = n
		return true
	}
	return false
}
