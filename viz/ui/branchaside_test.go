package ui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

// twoTasks is a text in which the order of the steps matters.
const twoTasks = "title \"Two\"\nmachine cpus=2 qpw=0 steps=any\ncache c size=64 capacity=4\n" +
	"task a cpu=0 { alloc c n=9; free c n=9 }\ntask b cpu=1 { alloc c n=3; shrink c }\n"

// otherTask is another one, by its number.
func otherTask(n int) string {
	return "title \"Other " + strconv.Itoa(n) + "\"\nmachine cpus=2 steps=any\ncache c size=64\ntask a cpu=0 { alloc c n=" + strconv.Itoa(n+1) + " }\ntask b cpu=1 { alloc c }\n"
}

// handedBranch is a branch as a person knows it.
type handedBranch struct {
	name, broken string
	parent       int
	choices      []sim.Actor
	hash         uint64 // of the state that it leads to
}

// branchesOf goes to every branch of the shown run.
func branchesOf(t *testing.T, m *Model) (all []handedBranch) {
	t.Helper()
	rows, _ := m.Branches()
	for i := 1; i < len(rows); i++ {
		Update(m, ToBranch{i})
		settle(m)
		m.showStep(rows[i].End())
		require.Equal(t, rows[i].End(), m.Step)
		all = append(all, handedBranch{rows[i].Name, rows[i].Broken, rows[i].Parent, slices.Clone(m.tree().choices(i)), m.Kernel().Hash()})
	}
	return all
}

// byTurns lets CPUs take so many steps in turn.
func byTurns(m *Model, steps ...int) {
	for i, n := range steps {
		for range n {
			Update(m, Take{Actor: sim.ActorOf(sim.ActRun, int32(i%2), 2)})
			settle1(m)
		}
	}
}

// Branches stay with their text: another text puts them aside and says so, and
// they are the same when it comes back, on both sides, whatever its comments are,
// after an edit as after a load, and a branch that parts from another one too.
func TestBranchesStayWithTheirText(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"x", twoTasks})
	Update(m, Tell{})
	Update(m, TakeOver{})
	byTurns(m, 3, 9, 4)
	Update(m, StepBy{-8})
	byTurns(m, 5)
	Update(m, NameBranch{Row: 2, Name: "first a"})
	Update(m, SetMode{qpw.On})
	settle(m)
	Update(m, TakeOver{})
	Update(m, SeekTo{0})
	byTurns(m, 0, 7)
	on := branchesOf(t, m)
	Update(m, SetMode{qpw.Off})
	settle(m)
	off := branchesOf(t, m)
	require.Len(t, on, 1)
	require.Len(t, off, 2)
	require.Equal(t, 1, off[1].parent)

	for _, back := range []Msg{Load{"x", twoTasks}, Edit{"", "# nothing else\n" + twoTasks}, Edit{"x", twoTasks}} {
		Update(m, Load{"y", otherTask(1)})
		assert.Equal(t, "3 branches are put aside: they are back when their text runs again.", m.Notice.Text)
		assert.False(t, m.Notice.Alarm)
		rows, _ := m.Branches()
		assert.Empty(t, rows)
		Update(m, Edit{"y", "machine cpus=0"})
		require.True(t, m.Notice.Alarm, "a text that does not run changes nothing")
		Update(m, back)
		assert.Equal(t, "3 branches of this text are back: M shows them.", m.Notice.Text)
		settle(m)
		assert.Equal(t, off, branchesOf(t, m))
		Update(m, SetMode{qpw.On})
		settle(m)
		assert.Equal(t, on, branchesOf(t, m))
		Update(m, SetMode{qpw.Off})
		settle(m)
	}
	Update(m, ToBranch{2})
	settle(m)
	m.showStep(off[1].choicesEnd())
	byTurns(m, 0, 1)
	rows, at := m.Branches()
	assert.Equal(t, len(off[1].choices)+1, int(rows[at].End()), "it goes on where it was left")
	Update(m, Load{"x", twoTasks})
	assert.Empty(t, m.Notice.Text, "the same text has the same branches")
	rows, _ = m.Branches()
	assert.Len(t, rows, 3)
}

func (b *handedBranch) choicesEnd() uint32 { return uint32(len(b.choices)) }

// A replay string has branches of its own: they are not those of its text.
func TestBranchesOfAReplayStayWithIt(t *testing.T) {
	m := New(1280, 720)
	Update(m, LoadReplay{Text: flushRace})
	settle(m)
	Update(m, StepBy{-60})
	settle1(m)
	byTurns(m, 0, 6)
	made := branchesOf(t, m)
	require.NotEmpty(t, made)
	plain := m.Text
	Update(m, Load{"flush-race", plain})
	assert.Contains(t, m.Notice.Text, "put aside")
	rows, _ := m.Branches()
	assert.Empty(t, rows)
	Update(m, LoadReplay{Text: flushRace})
	settle(m)
	assert.Equal(t, made, branchesOf(t, m))
}

// So many texts are kept; which one had to go is told, and stays to be read.
func TestTheOldestBranchesGoWithAWord(t *testing.T) {
	m := New(1280, 720)
	for n := range mostAside + 2 {
		Update(m, Load{"x", otherTask(n)})
		want := "1 branch is put aside: it is back when its text runs again."
		switch {
		case n == 0:
			want = ""
		case n == mostAside+1:
			want += " Branches are kept for 32 texts: 1 of Other 0 had to go."
		}
		require.Equal(t, want, m.Notice.Text, n)
		require.Equal(t, n == mostAside+1, m.Notice.Alarm)
		Update(m, TakeOver{})
		byTurns(m, 0, 2)
		rows, _ := m.Branches()
		require.Len(t, rows, 2, "%d", n)
	}
	Update(m, Load{"x", otherTask(1)})
	rows, _ := m.Branches()
	assert.Len(t, rows, 2)
	Update(m, Load{"x", otherTask(0)})
	rows, _ = m.Branches()
	assert.Empty(t, rows)
}

// A lesson's step runs another text and goes on to where its cues lead; what became
// of the branches is told all the same.
func TestALessonTellsOfBranches(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons = all
	index := slices.IndexFunc(all, func(l *lesson.Lesson) bool {
		return strings.HasPrefix(l.Steps[0].ScenarioName, "shrink-under-poll")
	})
	require.GreaterOrEqual(t, index, 0)
	Update(m, OpenLesson{Index: index})
	settle(m)
	Update(m, TakeOver{})
	offers, _ := m.Offers()
	require.Greater(t, len(offers), 1)
	for _, o := range slices.Backward(offers) {
		Update(m, Take{Actor: o.Actor})
		settle1(m)
	}
	rows, _ := m.Branches()
	require.Greater(t, len(rows), 1)
	Update(m, OpenLesson{Index: index + 1})
	require.NotEqual(t, all[index].Steps[0].ScenarioText, m.Text)
	assert.Contains(t, m.Notice.Text, "put aside")
	Update(m, OpenLesson{Index: index})
	assert.Contains(t, m.Notice.Text, "of this text")
	Update(m, Tell{})
	Update(m, StepAgain{})
	assert.Empty(t, m.Notice.Text)
}
