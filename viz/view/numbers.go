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
	return string(appendShortTime(nil, ns))
}

func appendShortTime(b []byte, ns int64) []byte {
	switch {
	case ns < 1000:
		return append(strconv.AppendInt(b, ns, 10), " ns"...)
	case ns < 1_000_000:
		return append(tenths(b, ns, 1000), " µs"...)
	}
	return append(tenths(b, ns, 1_000_000), " ms"...)
}

func tenths(b []byte, n, unit int64) []byte {
	t := (n*10 + unit/2) / unit
	if t >= 1000 || t%10 == 0 {
		return strconv.AppendInt(b, (t+5)/10, 10)
	}
	return strconv.AppendInt(append(strconv.AppendInt(b, t/10, 10), '.'), t%10, 10)
}
