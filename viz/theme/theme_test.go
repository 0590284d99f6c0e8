package theme

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var themes = []*Theme{Dark(), Light()}

var contexts = []Role{Idle, Task, RTTask, Kworker, Softirq, Hardirq, NMI}

// writing says which text stands on which grounds.
var writing = map[Role][]Role{
	Text:      {Ground, Bar, Card, Well, Selected, AlarmGround},
	TextSoft:  {Ground, Bar, Card, Well},
	TextDim:   {Ground, Bar, Card, Well},
	TextOn:    {Idle, Task, RTTask, Kworker, Softirq, Hardirq, NMI, Switch},
	TextAlarm: {Ground, Bar, Card, Well, AlarmGround},
	TextMark:  {Ground, Bar, Card, Well},
	TextGood:  {Ground, Bar, Card, Well},
}

// marks says which graphics stand on which grounds.
var marks = map[Role][]Role{
	Idle: {Well, Bar, Card}, Task: {Well, Bar, Card}, RTTask: {Well, Bar, Card},
	Kworker: {Well, Bar, Card}, Softirq: {Well, Bar, Card}, Hardirq: {Well, Bar, Card},
	NMI: {Well, Bar, Card}, Switch: {Well, Bar, Card},
	Waiting: {Well, Bar, Card}, LockOpen: {Ground, Bar, Card}, LockHeld: {Ground, Bar, Card, Well},
	Contended: {Bar, Card, Well}, RemoteWork: {Ground, Bar, Card, Well}, CacheLine: {Bar, Card, Well},
	Spike: {Bar, Card, Well, AlarmGround}, Violation: {Ground, Bar, Card, Well},
	Woken: {Bar, Card, Well}, Preempted: {Bar, Card, Well},
	ObjFree: {Ground, Well, Card, Cell}, ObjInUse: {Well, Card}, ObjRCU: {Ground, Well, Card, Cell},
	Rack: {Card, Well}, SlabFull: {Card, Well},
	Cursor: {Ground, Bar, Card, Well}, Focus: {Ground, Bar, Card, Well, Selected},
	Handle: {Bar, Card}, SeriesA: {Bar, Card, Well}, SeriesB: {Bar, Card, Well},
}

// backdrops carry no meaning alone, so they need no contrast.
var backdrops = []Role{None, Ground, Bar, Card, Well, Selected, AlarmGround, Edge, Grid, Cell, Track, Black}

func checkContrast(t *testing.T, pairs map[Role][]Role, want float64) {
	for _, th := range themes {
		for mark, grounds := range pairs {
			for _, ground := range grounds {
				got := contrast(th.Colour(mark), th.Colour(ground))
				assert.GreaterOrEqual(t, got, want, "%s: %s on %s", th.Name, mark, ground)
			}
		}
	}
}

func TestWritingCanBeRead(t *testing.T)  { checkContrast(t, writing, 4.5) }
func TestGraphicsCanBeSeen(t *testing.T) { checkContrast(t, marks, 3) }
func TestTextOnAChipCanBeRead(t *testing.T) {
	for _, th := range themes {
		for _, c := range contexts {
			tint := th.Blend(Card, c, 0.22)
			assert.GreaterOrEqual(t, contrast(th.Colour(Text), tint), 4.5, "%s: Text on a %s chip", th.Name, c)
		}
	}
}

// A role that is in none of the lists above would never be checked.
func TestEveryRoleIsCheckedOrABackdrop(t *testing.T) {
	for r := None; r < roleCount; r++ {
		_, w := writing[r]
		_, m := marks[r]
		n := 0
		for _, in := range []bool{w, m, contains(backdrops, r)} {
			if in {
				n++
			}
		}
		assert.Equal(t, 1, n, "%s must be in exactly one of writing, marks and backdrops", r)
	}
}

func contains(roles []Role, r Role) bool {
	for _, x := range roles {
		if x == r {
			return true
		}
	}
	return false
}

// What must be told apart, by every eye. 0.06 in Oklab is about three times
// the smallest difference that people see between large patches.
func TestCategoriesStayApartForEveryEye(t *testing.T) {
	groups := map[string][]Role{
		"contexts": contexts,
		"objects":  {ObjFree, ObjRCU, SlabFull, Cell},
		"locks":    {LockOpen, LockHeld},
		"series":   {SeriesA, SeriesB},
		"track":    {Task, Waiting, Idle},
		"bars":     {LockHeld, Spike},
		"off":      {Woken, Preempted},
	}
	for _, th := range themes {
		for name, group := range groups {
			for i, a := range group {
				for _, b := range group[:i] {
					for _, eye := range sights {
						d := eye.apart(th.Colour(a), th.Colour(b))
						assert.GreaterOrEqual(t, d, 0.06, "%s, %s, %s: %s and %s", th.Name, name, eye.name, a, b)
					}
				}
			}
		}
	}
}

// The measures themselves: known values of published tools.
func TestTheMeasures(t *testing.T) {
	assert.InDelta(t, 21, contrast(RGB{}, RGB{255, 255, 255}), 1e-9)
	assert.InDelta(t, 4.54, contrast(RGB{0x76, 0x76, 0x76}, RGB{255, 255, 255}), 0.01)
	white := sights[0].oklab(RGB{255, 255, 255})
	assert.InDelta(t, 1, white[0], 1e-4)
	assert.InDelta(t, 0, white[1], 1e-4)
	red, green := RGB{200, 30, 30}, RGB{90, 110, 20}
	assert.Less(t, sights[1].apart(red, green), sights[0].apart(red, green)/2, "protanopia brings red and green together")
}

func TestEveryRoleHasAColourAndAName(t *testing.T) {
	names := map[string]bool{}
	for r := None + 1; r < roleCount; r++ {
		assert.False(t, names[r.String()], r.String())
		names[r.String()] = true
		for _, th := range themes {
			assert.NotEqual(t, RGB{}, th.Colour(r), "%s: %s", th.Name, r)
		}
	}
	assert.Equal(t, "unknown", Role(255).String())
	assert.Equal(t, RGB{}, Dark().Colour(Role(255)))
}

func TestBlend(t *testing.T) {
	th := Dark()
	assert.Equal(t, th.Colour(Task), th.Blend(Task, Idle, 0))
	assert.Equal(t, th.Colour(Idle), th.Blend(Task, Idle, 1))
	assert.Equal(t, th.Colour(Task), th.Blend(Task, Task, 0.5))
	assert.Equal(t, RGB{50, 150, 128}, RGB{between(0, 100, 0.5), between(200, 100, 0.5), between(0, 255, 0.5)})
}

func TestByName(t *testing.T) {
	require.NotNil(t, ByName("light"))
	assert.Equal(t, "dark", ByName("dark").Name)
	assert.Nil(t, ByName("sepia"))
}

func TestNothingIsSmallerThanTiny(t *testing.T) {
	for _, typ := range []Type{Title, Heading, CardTitle, Strong, Prose, Label, SpanName, Clock, Code, CodeBold, Number} {
		assert.GreaterOrEqual(t, typ.Size, Tiny.Size)
	}
	assert.Equal(t, float32(26), Prose.Scaled(2).Size)
}
