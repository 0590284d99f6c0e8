package export

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ftraceLine is a line as those scripts read it that people have.
var ftraceLine = regexp.MustCompile(`^ *(.+)-(\d+) +\[(\d+)\] +(\d+\.\d+): (\w+): +(.*)$`)

var (
	switched = regexp.MustCompile(`^prev_comm=(.+) prev_pid=(\d+) prev_prio=(\d+) prev_state=(\w) ==> next_comm=(.+) next_pid=(\d+) next_prio=(\d+)$`)
	inherits = regexp.MustCompile(`^comm=(.+) pid=(\d+) oldprio=(\d+) newprio=(\d+)$`)
)

// desk is one CPU as a script follows it.
type desk struct {
	pid  string
	open []string // the interrupts under way
}

// What a script would make of the text: every line is that of the task that has
// the CPU; an interrupt ends as what it began as, the inner one first; and a
// priority is the one in effect.
func TestFtraceCanBeFollowed(t *testing.T) {
	inherited, across := 0, 0
	for _, story := range append(stories, []string{"rt-preempted-holder"}, []string{"flush-race"}) {
		r := recorded(t, story[0], story[1:]...)
		desks, prio := map[string]*desk{}, map[string]string{}
		for n, line := range strings.Split(strings.TrimSpace(string(written(t, r.Ftrace))), "\n")[1:] {
			f := ftraceLine.FindStringSubmatch(line)
			require.NotNil(t, f, line)
			where := fmt.Sprintf("%s, line %d: %s", story[0], n+2, line)
			d := desks[f[3]]
			if d == nil {
				d = &desk{pid: f[2]}
				desks[f[3]] = d
			}
			require.Equal(t, d.pid, f[2], where)
			switch f[5] {
			case "sched_switch":
				s := switched.FindStringSubmatch(f[6])
				require.NotNil(t, s, where)
				require.Equal(t, d.pid, s[2], where)
				for _, who := range [][2]string{{s[2], s[3]}, {s[6], s[7]}} {
					if now, ok := prio[who[0]]; ok {
						require.Equal(t, now, who[1], where)
					}
				}
				d.pid = s[6]
			case "sched_pi_setprio":
				s := inherits.FindStringSubmatch(f[6])
				require.NotNil(t, s, where)
				prio[s[2]] = s[4]
				inherited++
			case "ipi_entry", "irq_handler_entry":
				d.open = append(d.open, strings.TrimSuffix(f[5], "_entry"))
			case "ipi_exit", "irq_handler_exit":
				require.NotEmpty(t, d.open, where)
				last := len(d.open) - 1
				require.Equal(t, d.open[last]+"_exit", f[5], where)
				d.open = d.open[:last]
				if f[5] == "ipi_exit" {
					across++
				}
			}
		}
	}
	assert.Positive(t, inherited)
	assert.Positive(t, across)
}
