package ledger

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writer writes small scenarios in which much comes between a task's marks:
// other tasks of both classes, kworkers, interrupts and NMIs, locks that are
// fought for, moves to other CPUs. Every task marks a series.
type writer struct {
	*rand.Rand
	text strings.Builder
	cpus int
	nmis bool
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

func (w *writer) one(of ...string) string { return of[w.Intn(len(of))] }

func (w *writer) scenario() string {
	w.cpus = 1 + w.Intn(4)
	isolated := ""
	if w.cpus > 1 {
		isolated = fmt.Sprintf("isolated=%d", w.cpus-1)
	}
	w.line("machine cpus=%d nodes=%d %s jitter=%d fairserver=%s", w.cpus, 1+w.Intn(min(w.cpus, 2)), isolated, w.one0(30), w.one("on", "off"))
	w.line("cache a size=64 capacity=%d slabobjs=%d\ncache b size=256", 2+w.Intn(9), 4+w.Intn(12))
	for i := range w.cpus + 1 + w.Intn(3) {
		w.line("task t%d cpu=%d start=%dns%s {\nloop %d {", i, w.Intn(w.cpus), w.one0(9000), w.one("", "", " fifo=2", " fifo=7"), 3+w.Intn(9))
		for range 1 + w.Intn(4) {
			w.statement()
		}
		w.line("mark m\n} }")
	}
	w.line("irq net cpu=%d at=%dns every=%dns { alloc a n=2; work 700ns; kfree_rcu a; free a n=all; mark i }", w.Intn(w.cpus), 1+w.Intn(9000), 5000+w.Intn(60000))
	if w.Intn(3) > 0 {
		w.nmis = true
		w.line("nmi perf cpu=%d at=%dns every=%dns { alloc b n=2 gfp=nolock; work 300ns; free b n=all; mark i }", w.Intn(w.cpus), 1+w.Intn(9000), 4000+w.Intn(20000))
	}
	for range w.Intn(3) {
		w.line("move t%d cpu=%d at=%dns", w.Intn(w.cpus+1), w.Intn(w.cpus), 1+w.Intn(90000))
	}
	until := "100us"
	if w.Intn(20) == 0 { // long enough for ticks, grace periods and softirqs
		until = "8ms"
		w.line("softirq late cpu=%d at=2us every=300us { work 2us; mark i }", w.Intn(w.cpus))
		w.line("task waits cpu=%d { alloc a n=9; kfree_rcu a n=9; mark m; kvfree_rcu_barrier; mark m }", w.Intn(w.cpus))
		w.line("task polls cpu=%d { loop 40 { work 99us; mark m } }", w.Intn(w.cpus))
	}
	w.line("seed %d\nuntil %s", w.Intn(1000), until)
	return w.text.String()
}

// one0 is 0 half of the time.
func (w *writer) one0(n int) int { return w.Intn(2) * w.Intn(n) }

func (w *writer) statement() {
	c, n := w.one("a", "b"), 1+w.Intn(30)
	switch w.Intn(10) {
	case 0:
		w.line("alloc %s n=%d; free %s n=all", c, n, c)
	case 1:
		w.line("work %dns", 1+w.Intn(3000))
	case 2:
		w.line("sleep %dns", 1+w.Intn(6000))
	case 3:
		w.line("shrink %s", c)
	case 4:
		w.line("prefill %s n=%d; work %dns; return_sheaf %s", c, n, 1+w.Intn(2000), c)
	case 5:
		w.line("%s { work %dns }", w.one("preempt_disable", "irq_disable", "syscall"), 1+w.Intn(2000))
	case 6:
		w.line("bulk_alloc %s n=%d; bulk_free %s n=%d", c, n, c, n)
	case 7:
		w.line("alloc %s n=%d; kfree_rcu %s n=%d", c, n, c, n)
	case 8: // work of another workqueue in the same pools
		w.line("lru_add n=%d; lru_add_drain_all", n)
	case 9: // which is for who has folios: the asker drains its own
		w.line("lru_add n=%d", n)
	}
}

// Whatever happens between two marks, it is named, and it adds up.
func TestRandomSamplesAddUp(t *testing.T) {
	samples, seen := 0, [NWhats]int{}
	for seed := range int64(240) {
		w := &writer{Rand: rand.New(rand.NewSource(seed))}
		text := w.scenario()
		mode, rt := []string{"n", "0", "1"}[seed%3], []string{"off", "on"}[seed/3%2]
		h, tr := recorded(t, fmt.Sprintf("random%d", seed), text, mode, rt)
		for i := int(seed % 2); i < len(tr.Series); i += 2 {
			for _, l := range assertAll(t, h, tr, i) {
				samples++
				for _, row := range l.Rows {
					seen[row.What]++
				}
			}
		}
	}
	require.Greater(t, samples, 3000)
	for w, n := range seen {
		switch What(w) {
		case Hotplug, Throttled, Turn, Flush: // not in these scenarios; Rest needs a handler without a program, Flush a return to user space that is waited for
		default:
			assert.Positive(t, n, "no sample has the cause %d", w)
		}
	}
}
