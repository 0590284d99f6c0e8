package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A task that has ended has its CPU until the step of the scheduler that takes
// it away, at the same instant. The tracks know the whole run, so there they
// have the switch already; the card says what is so at the step.

// starved is the run in which a barrier comes back too early, up to its
// violation.
const starved = "b1:rcu-barrier:mutant=starving-work-counts-as-done:t0.r1x314.r0x92"

func TestTheCardOfATaskThatHasJustEnded(t *testing.T) {
	m := ui.New(1280, 720)
	ui.Update(m, ui.LoadReplay{Text: starved})
	for range 40 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	require.True(t, m.Loaded(), m.Notice.Text)
	require.EqualValues(t, 407, m.Step, "the violation")
	chip := boxed(built(m), scene.Context.ID(0, 0))
	assert.Equal(t, "wait", chip.Text, "it has come back and has yet to see that its program ends")
	assert.Equal(t, "wait, fair task: running, in program.", chip.Hint)
	for ended := false; !ended && m.Step < 430; {
		ui.Update(m, ui.StepBy{N: 1})
		ended = m.Kernel().M.Threads[1].State == sim.Done
	}
	saysDone(t, m, 0, "wait")
	for m.Kernel().M.CPUs[0].Ctx[0] != sim.NoThread && m.Step < 430 {
		ui.Update(m, ui.StepBy{N: 1})
	}
	assert.Equal(t, "switch to kworker/0:0", boxed(built(m), scene.Context.ID(0, 0)).Text)
}

func TestTheCardAtTheViolationOfTheHardOne(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(1280, 720)
	m.Lessons = all
	ui.Update(m, ui.OpenLesson{Index: 15})
	for range 40 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	k := m.Kernel()
	for cpu := range k.M.CPUs {
		if id := k.M.CPUs[cpu].Ctx[0]; id != sim.NoThread && k.ThreadName(id) == "waiter" {
			saysDone(t, m, cpu, "waiter")
			return
		}
	}
	require.Fail(t, "waiter has no CPU")
}

// saysDone looks at all readings of a CPU whose task has just ended.
func saysDone(t *testing.T, m *ui.Model, cpu int, name string) {
	t.Helper()
	id := m.Kernel().M.CPUs[cpu].Ctx[0]
	require.Equal(t, sim.Done, m.Kernel().M.Threads[id].State)
	s := built(m)
	chip := boxed(s, scene.Context.ID(cpu, 0))
	require.NotNil(t, chip)
	assert.Equal(t, name+" is done", chip.Text)
	assert.Equal(t, roleOf(m.Kernel(), id), chip.Fill.Role, "the CPU has not been given to anybody else yet")
	assert.Contains(t, chip.Hint, name+", ")
	assert.Contains(t, chip.Hint, ": done")
	assert.False(t, strings.Contains(s.TextDump(), "switch to "+name))
	assert.False(t, strings.Contains(s.TextDump(), "On its way to "+name))
	assert.Contains(t, m.State().Text, "CPU "+itoa(int64(cpu))+": "+name+", which is done.")
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.RunSpan && strings.Contains(it.Hint, "to "+name+":") {
			assert.NotContains(t, it.Hint, "switches from "+name, "the timeline is not there yet either")
		}
	}
	reading := m.Reading
	ui.Update(m, ui.Select{ID: scene.CPU.ID(cpu)})
	ui.Update(m, ui.ShowReading{Reading: ui.ReadListing})
	assert.True(t, strings.Contains(built(m).TextDump(), name+" on CPU "+itoa(int64(cpu))+", done"), "the listing")
	ui.Update(m, ui.ShowReading{Reading: reading})
}

// Small cards say it too, and a name that is too long gives way to it; on a tile,
// where no word has room, it is a sign. On the way to the next thread, a small
// card says that it is on its way.
func TestSmallCardsOfTasksThatHaveJustEnded(t *testing.T) {
	for _, c := range []struct {
		cpus int
		w, h float32
	}{{24, 1280, 720}, {24, 390, 844}, {64, 1280, 720}} {
		text := fmt.Sprintf("machine cpus=%d\ncache c size=64\n", c.cpus)
		for cpu := range c.cpus {
			text += fmt.Sprintf("task worker-with-a-long-name-%d cpu=%d { work %dns }\n", cpu, cpu, 100+cpu)
		}
		m := modelOf(t, text, c.w, c.h, "")
		done, switches := 0, 0
		for before := ^uint32(0); before != m.Step && done < 3; {
			s, k := built(m), m.Kernel()
			for cpu := range k.M.CPUs {
				id := k.M.CPUs[cpu].Current()
				ended := id != sim.NoThread && k.M.Threads[id].State == sim.Done
				chip, where := boxed(s, scene.Context.ID(cpu, 0)), fmt.Sprintf("%d CPUs, step %d, CPU %d", c.cpus, m.Step, cpu)
				if c.cpus > compactCards {
					sign := boxed(s, scene.CPU.ID(cpu).Sub(4))
					require.Equal(t, ended, sign != nil, where)
					if ended {
						assert.Equal(t, scene.SignCheck, sign.Sign, where)
					}
				} else {
					require.Equal(t, ended, strings.HasPrefix(chip.Text, "worker") && strings.HasSuffix(chip.Text, " done"), "%s: %q", where, chip.Text)
					assert.Less(t, typeset.Measure(chip.Text, theme.Tiny), chip.Rect.W-scene.ChipTextX, where)
					if chip.Fill.Role == theme.Switch {
						assert.Equal(t, "→ idle", chip.Text, where)
						switches++
					}
				}
				if ended {
					done++
				}
			}
			before = m.Step
			ui.Update(m, ui.StepBy{N: 1})
		}
		assert.Positive(t, done, "%d CPUs", c.cpus)
		assert.True(t, switches > 0 || c.cpus > compactCards)
	}
}

// On every step, a CPU that is said to switch to a thread has that thread, and
// it is not one that has ended.
func TestASwitchLeadsToWhoHasTheCPU(t *testing.T) {
	for _, name := range []string{"rcu-barrier", "flush-race", "barn-empty"} {
		m := modelOf(t, name, 1280, 720, "")
		switches := 0
		for {
			s, k := built(m), m.Kernel()
			for cpu := range k.M.CPUs {
				id := k.M.CPUs[cpu].Ctx[0]
				chip := boxed(s, scene.Context.ID(cpu, int(k.M.CPUs[cpu].Nest)))
				where := fmt.Sprintf("%s step %d CPU %d: %q", name, m.Step, cpu, chip.Text)
				if chip.Fill.Role == theme.Switch {
					switches++
					assert.True(t, strings.HasPrefix("switch to "+k.ThreadName(id), strings.TrimSuffix(chip.Text, "…")), where)
				}
				if id != sim.NoThread && k.M.Threads[id].State == sim.Done {
					assert.True(t, strings.HasSuffix(chip.Text, " is done"), where)
				}
			}
			before := m.Step
			if ui.Update(m, ui.StepBy{N: 1}); m.Step == before {
				break
			}
		}
		assert.Positive(t, switches, name)
	}
}

// The line of a card that tells who waits ends with how long, in however narrow a
// card and with however long a name.
func TestTheTimeOfAWaitIsWhole(t *testing.T) {
	text := "machine cpus=4 qpw=0\ncache c size=64\n" +
		"task a_task_with_a_very_long_name_indeed cpu=0 start=20us { shrink c; mark done }\n" +
		"task w cpu=1 { alloc c n=40; free c n=40; loop { work 1us } }\nuntil 60us\n"
	for _, sc := range []string{"shrink-under-poll", text} {
		for _, z := range [][2]float32{{1280, 720}, {1000, 700}, {390, 844}, {360, 640}} {
			m, seen := modelOf(t, sc, z[0], z[1], "until event=FlushWait"), 0
			for range 60 {
				ui.Update(m, ui.StepBy{N: 3})
				it := boxed(built(m), scene.CPUNote.ID(0))
				if it == nil || it.Fill != solid(theme.TextAlarm) {
					continue
				}
				seen++
				assert.Regexp(t, `[0-9.]+ (ns|µs)$`, it.Text, "%gx%g", z[0], z[1])
			}
			assert.Greater(t, seen, 20)
		}
	}
}
