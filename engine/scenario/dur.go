package scenario

import (
	"math/bits"
	"strconv"
)

const maxInt64 = 1<<63 - 1

// unitNames gives the units as they are written, in the order of Unit.
func unitNames() [5]string { return [5]string{"cy", "ns", "us", "ms", "s"} }

// String gives the unit as it is written after a number.
func (u Unit) String() string { return unitNames()[u] }

// nanoseconds of one unit; cycles have none of their own.
func (u Unit) nanoseconds() int64 {
	return [5]int64{0, 1, 1_000, 1_000_000, 1_000_000_000}[u]
}

// String writes d as the language reads it.
func (d Dur) String() string {
	if d.N == 0 {
		return "0"
	}
	return strconv.FormatInt(d.N, 10) + d.Unit.String()
}

// Cycles gives d in cycles of a clock of ghz cycles per nanosecond. It is
// exact for every time that Parse accepts, and stops at the largest int64
// for others.
func (d Dur) Cycles(ghz int64) int64 {
	if d.Unit == Cycles || d.N <= 0 {
		return max(d.N, 0)
	}
	high, low := bits.Mul64(uint64(d.N), uint64(d.Unit.nanoseconds()*ghz))
	if high != 0 || low > maxInt64 {
		return maxInt64
	}
	return int64(low)
}

// ParseDur reads a time: a whole number and a unit, or 0. The second result
// is false for anything else, and for more than MaxSeconds on the fastest
// clock.
func ParseDur(text string) (Dur, bool) {
	cut := 0
	for cut < len(text) && text[cut] >= '0' && text[cut] <= '9' {
		cut++
	}
	n, ok := wholeNumber(text[:cut])
	if !ok || n > MaxSeconds*1_000_000_000*MaxGHz {
		return Dur{}, false
	}
	if n == 0 && cut == len(text) {
		return Dur{}, true
	}
	for u, name := range unitNames() {
		if name == text[cut:] {
			return bounded(int64(n), Unit(u))
		}
	}
	return Dur{}, false
}

// bounded makes the Dur, zero always in the same form.
func bounded(n int64, u Unit) (Dur, bool) {
	if n == 0 {
		return Dur{}, true
	}
	if u == Cycles {
		return Dur{n, u}, true // how long that is depends on ghz
	}
	return Dur{n, u}, n <= MaxSeconds*1_000_000_000/u.nanoseconds()
}

// wholeNumber reads decimal digits without sign. A leading zero is refused:
// some readers would take it for octal.
func wholeNumber(s string) (uint64, bool) {
	if len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil
}
