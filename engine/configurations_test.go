package engine_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

// What kernel.md 3.4 says of each form in each configuration (on PREEMPT_RT a
// local lock pins, and the spin_lock in it once more, 3.1, 3.2), as words that
// the cell must have and words that it must not.
func TestFormTableIsThatOfTheFactSheet(t *testing.T) {
	rows, err := engine.FormTable(false)
	require.NoError(t, err)
	says := map[string]map[string][]string{
		"lock type":                            {"A": {"local lock only"}, "C": {"union, ll used: local lock"}, "E": {"union, sl used: spinlock"}, "D": {"union, ll used"}, "F": {"union, sl used"}},
		"qpw_lock(l, cpu)":                     {"A": {"local lock of this CPU", "preempt +1", "!static"}, "C": {"static branch, local lock of this CPU, preempt +1"}, "E": {"static branch, spinlock of the named CPU, preempt +1"}, "B": {"sleeping lock of this CPU", "migrate +"}, "D": {"static branch", "of this CPU"}, "F": {"sleeping lock of the named CPU"}},
		"qpw_trylock(l, cpu)":                  {"A": {"local lock of this CPU", "fails, unpinned"}, "C": {"local lock of this CPU"}, "E": {"spinlock of the named CPU", "fails, unpinned"}, "B": {"refuses in an NMI"}, "D": {"refuses in an NMI"}, "F": {"of the named CPU", "tries in an NMI"}},
		"qpw_unlock(l, cpu)":                   {"A": {"local lock", "preempt -1"}, "C": {"static branch", "local lock", "preempt -1"}, "E": {"static branch", "spinlock", "preempt -1"}},
		"local_qpw_lock(l)":                    {"A": {"local lock of this CPU", "preempt +1"}, "C": {"local lock of this CPU", "preempt +1"}, "E": {"spinlock of this CPU", "preempt +2"}, "F": {"of this CPU", "migrate +"}},
		"local_qpw_trylock(l)":                 {"A": {"local lock of this CPU"}, "C": {"local lock of this CPU"}, "E": {"spinlock of this CPU", "preempt +2", "fails, unpinned"}, "B": {"refuses in an NMI"}, "D": {"refuses in an NMI"}, "F": {"tries in an NMI"}},
		"local_qpw_unlock(l)":                  {"A": {"preempt -1"}, "C": {"preempt -1"}, "E": {"spinlock", "preempt -2"}, "F": {"migrate -"}},
		"qpw_lock_irqsave(l, flags, cpu)":      {"A": {"local lock of this CPU", "irqs off +1"}, "C": {"local lock of this CPU", "irqs off +1"}, "E": {"spinlock of the named CPU", "irqs off +1"}, "B": {"!irqs off"}, "D": {"!irqs off"}, "F": {"!irqs off", "of the named CPU"}},
		"qpw_unlock_irqrestore(l, flags, cpu)": {"A": {"irqs off -1"}, "C": {"irqs off -1"}, "E": {"irqs off -1"}, "B": {"!irqs off"}, "F": {"!irqs off"}},
		"local_qpw_lock_irqsave(l, flags)":     {"A": {"irqs off +1"}, "C": {"irqs off +1"}, "E": {"spinlock of this CPU", "irqs off +1"}, "F": {"!irqs off"}},
		"queue_percpu_work_on(c, wq, q)":       {"A": {"queue_work_on", "!warns"}, "B": {"queue_work_on"}, "C": {"static branch, queue_work_on", "!warns"}, "D": {"queue_work_on"}, "E": {"calls the function here", "warns if the item stores another CPU"}, "F": {"calls the function here"}},
		"flush_percpu_work(q)":                 {"A": {"flush_work"}, "B": {"flush_work"}, "C": {"flush_work"}, "D": {"flush_work"}, "E": {"returns at once"}, "F": {"returns at once"}},
		"qpw_get_cpu(w)":                       {"A": {"that executes"}, "B": {"that executes"}, "C": {"stores"}, "D": {"stores"}, "E": {"stores"}, "F": {"stores"}},
		"qpw_is_cpu_remote(cpu)":               {"A": {"always false"}, "B": {"always false"}, "C": {"not this CPU"}, "D": {"not this CPU"}, "E": {"not this CPU"}, "F": {"not this CPU"}},
		"INIT_QPW(q, f, c)":                    {"A": {"!cpu = c"}, "B": {"!cpu = c"}, "C": {"cpu = c"}, "D": {"cpu = c"}, "E": {"cpu = c"}, "F": {"cpu = c"}},
		"struct qpw_struct":                    {"A": {"!int"}, "B": {"!int"}, "C": {"int"}, "D": {"int"}, "E": {"int"}, "F": {"int"}},
		"remote take possible?":                {"A": {"no"}, "B": {"no"}, "C": {"no"}, "D": {"no"}, "E": {"yes"}, "F": {"yes"}},
	}
	columns := engine.Configurations()
	require.GreaterOrEqual(t, len(columns), 3)
	seen := []string{}
	for _, row := range rows {
		seen = append(seen, row.Name)
		require.Contains(t, says, row.Name)
		require.Len(t, row.Cells, len(columns))
		for i, c := range columns {
			for _, word := range says[row.Name][c.Letter] {
				if word[0] == '!' {
					assert.NotContains(t, row.Cells[i], word[1:], "%s in %s", row.Name, c.Letter)
				} else {
					assert.Contains(t, row.Cells[i], word, "%s in %s", row.Name, c.Letter)
				}
			}
		}
	}
	assert.Len(t, seen, len(says))
}

// The names of version 4 stand for the same things.
func TestFormTableInNamesOfVersion4(t *testing.T) {
	old, err := engine.FormTable(false)
	require.NoError(t, err)
	pw, err := engine.FormTable(true)
	require.NoError(t, err)
	require.Len(t, pw, len(old))
	names := []string{}
	for i := range old {
		assert.Equal(t, old[i].Cells, pw[i].Cells, old[i].Name)
		names = append(names, pw[i].Name)
	}
	assert.True(t, slices.Contains(names, "pw_trylock_local(l)"))
	assert.True(t, slices.Contains(names, "pw_queue_on(c, wq, q)"))
}
