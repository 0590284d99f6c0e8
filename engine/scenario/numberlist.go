package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A list of CPUs or nodes is written as the kernel prints one: numbers and
// ranges in commas, 0-3,6. "none" is the empty list of CPUs. The kernel would
// also read overlapping ranges; here a number that comes twice is a mistake.

// cpus gives the list, sorted. That each is a CPU of the machine is checked
// at the end, at the range that names it.
func (v value) cpus() []int {
	if len(v.words) == 1 && v.text() == "none" {
		return nil
	}
	return v.cpusFor(v.key.text)
}

// cpusFor is cpus where there has to be one, for what.
func (v value) cpusFor(what string) []int {
	return v.numbers(countable{"CPU", MaxCPUs, checkCPU}, what)
}

// nodes gives a list of nodes, sorted, of which one has to be left out.
func (v value) nodes() []int {
	list := v.numbers(countable{"node", MaxNodes, checkNode}, v.key.text)
	v.p.later = append(v.p.later, check{pos: v.pos(), kind: checkMemory, cpus: list})
	return list
}

// countable is what a list counts, from 0 to one less than most, and the check
// that the machine has it.
type countable struct {
	name string
	most int
	has  checkKind
}

func (v value) numbers(of countable, what string) []int {
	have := make([]bool, of.most)
	for _, w := range v.words {
		from, to := v.span(w, of)
		for n := from; n <= to; n++ {
			if have[n] {
				v.bad(w, fmt.Sprintf("%s %d once", of.name, n))
			}
			have[n] = true
		}
		v.p.later = append(v.p.later, check{pos: w.pos, kind: of.has, n: to, what: what})
	}
	return members(have)
}

func (v value) span(w token, of countable) (from, to int64) {
	a, b, ok := fromTo(w.text)
	if !ok || b >= uint64(of.most) {
		v.bad(w, fmt.Sprintf("%ss from 0 to %d, such as 0-3,6", of.name, of.most-1))
	}
	return int64(a), int64(b)
}

// fromTo reads a number, or a range of them as in 3-5.
func fromTo(text string) (a, b uint64, ok bool) {
	first, last, isRange := strings.Cut(text, "-")
	if a, ok = wholeNumber(first); !isRange {
		return a, a, ok
	}
	b, okLast := wholeNumber(last)
	return a, b, ok && okLast && a <= b
}

func members(have []bool) []int {
	var list []int
	for cpu, ok := range have {
		if ok {
			list = append(list, cpu)
		}
	}
	return list
}

// cpuList writes sorted CPUs as the kernel prints them.
func cpuList(cpus []int) string {
	var parts []string
	for len(cpus) > 0 {
		n := 1
		for n < len(cpus) && cpus[n] == cpus[n-1]+1 {
			n++
		}
		part := strconv.Itoa(cpus[0])
		if n > 1 {
			part += "-" + strconv.Itoa(cpus[n-1])
		}
		parts, cpus = append(parts, part), cpus[n:]
	}
	return strings.Join(parts, ",")
}

// missing gives the first of n CPUs that is not in the sorted list, or -1.
func missing(cpus []int, n int) int {
	for cpu := range n {
		if _, ok := slices.BinarySearch(cpus, cpu); !ok {
			return cpu
		}
	}
	return -1
}
