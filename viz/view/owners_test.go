package view

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// The marks are the owners that the state has, at every lock of the shown cache
// and at every slab that a CPU has written to.
func TestMarksAreTheOwnersOfTheState(t *testing.T) {
	for _, cue := range []string{onFlush, "mode qpw=1\nuntil event=DirectStart n=2\nuntil event=LineMove", "mode qpw=0\nat 45us"} {
		m := modelOf(t, "shrink-under-poll", 1280, 720, cue)
		assert.Nil(t, boxed(built(m), scene.LineOwner.ID(0)))
		keyed(m, "x")
		s, k := built(m), m.Kernel()
		checkTexts(t, m, s, cue)
		marks := 0
		for cpu := range k.M.CPUs {
			line := k.Locks.L[k.Heap.PCS[cpu].Lock].Line
			mark := boxed(s, scene.LineOwner.ID(int(line)))
			if owner := k.M.Lines[line].Owner; assert.Equal(t, owner >= 0, mark != nil) && mark != nil {
				marks++
				assert.Contains(t, mark.Hint, "is with CPU "+itoa(int64(owner)))
				assert.Equal(t, itoa(int64(owner)), boxed(s, scene.LineOwner.ID(int(line)).Sub(1)).Text)
			}
		}
		for id := range k.Heap.Slabs {
			mark := boxed(s, scene.LineOwner.ID(-1-id))
			assert.Equal(t, k.Heap.Slabs[id].Live && k.Heap.Slabs[id].Owner >= 0, mark != nil, "slab %d", id)
		}
		assert.Positive(t, marks)
	}
}

// The table is what the events up to now come to; the dearest line is first.
func TestTheTableOfLinesAddsUp(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=1\nat 40us")
	keyed(m, "x")
	moves, cost := map[int32]int{}, map[int32]int64{}
	p := m.Side().Past
	for i := range p.FirstOfStep(m.Step + 1) {
		if e := p.Event(i); e.Kind == sim.LineMove {
			moves[e.A]++
			cost[e.A] += e.C
		}
	}
	rows, all := m.Owned()
	require.Len(t, rows, len(moves))
	assert.Equal(t, len(moves), all)
	s := built(m)
	for i, r := range rows {
		assert.Equal(t, [2]int64{int64(moves[r.Line]), cost[r.Line]}, [2]int64{int64(r.Moves), r.Cost})
		if i > 0 {
			assert.GreaterOrEqual(t, rows[i-1].Cost, r.Cost)
		}
		require.NotNil(t, boxed(s, scene.LineRow.ID(int(r.Line))))
		assert.Equal(t, short(r.Cost, m.GHz()), boxed(s, scene.LineRow.ID(int(r.Line)).Sub(4)).Text)
	}
	keyed(m, "j")
	assert.Equal(t, scene.LineOwner.ID(int(rows[0].Line)), m.Sel)
	ui.Update(m, ui.Cue{Text: "mode qpw=1"})
	keyed(m, "x")
	keyed(m, "x")
	ui.Update(m, ui.Select{ID: scene.LineOwner.ID(int(rows[0].Line))})
	ui.Update(m, ui.MoveBy{N: 1})
	e := p.Event(p.FirstOfStep(m.Step))
	for i := p.FirstOfStep(m.Step); i < p.FirstOfStep(m.Step+1); i++ {
		if e = p.Event(i); e.Kind == sim.LineMove {
			break
		}
	}
	assert.Equal(t, rows[0].Line, e.A, "it goes to the first move of the chosen line")
	s = built(m)
	mark := boxed(s, scene.LineOwner.ID(int(rows[0].Line)).Sub(4))
	require.NotNil(t, mark, "what has just moved says what that cost")
	assert.Equal(t, short(e.C, m.GHz()), mark.Text)
	assert.True(t, strings.HasSuffix(lineTip(m, m.Kernel(), rows[0].Line), "it has moved 1 time up to now, for "+long(e.C, m.GHz())+" in all."))
}

// A line that moves in the step that is shown is the first, and a low pane that is wide
// has two columns of lines.
func TestALineThatMovesNowComesFirst(t *testing.T) {
	for n, cue := range []string{"n=9", "n=10", "n=11", "n=12"} {
		m := modelOf(t, "shrink-under-poll", 840, 620, "mode qpw=1\nuntil event=LineMove "+cue)
		keyed(m, "x")
		p := m.Side().Past
		moved := sim.Event{}
		for i := p.FirstOfStep(m.Step); i < p.FirstOfStep(m.Step+1); i++ {
			if e := p.Event(i); e.Kind == sim.LineMove {
				moved = e
			}
		}
		rows, _ := m.Owned()
		require.Greater(t, len(rows), 2, n)
		assert.Equal(t, moved.A, rows[0].Line, cue)
		assert.True(t, rows[0].Now)
		s := built(m)
		shown, columns := 0, map[float32]bool{}
		for i := range s.Items {
			if it := &s.Items[i]; it.ID.Kind == scene.LineRow && it.Shape == scene.Box {
				shown++
				columns[it.Rect.X] = true
			}
		}
		assert.GreaterOrEqual(t, shown, min(len(rows), 4), cue)
		assert.Len(t, columns, 2, cue)
		checkTexts(t, m, s, cue)
	}
}
