package qpw

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/locking"
)

// The integer grammar of get_option, text by text [KN].
func TestGetOption(t *testing.T) {
	for _, c := range []struct {
		text  string
		value int32
		is    option
	}{
		{"0", 0, integer}, {"1", 1, integer}, {"2", 2, integer}, {"-1", -1, integer},
		{"", 0, noInteger}, {"on", 0, noInteger}, {"off", 0, noInteger}, {"y", 0, noInteger},
		{"-", 0, noInteger}, {"+1", 0, noInteger}, {" 1", 0, noInteger}, {"--1", 0, noInteger},
		{"1x", 1, integer}, {"1,2", 1, withComma}, {"1-3", 1, withRange},
		{"0x10", 16, integer}, {"0xg", 0, integer}, {"0X1f", 31, integer}, {"010", 8, integer}, {"08", 0, integer},
		{"4294967296", 0, integer}, {"4294967297", 1, integer}, {"2147483648", -2147483648, integer},
	} {
		value, is := getOption(c.text)
		assert.Equal(t, c.value, value, "%q", c.text)
		assert.Equal(t, c.is, is, "%q", c.text)
	}
}

// cmdline is what a version makes of a command line.
type cmdline struct {
	version     string
	defaultOn   bool
	line        string
	key, given  bool
	noise, late bool
	told        []string
}

// What a command line does in each version; kernel.md 3.5.
func TestCmdline(t *testing.T) {
	const (
		ignored = "not an integer: invalid, ignored"
		unknown = "knows no such parameter, so the word is passed to init"
		toInit  = "passed to init as well"
	)
	for _, c := range []cmdline{
		{"qpw-v1", false, "qpw=1", true, true, false, true, []string{toInit}},
		{"qpw-v2", false, "qpw=1", true, true, false, true, []string{"qpw=1: the key is on"}},
		{"qpw-v2", true, "qpw=0", false, true, false, false, []string{"the key is off"}},
		{"qpw-v2", true, "", true, false, false, true, nil},
		{"qpw-v2", false, "nohz_full=3", false, false, true, false, nil},
		{"qpw-v3", false, "nohz_full=3", false, false, true, true, nil},
		{"pw-v4", false, "nohz_full=3", false, false, true, true, nil},
		{"pw-v4", false, "nohz_full=3 pwlocks=0", false, true, true, false, []string{"the key is off"}},
		{"pw-v4", false, "pwlocks=on", false, false, false, false, []string{ignored}},
		{"pw-v4", false, "pwlocks=on nohz_full=3", false, false, true, true, []string{ignored}},
		{"pw-v4", false, "pwlocks=-1", true, true, false, true, []string{"the key is on"}},
		{"pw-v4", false, "pwlocks=08", false, true, false, false, []string{"the key is off"}},
		{"pw-v4", false, "qpw=1", false, false, false, false, []string{unknown}},
		{"qpw-v3", false, "pwlocks=1", false, false, false, false, []string{unknown}},
		{"none", false, "qpw=1", false, false, false, false, []string{unknown}},
		{"qpw-v3", false, "qpw=1 qpw=0", false, true, false, false, []string{"on", "off"}},
		{"qpw-v3", false, "isolcpus=managed_irq,domain,2,3", false, false, false, false, nil},
		{"qpw-v3", false, "isolcpus=3", false, false, false, false, nil},
		{"qpw-v3", false, "isolcpus=nohz,3", false, false, true, true, nil},
		{"qpw-v3", false, "isolcpus=nonsense,nohz,3", false, false, true, true, []string{"nonsense is not known: skipped"}},
		{"qpw-v3", false, "isolcpus=no-hz,3", false, false, false, false, []string{"is no flag"}},
		{"qpw-v3", false, "isolcpus=nohz", false, false, false, false, []string{"nohz is not known", "no CPU is left"}},
		{"qpw-v3", false, "nohz-full=all", false, false, true, true, []string{"CPU 0, which boots"}},
		{"qpw-v3", false, "nohz_full=3-", false, false, false, false, []string{"is no list of CPUs"}},
		{"qpw-v3", true, "nohz_full=3", true, false, true, true, nil},
		{"qpw-v3", false, "qpw=0XfF", true, true, false, true, []string{"on"}},
		{"none", false, "qpw=1", false, false, false, false, []string{"passed to init"}},
		{"7.2", false, "qpw=1", false, false, false, false, []string{"passed to init"}},
		{"qpw-v3", false, "quiet root=/dev/sda1 qpw", false, false, false, false, nil},
	} {
		c.check(t)
	}
}

// Words are taken apart, and lists of isolated CPUs fit together, as in the
// kernel's next_arg, parse_args and housekeeping_setup [KN].
func TestCmdlineWords(t *testing.T) {
	for _, c := range []cmdline{
		// What stands behind -- is for init, and a blank in quotes ends no word.
		{"qpw-v3", false, "quiet -- qpw=1 nohz_full=3", false, false, false, false, nil},
		{"qpw-v3", false, "--qpw=1 -- qpw=0", false, false, false, false, nil},
		{"qpw-v3", false, `qpw="1"`, true, true, false, true, []string{"qpw=1: the key is on"}},
		{"qpw-v3", false, `"qpw=1" "nohz_full=3"`, true, true, true, true, []string{"the key is on"}},
		{"qpw-v3", false, `dyndbg="file slub.c +p; qpw=1" quiet`, false, false, false, false, nil},
		{"qpw-v3", false, "quiet\u2003qpw=1", false, false, false, false, nil},

		// One list for each kind of isolation: that of the first word.
		{"qpw-v3", false, "isolcpus=nohz,2 nohz_full=3", false, false, true, true, []string{"not the list that this isolation has"}},
		{"qpw-v3", false, "nohz_full=3 isolcpus=nohz,domain,3", false, false, true, true, nil},
		{"qpw-v3", false, "isolcpus=0-1 nohz_full=2-3", false, false, false, false, []string{"leaves no CPU"}},
		{"qpw-v3", false, "isolcpus=managed_irq,0-1 nohz_full=2-3", false, false, true, true, nil},
		{"qpw-v3", false, "nohz_full=", false, false, false, false, []string{"no CPU is left"}},
		{"qpw-v3", false, "nohz_full=0-3:2/1", false, false, false, false, []string{"is no list of CPUs"}},
	} {
		c.check(t)
	}
}

func (c cmdline) check(t *testing.T) {
	cfg := Config{Version: c.version, Built: c.version != "none", DefaultOn: c.defaultOn, CPUs: 4}
	b := ParseCmdline(cfg, c.line)
	name := c.version + ": " + c.line
	assert.Equal(t, c.key, b.Key, name)
	assert.Equal(t, c.given, b.Given, name)
	assert.Equal(t, c.noise, b.Noise, name)
	late, why := cfg.Late(b)
	assert.Equal(t, c.late, late, name)
	assert.NotEmpty(t, why, name)
	if assert.Len(t, b.Told, len(c.told), "%s: %s", name, strings.Join(b.Told, " | ")) {
		for i := range c.told {
			assert.Contains(t, b.Told[i], c.told[i], name)
		}
	}
}

func TestCmdlineCPUs(t *testing.T) {
	cfg := Config{Version: "qpw-v3", Built: true, CPUs: 8}
	b := ParseCmdline(cfg, "nohz_full=1,3-4 isolcpus=managed_irq,domain,6-N")
	assert.Equal(t, []int{1, 3, 4}, b.NohzFull)
	assert.Equal(t, []int{6, 7}, b.Isolated)
	b = ParseCmdline(cfg, "isolcpus=2 isolcpus=domain,nohz,3 nohz_full=4")
	assert.Equal(t, []int{2}, b.Isolated, "the second word disagrees with the first, and is ignored whole")
	assert.Equal(t, []int{4}, b.NohzFull)
	b = ParseCmdline(cfg, "isolcpus=1-7:2/4,, nohz_full=ALL:1/2")
	assert.Equal(t, []int{1, 2, 5, 6}, b.Isolated, "the first two of each group of four")
	assert.Equal(t, []int{0, 2, 4, 6}, b.NohzFull)
	one := ParseCmdline(Config{Version: "qpw-v3", Built: true, CPUs: 1}, "nohz_full=0")
	assert.False(t, one.Noise, "the only CPU keeps the house")
	b = ParseCmdline(cfg, "isolcpus=nohz,domain,7,99")
	assert.Equal(t, []int{7}, b.NohzFull)
	assert.Equal(t, []int{7}, b.Isolated)
}

// What the members and the branch of a mode are.
func TestModes(t *testing.T) {
	for _, c := range []struct {
		mode   Mode
		text   string
		member locking.Member
		branch bool
	}{{NotBuilt, "n", locking.Local, false}, {Off, "0", locking.Local, true}, {On, "1", locking.Spin, true}} {
		assert.Equal(t, c.text, c.mode.String())
		assert.Equal(t, c.member, c.mode.Member(), c.text)
		assert.Equal(t, c.branch, c.mode.Branch(), c.text)
	}
}
