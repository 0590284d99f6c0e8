package qpw

import (
	"slices"
	"strings"
)

// What a kernel's command line makes of the key (kernel.md 3.5). The words are
// obeyed from left to right, before the first lock is initialised; what the
// kernel would tell of them is told in our words.
//
//	words --ParseCmdline--> Boot --(late_initcall)--> the key, where nobody has chosen

// Config is what was decided when the kernel was built.
type Config struct {
	Version   string // of the series: qpw-v1 to qpw-v3, pw-v4; another: a kernel without it
	Built     bool   // CONFIG_QPW
	DefaultOn bool   // CONFIG_QPW_DEFAULT
	CPUs      int
}

// Boot is what the command line has come to.
type Boot struct {
	Key      bool     // when the first lock is initialised
	Given    bool     // the parameter was given, and was an integer
	Noise    bool     // HK_TYPE_KERNEL_NOISE housekeeping is on
	Isolated []int    // CPUs without scheduling domains
	NohzFull []int    // CPUs without the tick and other kernel noise
	Told     []string // what the kernel says

	managed []int // CPUs without managed interrupts
	kinds   kinds // of isolation that were asked for
}

// kinds are the kinds of isolation [KN]: each has one list of CPUs, that of the
// first word that asked for it.
type kinds uint8

const (
	fromDomains kinds = 1 << iota
	fromNoise
	fromManagedIRQs
)

// Param is the name of the parameter of a version; empty for a kernel that has
// none.
func (c Config) Param() string {
	switch {
	case !c.Built:
		return ""
	case c.Version == "pw-v4":
		return "pwlocks"
	case strings.HasPrefix(c.Version, "qpw-"):
		return "qpw"
	}
	return ""
}

// Automatic reports whether the key goes on at late_initcall where CPUs are
// isolated and the parameter was not given.
func (c Config) Automatic() bool { return c.Built && (c.Version == "qpw-v3" || c.Version == "pw-v4") }

// ParseCmdline obeys the words of a command line that count here. Others are
// none of our business.
func ParseCmdline(c Config, line string) Boot {
	b := Boot{Key: c.Built && c.DefaultOn}
	for _, word := range words(line) {
		name, text, has := strings.Cut(word, "=")
		if !has {
			if word == "--" {
				break // what follows is for init
			}
			continue
		}
		switch plain := strings.ReplaceAll(name, "-", "_"); plain {
		case "qpw", "pwlocks":
			if plain != c.Param() {
				b.tell(word + ": this kernel knows no such parameter, so the word is passed to init")
				continue
			}
			b.key(c, name, text)
		case "nohz_full":
			b.housekeeping(c, name, text, fromNoise)
		case "isolcpus":
			b.isolcpus(c, text)
		}
	}
	return b
}

// words takes a command line apart: at blanks, but those in quotes, which
// themselves are left out around a word and around a value.
func words(line string) (all []string) {
	for line = strings.TrimLeft(line, blanks); line != ""; line = strings.TrimLeft(line, blanks) {
		end, quoted := 0, false
		for ; end < len(line) && (quoted || !strings.ContainsRune(blanks, rune(line[end]))); end++ {
			quoted = quoted != (line[end] == '"')
		}
		word := line[:end]
		line = line[end:]
		if inner, is := strings.CutPrefix(word, `"`); is {
			word = strings.TrimSuffix(inner, `"`)
		}
		if name, text, has := strings.Cut(word, "="); has && strings.HasPrefix(text, `"`) {
			word = name + "=" + strings.TrimSuffix(text[1:], `"`)
		}
		all = append(all, word)
	}
	return all
}

const blanks = " \t\n\v\f\r"

func (b *Boot) tell(text string) { b.Told = append(b.Told, text) }

// key is the handler of the parameter: any integer but 0 switches the key on.
func (b *Boot) key(c Config, name, text string) {
	n, is := getOption(text)
	if is == noInteger {
		b.tell(name + "=" + text + ": the value is not an integer: invalid, ignored; the word is passed to init")
		return
	}
	b.Key, b.Given = n != 0, true
	what := name + "=" + text + ": the key is off"
	if b.Key {
		what = name + "=" + text + ": the key is on"
	}
	if c.Version == "qpw-v1" {
		what += "; the handler says that it does not know the word, so it is passed to init as well"
	}
	b.tell(what)
}

// isolcpus reads flags, then a list; without a flag it isolates the CPUs from
// scheduling domains [KN]. Only nohz keeps kernel noise off them.
func (b *Boot) isolcpus(c Config, text string) {
	asked := kinds(0)
	for text != "" && letter(text[0]) {
		flag, rest, has := strings.Cut(text, ",")
		if strings.IndexFunc(flag, func(r rune) bool { return r > 'z' || !letter(byte(r)) && r != '_' }) >= 0 {
			b.tell("isolcpus: " + flag + " is no flag: invalid, ignored with all that follows")
			return
		}
		switch {
		case flag == "domain" && has:
			asked |= fromDomains
		case flag == "nohz" && has:
			asked |= fromNoise
		case flag == "managed_irq" && has:
			asked |= fromManagedIRQs
		default:
			b.tell("isolcpus: the flag " + flag + " is not known: skipped")
		}
		text = rest
	}
	if asked == 0 {
		asked = fromDomains
	}
	b.housekeeping(c, "isolcpus", text, asked)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// housekeeping reads the list of CPUs that are left alone. One CPU stays for
// the housekeeping: the one that boots, if the list has them all. A word that
// comes later adds the kinds of isolation that were not there; it is ignored
// whole where it names other CPUs for one that was.
func (b *Boot) housekeeping(c Config, name, text string, asked kinds) {
	list, none, ok := cpuList(text, c.CPUs)
	if !ok {
		b.tell(name + ": " + text + " is no list of CPUs: ignored")
		return
	}
	if len(list) == c.CPUs {
		b.tell(name + ": one CPU must do the housekeeping: CPU 0, which boots")
		list, none = list[1:], c.CPUs == 1
	}
	if none {
		b.tell(name + ": no CPU is left in the list: ignored")
		return
	}
	if b.disagrees(list, asked) {
		b.tell(name + ": " + text + " is not the list that this isolation has already: ignored")
		return
	}
	if b.leavesNone(c, list, asked) {
		b.tell(name + ": " + text + " leaves no CPU that is in neither list: ignored")
		return
	}
	keep := func(kind kinds, of *[]int) {
		if asked&kind != 0 {
			*of = list
		}
	}
	keep(fromDomains, &b.Isolated)
	keep(fromNoise, &b.NohzFull)
	keep(fromManagedIRQs, &b.managed)
	b.kinds |= asked
	b.Noise = b.kinds&fromNoise != 0
}

// disagrees reports whether a kind that is asked for has another list already.
func (b *Boot) disagrees(list []int, asked kinds) bool {
	other := func(kind kinds, has []int) bool { return b.kinds&asked&kind != 0 && !slices.Equal(list, has) }
	return other(fromDomains, b.Isolated) || other(fromNoise, b.NohzFull) || other(fromManagedIRQs, b.managed)
}

// leavesNone reports whether no CPU would be left that has both its domain and
// its tick: timers need one to go to.
func (b *Boot) leavesNone(c Config, list []int, asked kinds) bool {
	const both = fromDomains | fromNoise
	return b.kinds&both != 0 && asked&both != 0 && len(union(union(b.Isolated, b.NohzFull), list)) == c.CPUs
}

// cpuList reads numbers and ranges in commas, "all", and N for the last CPU; of
// a range, all or a part of each group, as in 0-7:1/2. CPUs that the machine
// does not have are left out. None reports that the text has no number at all.
func cpuList(text string, cpus int) (list []int, none, ok bool) {
	named := make([]bool, cpus)
	none = true
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		none = false
		r, is := cpuRange(part, cpus)
		if !is {
			return nil, false, false
		}
		for cpu := r.from; cpu <= min(r.to, cpus-1); cpu++ {
			if (cpu-r.from)%r.group < r.used {
				named[cpu] = true
			}
		}
	}
	for cpu, is := range named {
		if is {
			list = append(list, cpu)
		}
	}
	return list, none, true
}

// region is a range of CPUs, of which so many at the start of each group count.
type region struct{ from, to, used, group int }

func cpuRange(part string, cpus int) (r region, ok bool) {
	span, groups, grouped := strings.Cut(part, ":")
	first, last, isRange := strings.Cut(span, "-")
	if strings.EqualFold(span, "all") {
		first, last, isRange = "0", "N", true
	}
	from, okFrom := cpuNumber(first, cpus)
	to, okTo := from, true
	if isRange {
		to, okTo = cpuNumber(last, cpus)
	}
	if !okFrom || !okTo || to < from {
		return r, false
	}
	if !grouped {
		return region{from, to, 1, 1}, true
	}
	first, last, _ = strings.Cut(groups, "/")
	used, okUsed := cpuNumber(first, cpus)
	group, okGroup := cpuNumber(last, cpus)
	return region{from, to, used, group}, isRange && okUsed && okGroup && group > 0 && used <= group
}

func cpuNumber(s string, cpus int) (int, bool) {
	if s == "N" {
		return cpus - 1, true
	}
	n, taken := 0, 0
	for ; taken < len(s) && taken < 6 && s[taken] >= '0' && s[taken] <= '9'; taken++ {
		n = 10*n + int(s[taken]-'0')
	}
	return n, taken > 0 && taken == len(s)
}

// union is all numbers of two lists, sorted.
func union(a, b []int) []int {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Late says what late_initcall does to the key, and in words why.
func (c Config) Late(b Boot) (on bool, why string) {
	switch {
	case !c.Automatic():
		return b.Key, "this kernel has no initcall that looks at the isolation of CPUs"
	case b.Given:
		return b.Key, c.Param() + "= was given, so the initcall changes nothing"
	case !b.Noise:
		return b.Key, "no CPU is kept free of kernel noise, so the initcall changes nothing"
	case b.Key:
		return true, "CPUs are kept free of kernel noise, and the key is on already"
	}
	return true, "CPUs are kept free of kernel noise and " + c.Param() + "= was not given: the key goes on, after every lock was initialised with it off"
}
