package lesson

import (
	"strconv"
	"strings"

	"barnyard/engine/scenario"
)

// Values of the two little languages: numbers, times with a unit as the
// scenario language writes them, names, and settings of the machine.

// maxNs bounds every time to an hour: far beyond any run, far below overflow.
const maxNs = int64(3600) * 1_000_000_000

var unitNs = []struct {
	suffix string
	unit   scenario.Unit
	ns     int64
}{
	{"ns", scenario.Ns, 1},
	{"us", scenario.Us, 1_000},
	{"ms", scenario.Ms, 1_000_000},
	{"s", scenario.Sec, 1_000_000_000},
}

// duration reads 36us. What is wrong is said in words that end a message.
func duration(s string) (scenario.Dur, string) {
	for _, u := range unitNs {
		digits, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || !plainDigits(digits) {
			break
		}
		if n > maxNs/u.ns {
			return scenario.Dur{}, "a time of at most an hour"
		}
		return scenario.Dur{N: n, Unit: u.unit}, ""
	}
	return scenario.Dur{}, "a whole number with a unit of ns, us, ms or s, such as 36us"
}

// nanoseconds turns a time of duration into ns.
func nanoseconds(n int64, unit scenario.Unit) int64 {
	for _, u := range unitNs {
		if u.unit == unit {
			return n * u.ns
		}
	}
	return n
}

// number reads a whole number of lo to hi; a leading zero is not one.
func number(s string, lo, hi int64) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && plainDigits(s) && n >= lo && n <= hi
}

func plainDigits(s string) bool {
	if s == "" || len(s) > 1 && s[0] == '0' {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// isName says whether s is a C or Go identifier, with more characters allowed
// after the first one.
func isName(s, more string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		later := r >= '0' && r <= '9' || strings.ContainsRune(more, r)
		if !letter && (i == 0 || !later) {
			return false
		}
	}
	return s != "" && len(s) <= 256
}

var settingValues = []struct {
	key    string
	values []string
}{
	{"qpw", []string{"n", "0", "1"}},
	{"rt", []string{"off", "on"}},
	{"alt", []string{"none", "userret", "nosheaves"}},
	{"fairserver", []string{"on", "off"}},
	{"rtthrottle", []string{"on", "off"}},
	{"lockdep", []string{"on", "off"}},
	{"generation", scenario.GenerationNames()},
	{"patch", nil},
	{"mutant", nil},
}

// setting reads qpw=1; what is wrong is said with its column.
func setting(w word) (Setting, string, int) {
	key, value, ok := w.keyValue()
	if !ok {
		return Setting{}, "found " + shown(w.text) + ", expected a setting such as qpw=1", w.col
	}
	for _, s := range settingValues {
		if s.key != key.text {
			continue
		}
		if s.values == nil && isName(value.text, "-.") {
			return Setting{key.text, value.text}, "", 0
		}
		if s.values == nil {
			return Setting{}, s.key + " is " + shown(value.text) + ", expected names, with .. between two", value.col
		}
		for _, v := range s.values {
			if v == value.text {
				return Setting{key.text, v}, "", 0
			}
		}
		return Setting{}, s.key + " is " + shown(value.text) + ", expected one of " + strings.Join(s.values, ", "), value.col
	}
	return Setting{}, "found the key " + shown(key.text) + ", expected one of qpw, rt, alt, fairserver, rtthrottle, lockdep, generation, patch, mutant", key.col
}
