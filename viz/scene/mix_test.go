package scene

import (
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/theme"
)

// same compares what two scenes show.
func same(t *testing.T, want, got *Scene) {
	t.Helper()
	require.Equal(t, Point{want.W, want.H}, Point{got.W, got.H})
	require.True(t, slices.Equal(want.Items, got.Items), "want %s\ngot %s", want.TextDump(), got.TextDump())
	require.True(t, slices.Equal(want.Points, got.Points))
}

func TestMixMeetsBothEnds(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	var out Scene
	for range 300 {
		a, b := randomScene(rnd, rnd.Intn(30)), randomScene(rnd, rnd.Intn(30))
		Mix(a, b, 0, &out)
		same(t, a, &out)
		Mix(a, b, 1, &out)
		same(t, b, &out)
		Mix(a, b, -3, &out)
		same(t, a, &out)
		Mix(a, b, 7, &out)
		same(t, b, &out)
	}
}

// A scene mixed with itself stays as it is, up to the rounding of a sum.
func TestMixWithItselfStandsStill(t *testing.T) {
	rnd := rand.New(rand.NewSource(2))
	var out Scene
	for range 100 {
		a := randomScene(rnd, 25)
		Mix(a, a, rnd.Float32(), &out)
		require.Equal(t, a.TextDump(), out.TextDump())
	}
}

// Every item of both scenes is in the mix: a pair counts once, the rest fade.
// b's items keep b's order and a's own items keep a's.
func TestMixLosesNothing(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	var out Scene
	for range 300 {
		a, b := randomScene(rnd, 20), randomScene(rnd, 20)
		Mix(a, b, 0.25, &out)
		pairs := 0
		for _, i := range out.mix.partner {
			if i != alone {
				pairs++
			}
		}
		require.Len(t, out.Items, len(a.Items)+len(b.Items)-pairs)
		count := func(s *Scene) map[ID]int {
			m := map[ID]int{}
			for _, it := range s.Items {
				m[it.ID]++
			}
			return m
		}
		inA, inB, inMix := count(a), count(b), count(&out)
		for id, n := range inMix {
			require.GreaterOrEqual(t, n, max(inA[id], inB[id]), id.String())
			require.LessOrEqual(t, n, inA[id]+inB[id], id.String())
		}
	}
}

func TestMixMovesFadesAndBlends(t *testing.T) {
	var a, b, out Scene
	a.Reset(100, 100)
	a.Box(CPU.ID(0), Rect{0, 0, 10, 10}, 0, Solid(theme.Card))
	a.Box(CPU.ID(1), Rect{50, 0, 10, 10}, 0, Solid(theme.Card))
	a.Line(Mark.ID(0), 0, 0, 10, 0, Solid(theme.Edge), 2)
	b.Reset(100, 100)
	b.Box(CPU.ID(2), Rect{90, 0, 10, 10}, 0, Solid(theme.Card))
	b.Line(Mark.ID(0), 0, 20, 10, 40, Solid(theme.Edge), 4)
	b.Box(CPU.ID(0), Rect{20, 40, 30, 10}, 4, Solid(theme.Spike))
	Mix(&a, &b, 0.25, &out)
	assert.Equal(t, `scene 100x100
box cpu2 90,0+10x10 fill=Card alpha=0.25
line timeline/mark/0 0,5 10,10 stroke=Edge*2.5
box cpu0 5,10+15x10 r1 fill=Card>Spike@0.25
box cpu1 50,0+10x10 fill=Card alpha=0.75
`, out.TextDump())
}

func TestMixKeepsWhatChangesItsShape(t *testing.T) {
	var a, b, out Scene
	a.Reset(10, 10)
	a.Box(CPU.ID(0), Rect{0, 0, 10, 10}, 0, Solid(theme.Card))
	b.Reset(10, 10)
	b.Circle(CPU.ID(0), 5, 5, 5, Solid(theme.Card))
	Mix(&a, &b, 0.5, &out)
	require.Len(t, out.Items, 2)
	assert.Equal(t, float32(0.5), out.Items[0].Alpha)
	assert.Equal(t, float32(0.5), out.Items[1].Alpha)
}

func TestMixInk(t *testing.T) {
	cases := []struct {
		name       string
		a, b, want Ink
	}{
		{"same", Solid(theme.Task), Tint(theme.Task, 0.5), Tint(theme.Task, 0.875)},
		{"appears", Ink{}, Solid(theme.Task), Tint(theme.Task, 0.25)},
		{"goes", Solid(theme.Task), Ink{}, Tint(theme.Task, 0.75)},
		{"neither", Ink{}, Ink{}, Ink{}},
		{"turns", Solid(theme.Task), Solid(theme.Idle), Ink{theme.Task, theme.Idle, 0.25, 1}},
		{"from a blend", Ink{theme.Task, theme.Idle, 0.6, 1}, Solid(theme.Idle), Solid(theme.Idle)},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, mixInk(c.a, c.b, 0.25), c.name)
	}
}

func TestAWarmFrameAllocatesNothing(t *testing.T) {
	rnd := rand.New(rand.NewSource(4))
	a, b := randomScene(rnd, 400), randomScene(rnd, 400)
	var out, parts Scene
	frame := func() {
		Mix(a, b, 0.5, &out)
		for i := range out.Items {
			out.Expand(&out.Items[i], &parts)
		}
		out.At(200, 150)
	}
	frame()
	assert.Zero(t, testing.AllocsPerRun(20, frame))
}

func TestBuildingAWarmSceneAllocatesNothing(t *testing.T) {
	var s Scene
	build := func() {
		s.Reset(1280, 720)
		for cpu := range 8 {
			s.Box(CPU.ID(cpu), Rect{0, 0, 10, 10}, 4, Solid(theme.Card)).Outline(Solid(theme.Edge), 1)
			for i := range 60 {
				s.Box(MainAt.ID(0, cpu, i), Rect{0, 0, 9, 9}, 2, Solid(theme.ObjFree)).Tip("an object")
			}
			s.Line(Mark.ID(cpu), 0, 0, 1, 1, Solid(theme.Edge), 1)
			s.Cubic(Remote.ID(0, cpu, 1), Point{}, Point{1, 1}, Point{2, 2}, Point{3, 3}, Solid(theme.RemoteWork), 2).Arrow()
			s.Diamond(Mark.ID(cpu), 5, 5, 3, Solid(theme.Spike))
			s.Padlock(CPULock.ID(0, cpu), 0, 0, 14, LocalLock, false, Solid(theme.LockHeld))
		}
	}
	build()
	assert.Zero(t, testing.AllocsPerRun(20, build))
}
