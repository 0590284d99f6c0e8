package link

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/packed"
	"barnyard/engine/scenario"
	"barnyard/viz/scene"
)

func dur(t *testing.T, text string) *scenario.Dur {
	t.Helper()
	d, ok := scenario.ParseDur(text)
	require.True(t, ok, text)
	return &d
}

// The form is a contract: what was written once is read for ever.
func TestTheFormOfALink(t *testing.T) {
	l := New()
	l.Scenario, l.Settings = "shrink-under-poll", []Part{{"cpus", "8"}, {"until", "3us"}}
	l.Lesson, l.Sides, l.Run, l.Compare = "shrink/flush", [2]string{"qpw=0/alt=userret", "qpw=1"}, "qpw=1", true
	l.At, l.Step, l.Until = dur(t, "38700ns"), 412, []string{"event=LockContended cpu=3", "main(kmalloc-64,3)=0"}
	l.From, l.To, l.Marks[1] = dur(t, "999ns"), dur(t, "37201cy"), dur(t, "1ms")
	l.Tab, l.Rows, l.Sel, l.Cache, l.Pinned, l.Diff = "events", "tasks", "cache0/cpu3/main", 2, "pcs_flush_all", "flush_all_cpus_locked"
	l.Told, l.Owners, l.ByHand, l.Play, l.Engine, l.Hash = true, true, true, true, "2", "0123456789abcdef"
	l.More = []Part{{"later", "a & b"}}
	const want = "v=1&lesson=shrink/flush&s=shrink-under-poll&cpus=8&end=3us&sides=qpw=0/alt=userret,qpw=1&run=qpw=1&compare=1&t=38.7us&step=412" +
		"&until=event=LockContended%20cpu=3&until=main%28kmalloc-64,3%29=0&from=999ns&to=37201cy&b=1ms&tab=events&rows=tasks" +
		"&sel=cache0/cpu3/main&told=1&cache=2&pin=pcs_flush_all&diff=flush_all_cpus_locked&owners=1&byhand=1&play=1&e=2&h=0123456789abcdef&later=a%20%26%20b"
	text, err := Format(&l)
	require.NoError(t, err)
	assert.Equal(t, want, text)
	back, err := Parse("#" + text)
	require.NoError(t, err)
	assert.Equal(t, []string{"later"}, back.Names())
	again, err := Format(&back)
	require.NoError(t, err)
	assert.Equal(t, want, again)
}

func TestInstants(t *testing.T) {
	for text, want := range map[string]string{"12.4us": "12400ns", "0.001us": "1ns", "1.5ms": "1500us", "2.4s": "2400000us", "12000ns": "12us", "1ms": "1ms", "2.000000001s": "2000000001ns", "7ns": "7ns", "12us": "12us", "5cy": "5cy", "0": "0"} {
		d, ok := ParseInstant(text)
		require.True(t, ok, text)
		assert.Equal(t, want, d.String(), text)
	}
	for _, text := range []string{"", "1", "1.5", "1.5cy", "1.0005us", "1.us", ".5us", "1.5nss", "-1us", "+1us", "1 us", "1.5 us", "01.5us", "1.-5us", "99999999999.5s"} {
		_, ok := ParseInstant(text)
		assert.False(t, ok, text)
	}
	for cycles, want := range map[int64]string{0: "0", 3: "1ns", 2997: "999ns", 3000: "1us", 37200: "12.4us", 37201: "37201cy", 3003: "1.001us", 30_000_000: "10000us"} {
		d := Instant(cycles, 3)
		assert.Equal(t, want, Word(*d))
		back, ok := ParseInstant(want)
		require.True(t, ok)
		assert.Equal(t, cycles, back.Cycles(3), want)
	}
}

// A text goes into the address as it is while it is short, and packed when it is
// long; both ways it comes out as it went in.
func TestTexts(t *testing.T) {
	short := "machine cpus=2\ncache c size=64\ntask t cpu=0 { alloc c; free c }\n"
	for text, key := range map[string]string{
		short:                               "&text=machine%20cpus=2%0Acache",
		strings.Repeat("# a line\n", 100):   "&z=900.",
		"title=\"grüße, 5 µs\"\r\n" + short: "&text=title=%22gr%C3%BC%C3%9Fe",
	} {
		l := New()
		l.Text = text
		out, err := Format(&l)
		require.NoError(t, err)
		assert.Contains(t, out, key)
		back, err := Parse(out)
		require.NoError(t, err)
		assert.Equal(t, text, back.Text)
	}
}

// What no link can hold is refused when it is made, not when it is opened.
func TestWhatNoLinkHolds(t *testing.T) {
	var noise strings.Builder
	for x := uint32(1); noise.Len() < 64<<10; x = x*1664525 + 1013904223 {
		noise.WriteByte(byte('!' + x>>24%90))
	}
	for text, want := range map[string]string{noise.String(): "expected at most 65536: save the scenario", "# a\u200bb": "U+200B at byte 3"} {
		l := New()
		l.Text = text
		_, err := Format(&l)
		assert.ErrorContains(t, err, want)
	}
}

// A setting of the language that links cannot have would be lost on the way.
func TestEverySettingHasItsPart(t *testing.T) {
	assert.ElementsMatch(t, scenario.SettingNames(), settingOrder())
	seen := map[string]bool{"v": true}
	for _, p := range parts() {
		assert.False(t, seen[p.key], p.key)
		seen[p.key] = true
	}
}

func TestWhatLooksLikeALink(t *testing.T) {
	for _, word := range []string{"#v=1", "v=1&s=x", "https://example.org/a/figure.html?x#v=1&s=x", "figure.html#v=2"} {
		assert.True(t, Looks(word), word)
	}
	for _, word := range []string{"", "b1:alloc-burst::", "a.barn", "x#y", "--v=1", "run"} {
		assert.False(t, Looks(word), word)
	}
	assert.Equal(t, "v=1&s=x", Fragment("figure.html#v=1&s=x"))
	assert.Equal(t, "v=1&s=x", Fragment("v=1&s=x"))
}

// The bounds, one below and one above each.
func TestBounds(t *testing.T) {
	fill := func(n int) string { return "v=1&x=" + strings.Repeat("y", n) }
	for text, ok := range map[string]bool{
		"v=1" + strings.Repeat("&", 63): true, "v=1" + strings.Repeat("&", 64): false,
		fill(maxKept - 1): true, fill(maxKept): false,
		"v=1&text=" + strings.Repeat("x", MaxBytes-9): true, "v=1&text=" + strings.Repeat("x", MaxBytes-8): false,
		"v=1&s=" + strings.Repeat("x", maxWord): true, "v=1&s=" + strings.Repeat("x", maxWord+1): false,
		"v=1" + strings.Repeat("&until=a", maxUntil): true, "v=1" + strings.Repeat("&until=a", maxUntil+1): false,
		"v=1&t=0&step=1000000000000000": false,
	} {
		_, err := Parse(text)
		assert.Equal(t, ok, err == nil, "%.40s: %v", text, err)
	}
	_, err := packed.Unpack(packed.Pack(strings.Repeat("x", MaxText)), MaxText)
	assert.NoError(t, err)
	_, err = packed.Unpack(packed.Pack(strings.Repeat("x", MaxText+1)), MaxText)
	assert.ErrorContains(t, err, "has length")
}

// Whatever is selected can be in a link.
func TestEveryThingCanBeSelected(t *testing.T) {
	for _, id := range scene.Examples() {
		for _, sel := range []string{id.String(), id.Sub(2).String()} {
			l := New()
			l.Scenario, l.Sel = "shrink-under-poll", sel
			text, err := Format(&l)
			require.NoError(t, err)
			got, err := Parse(text)
			require.NoError(t, err, text)
			assert.Equal(t, sel, got.Sel)
		}
	}
}
