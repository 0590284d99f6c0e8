package view

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func uitoa(n uint64) string { return strconv.FormatUint(n, 10) }

// sentence ends a clause.
func sentence(clause string) string { return clause + "." }

// plural is a number with the word for it.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}

// micros writes a time with its unit.
func micros(k *path.Kernel, cycles int64) string {
	return shortTime(sim.Ns(cycles, k.M.GHz))
}

// shortTime writes ns in the unit that people read: ns below a microsecond,
// then µs, then ms, with one digit after the point where that tells more.
func shortTime(ns int64) string {
	switch {
	case ns < 1000:
		return itoa(ns) + " ns"
	case ns < 1_000_000:
		return tenths(ns, 1000) + " µs"
	}
	return tenths(ns, 1_000_000) + " ms"
}

func tenths(n, unit int64) string {
	t := (n*10 + unit/2) / unit
	if t >= 1000 || t%10 == 0 {
		return itoa((t + 5) / 10)
	}
	return itoa(t/10) + "." + itoa(t%10)
}
