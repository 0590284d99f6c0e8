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
}

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
	for _, word := range strings.Fields(line) {
		name, text, has := strings.Cut(word, "=")
		if !has {
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
			if list, ok := b.housekeeping(c, name, text); ok {
				b.NohzFull, b.Noise = union(b.NohzFull, list), true
			}
		case "isolcpus":
			b.isolcpus(c, text)
		}
	}
	return b
}

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
	domain, nohz, any := false, false, false
	for text != "" && letter(text[0]) {
		flag, rest, has := strings.Cut(text, ",")
		if strings.IndexFunc(flag, func(r rune) bool { return r > 'z' || !letter(byte(r)) && r != '_' }) >= 0 {
			b.tell("isolcpus: " + flag + " is no flag: invalid, ignored with all that follows")
			return
		}
		switch {
		case flag == "domain" && has:
			domain, any = true, true
		case flag == "nohz" && has:
			nohz, any = true, true
		case flag == "managed_irq" && has:
			any = true
		default:
			b.tell("isolcpus: the flag " + flag + " is not known: skipped")
		}
		text = rest
	}
	list, ok := b.housekeeping(c, "isolcpus", text)
	if !ok {
		return
	}
	if domain || !any {
		b.Isolated = union(b.Isolated, list)
	}
	if nohz {
		b.NohzFull, b.Noise = union(b.NohzFull, list), true
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// housekeeping reads the list of CPUs that are left alone. One CPU stays for
// the housekeeping: the one that boots, if the list has them all.
func (b *Boot) housekeeping(c Config, name, text string) ([]int, bool) {
	list, ok := cpuList(text, c.CPUs)
	if !ok {
		b.tell(name + ": " + text + " is no list of CPUs: ignored")
		return nil, false
	}
	if len(list) == c.CPUs {
		b.tell(name + ": one CPU must do the housekeeping: CPU 0, which boots")
		list = list[1:]
	}
	return list, true
}

// cpuList reads numbers and ranges in commas, "all", and N for the last CPU.
// CPUs that the machine does not have are left out.
func cpuList(text string, cpus int) (list []int, ok bool) {
	named := make([]bool, cpus)
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if part == "all" {
			first, last, isRange = "0", "N", true
		}
		from, okFrom := cpuNumber(first, cpus)
		to, okTo := from, true
		if isRange {
			to, okTo = cpuNumber(last, cpus)
		}
		if !okFrom || !okTo || to < from {
			return nil, false
		}
		for cpu := from; cpu <= min(to, cpus-1); cpu++ {
			named[cpu] = true
		}
	}
	for cpu, is := range named {
		if is {
			list = append(list, cpu)
		}
	}
	return list, true
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
