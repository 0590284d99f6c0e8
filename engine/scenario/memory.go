package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The line of memory that fails: memory fail=LIST slabs=LIST sheaves=LIST
// orders=LIST. A list holds the numbers of requests to the page allocator,
// counted from 1 in the order in which the run makes them: of all requests, of
// those for slabs, of those for sheaves. orders names requests for slabs whose
// wanted order cannot be had; the smallest order can. workers=LIST is of CPUs:
// for the pools of those there is no memory for another kworker, all the time.

// Range is the requests From to To.
type Range struct{ From, To int64 }

// Memory is what the page allocator does not give.
type Memory struct {
	Pos                          Pos
	Fail, Slabs, Sheaves, Orders []Range // sorted, without overlaps
	Workers                      []int   // CPUs, sorted
}

func (m *Memory) lists() []struct {
	name string
	list *[]Range
} {
	return []struct {
		name string
		list *[]Range
	}{{"fail", &m.Fail}, {"slabs", &m.Slabs}, {"sheaves", &m.Sheaves}, {"orders", &m.Orders}}
}

func (p *parser) memory(at token) {
	m := &p.out.Memory
	m.Pos = at.pos
	var table []key
	for _, l := range m.lists() {
		table = append(table, key{l.name, list, func(v value) { *l.list = v.ranges("requests") }})
	}
	table = append(table, key{"workers", list, func(v value) { m.Workers = v.cpusFor("workers") }})
	if seen := p.keys("memory", table); len(seen) == 0 {
		p.notBad()
		p.fail(at.pos, "memory names no requests; expected %s", listing([]string{"fail=LIST", "slabs=LIST", "sheaves=LIST", "orders=LIST", "workers=LIST"}))
	}
}

// ranges gives the list, sorted; what says what the numbers count.
func (v value) ranges(what string) []Range {
	var all []Range
	for i, w := range v.words {
		if i == MaxRanges {
			v.bad(w, fmt.Sprintf("at most %d numbers and ranges", MaxRanges))
		}
		a, b, ok := fromTo(w.text)
		if !ok || a < 1 || b > MaxRequest {
			v.bad(w, fmt.Sprintf("%s from 1 to %d, such as 3,5-8", what, MaxRequest))
		}
		r := Range{int64(a), int64(b)}
		for _, have := range all {
			if r.From <= have.To && have.From <= r.To {
				v.bad(w, fmt.Sprintf("number %d once", max(r.From, have.From)))
			}
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Range) int { return int(a.From - b.From) })
	return all
}

// rangesText writes a sorted list.
func rangesText(list []Range) string {
	var parts []string
	for _, r := range list {
		part := strconv.FormatInt(r.From, 10)
		if r.To > r.From {
			part += "-" + strconv.FormatInt(r.To, 10)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

func (w *printer) memory(m *Memory) {
	words := []string{"memory"}
	for _, l := range m.lists() {
		if *l.list != nil {
			words = append(words, l.name+"="+rangesText(*l.list))
		}
	}
	if m.Workers != nil {
		words = append(words, "workers="+cpuList(m.Workers))
	}
	if len(words) > 1 {
		w.line(words...)
		w.end()
	}
}

// nodeList writes sorted nodes, one by one: replay strings and links hold this
// text, and who keeps an older program can read it there.
func nodeList(nodes []int) string {
	var parts []string
	for _, n := range nodes {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ",")
}
