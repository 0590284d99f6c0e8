package link

import (
	"strconv"
	"strings"

	"barnyard/engine/scenario"
)

// Instants as people write them: 12.4us. What is no whole number of nanoseconds
// is told in cycles, so that every instant that a run has can be said.

const micro = 1000

// Instant is a time of a clock of ghz cycles a nanosecond.
func Instant(cycles, ghz int64) *scenario.Dur {
	if cycles%ghz != 0 {
		return &scenario.Dur{N: cycles, Unit: scenario.Cycles}
	}
	d, _ := scenario.ParseDur(strconv.FormatInt(cycles/ghz, 10) + "ns")
	d = plainest(d)
	return &d
}

// Word writes a time with at most three digits behind the point.
func Word(d scenario.Dur) string {
	if d.Unit != scenario.Ns || d.N < micro {
		return d.String()
	}
	text := strconv.FormatInt(d.N/micro, 10)
	if rest := d.N % micro; rest > 0 {
		digits := strconv.FormatInt(micro+rest, 10)[1:]
		text += "." + strings.TrimRight(digits, "0")
	}
	return text + "us"
}

// ParseInstant reads what Word writes, and any other time of the language. Digits
// behind a point must come to whole nanoseconds.
func ParseInstant(text string) (scenario.Dur, bool) {
	whole, rest, pointed := strings.Cut(text, ".")
	if !pointed {
		d, ok := scenario.ParseDur(text)
		return plainest(d), ok
	}
	digits := strings.TrimRight(rest, "nums") // the units have these letters
	unit := rest[len(digits):]
	places, ok := map[string]int{"us": 3, "ms": 6, "s": 9}[unit]
	if !ok || digits == "" || len(digits) > places || whole == "" || strings.Trim(digits, "0123456789") != "" {
		return scenario.Dur{}, false
	}
	before, ok := scenario.ParseDur(whole + unit)
	if !ok {
		return scenario.Dur{}, false
	}
	after, _ := strconv.ParseInt(digits+strings.Repeat("0", places-len(digits)), 10, 64)
	d, ok := scenario.ParseDur(strconv.FormatInt(before.Cycles(1)+after, 10) + "ns")
	return plainest(d), ok
}

// plainest is d as it is read again where Word has written it: whole
// microseconds are not told in nanoseconds.
func plainest(d scenario.Dur) scenario.Dur {
	if d.Unit == scenario.Ns && d.N%micro == 0 {
		return scenario.Dur{N: d.N / micro, Unit: scenario.Us}
	}
	return d
}
