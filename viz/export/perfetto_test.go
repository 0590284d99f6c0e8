package export

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"
)

// decoded is a message taken apart: by field, what each occurrence held.
type decoded map[protowire.Number][]any

func decode(t *testing.T, b []byte) decoded {
	t.Helper()
	out := decoded{}
	for len(b) > 0 {
		field, kind, n := protowire.ConsumeTag(b)
		require.Positive(t, n)
		b = b[n:]
		var v any
		switch kind {
		case protowire.VarintType:
			v, n = protowire.ConsumeVarint(b)
		case protowire.Fixed64Type:
			v, n = protowire.ConsumeFixed64(b)
		case protowire.BytesType:
			v, n = protowire.ConsumeBytes(b)
		default:
			require.Fail(t, "a field of another type", kind)
		}
		require.Positive(t, n)
		b = b[n:]
		out[field] = append(out[field], v)
	}
	return out
}

func (d decoded) number(f protowire.Number) uint64 {
	if len(d[f]) == 0 {
		return 0
	}
	return d[f][0].(uint64)
}

func (d decoded) text(f protowire.Number) string {
	if len(d[f]) == 0 {
		return ""
	}
	return string(d[f][0].([]byte))
}

// viewer is what a viewer of traces makes of the packets.
type viewer struct {
	tracks map[uint64]decoded
	order  []uint64
	open   map[uint64][]string // slices under way, by track
	closed int
	last   uint64
	begun  map[uint64]uint64 // flows: when they began
	ended  map[uint64]uint64
	values map[uint64]int64 // of counters: the last
}

// view reads a Perfetto trace by the field numbers of its documentation, and
// fails where a viewer would stumble.
func view(t *testing.T, b []byte) *viewer {
	t.Helper()
	v := &viewer{tracks: map[uint64]decoded{}, open: map[uint64][]string{}, begun: map[uint64]uint64{}, ended: map[uint64]uint64{}, values: map[uint64]int64{}}
	for i, p := range decode(t, b)[1] {
		packet := decode(t, p.([]byte))
		require.Equal(t, i == 0, packet.number(13) == 1, "the first packet, and no other, begins the sequence anew")
		require.EqualValues(t, 1, packet.number(10), "every packet is of the sequence")
		if d := packet[60]; d != nil {
			track := decode(t, d[0].([]byte))
			parent := track.number(5)
			require.Contains(t, append(v.order, 0), parent, "a parent is described before its child")
			v.tracks[track.number(1)] = track
			v.order = append(v.order, track.number(1))
			continue
		}
		v.event(t, packet.number(8), decode(t, packet[11][0].([]byte)))
	}
	for id := range v.begun {
		assert.Contains(t, v.ended, id, "a flow that begins ends")
	}
	for track, names := range v.open {
		assert.Empty(t, names, "slices of %s that never end", v.tracks[track].text(2))
	}
	return v
}

func (v *viewer) event(t *testing.T, at uint64, e decoded) {
	t.Helper()
	require.GreaterOrEqual(t, at, v.last, "packets are in order of time")
	v.last = at
	track := e.number(11)
	require.Contains(t, v.tracks, track)
	switch e.number(9) {
	case 1:
		require.NotEmpty(t, e.text(23))
		v.open[track] = append(v.open[track], e.text(23))
	case 2:
		require.NotEmpty(t, v.open[track], "a slice ends that has not begun")
		v.open[track] = v.open[track][:len(v.open[track])-1]
		v.closed++
	case 4:
		require.NotNil(t, v.tracks[track][8], "a counter's value on a counter's track")
		v.values[track] = int64(e.number(30))
	default:
		require.EqualValues(t, 3, e.number(9))
	}
	for _, id := range e[47] {
		require.NotContains(t, v.begun, id.(uint64), "a flow begins once")
		v.begun[id.(uint64)] = at
	}
	for _, id := range e[48] {
		require.Contains(t, v.begun, id.(uint64), "a flow ends after it began")
		require.NotContains(t, v.ended, id.(uint64))
		v.ended[id.(uint64)] = at
	}
}

func TestPerfettoReadsBack(t *testing.T) {
	for _, c := range []struct {
		name string
		set  []string
	}{
		{"shrink-under-poll", nil},
		{"shrink-under-poll", []string{"qpw", "1"}},
		{"rt-pi-chain", nil},
		{"hot-unplug", nil},
		{"nmi-nolock", []string{"until", "200us"}},
		{"task-migrates", nil},
		{"shrink-under-fifo", []string{"until", "1ms"}}, // work starves
	} {
		r := recorded(t, c.name, c.set...)
		v := view(t, written(t, r.Perfetto))
		assert.NotZero(t, v.closed)
		var names []string
		for _, id := range v.order[1:] {
			if v.tracks[id].number(5) == 1 {
				names = append(names, v.tracks[id].text(2))
			}
		}
		for cpu := range r.t.CPUs {
			assert.True(t, strings.HasPrefix(names[cpu], fmt.Sprintf("CPU %d", cpu)), "%s: CPUs first, in order: %v", c.name, names)
		}
		assert.Equal(t, []string{"tasks", "barns", "samples"}, names[len(r.t.CPUs):])
	}
}

// What a viewer shows of the story is what is known of it (kernel.md 2.16): CPU 0
// queues one work item on CPU 1 and one on CPU 3, each begins there.
func TestPerfettoShowsTheStory(t *testing.T) {
	r := recorded(t, "shrink-under-poll", "qpw", "0")
	asked := 0
	for _, a := range r.t.Asks {
		asked++
		assert.NotEqual(t, int64(math.MaxInt64), a.Started)
	}
	require.Equal(t, 2, asked)
	v := view(t, written(t, r.Perfetto))
	works := 0
	for id := range v.ended {
		if id%2 == 0 {
			works++
			assert.Greater(t, v.ended[id], v.begun[id])
		}
	}
	assert.Equal(t, asked+len(r.t.IPIs), works, "each ask and each interrupt that was sent leads somewhere")
	for id, track := range v.tracks {
		if track.text(2) == "main, objects" && v.tracks[track.number(5)].text(2) == "CPU 3 (isolated)" {
			k := r.kernel()
			assert.EqualValues(t, gauge{mainFill, 0, 3}.value(k.Heap), v.values[id], "the last value is that of the end")
		}
	}
}
