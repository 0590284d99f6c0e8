package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A CPU list is written as the kernel prints one: numbers and ranges in
// commas, 0-3,6. "none" is the empty list. The kernel would also read
// overlapping ranges; here a CPU that comes twice is a mistake.

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
	var have [MaxCPUs]bool
	for _, w := range v.words {
		from, to := v.cpuRange(w)
		for cpu := from; cpu <= to; cpu++ {
			if have[cpu] {
				v.bad(w, fmt.Sprintf("CPU %d once", cpu))
			}
			have[cpu] = true
		}
		v.p.later = append(v.p.later, check{pos: w.pos, kind: checkCPU, n: to, what: what})
	}
	return members(have[:])
}

func (v value) cpuRange(w token) (from, to int64) {
	first, last, isRange := strings.Cut(w.text, "-")
	a, ok := wholeNumber(first)
	b := a
	if isRange {
		var okLast bool
		b, okLast = wholeNumber(last)
		ok = ok && okLast && a <= b
	}
	if !ok || b >= MaxCPUs {
		v.bad(w, fmt.Sprintf("CPUs from 0 to %d, such as 0-3,6", MaxCPUs-1))
	}
	return int64(a), int64(b)
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
