package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/scenario"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer is what one command line came to.
type answer struct {
	code     int
	out, err string
}

// try runs the whole program on a line of words.
func try(words ...string) answer { return tryWith("", words...) }

// tryWith is try with a text as standard input.
func tryWith(in string, words ...string) answer {
	var out, errs bytes.Buffer
	code := Main(words, strings.NewReader(in), &out, &errs)
	return answer{code, out.String(), errs.String()}
}

// refused asserts exit code 2, one line on standard error and nothing else.
func refused(t *testing.T, a answer, line string) {
	t.Helper()
	assert.Equal(t, exitAuthor, a.code)
	assert.Empty(t, a.out)
	assert.Equal(t, line+"\n", a.err)
}

// TestCommandLine: what was typed wrong is told in one line.
func TestCommandLine(t *testing.T) {
	const want = "expected a scenario: a built-in's name, a file, or - for standard input"
	builtins := fmt.Sprintf("one of the %d in `list scenarios`, a file, or - for standard input", len(scenario.Builtins()))
	for _, c := range []struct{ line, err string }{
		{"frob", `barnyard: unknown command "frob"; expected run, check, list, diff, shot, explore, replay, export, version, help`},
		{"main.go", `barnyard: "main.go" is a file, but its name does not end with .barn; expected --scenario FILE for the window, or a command before it`},
		{"rnu x", `barnyard: unknown command "rnu"; did you mean run? expected run, check, list, diff, shot, explore, replay, export, version, help`},
		{"replay", "replay: nothing is named; expected a replay string, a link, or - for standard input"},
		{"replay x", `replay: the replay string begins with "x"; expected b1:SCENARIO:SETTINGS:CHOICES, perhaps with :e=ENGINE and :h=HASH`},
		{"replay b1:alloc-burst:: b1:alloc-burst::", `replay: unexpected "b1:alloc-burst::"; expected only a replay string, a link, or - for standard input`},
		{"replay b1:alloc-burst:: --qpw 1", `replay: unknown flag "--qpw"; expected --json, --steps`},
		{"replay b1:alloc-burst:: --json --steps", "replay: --json and --steps are given; expected one of them"},
		{"replay b1:alloc-burst::i0", "replay: choice 1: i0 cannot act there; expected r0"},
		{"replay b1:alloc-burst:::h=0123456789abcdef:e=1", "replay: the run is not the one that was recorded: it ends with hash " + endHash(t, "alloc-burst") + "; expected 0123456789abcdef (recorded by engine 1, run by engine " + engine.Version + ")"},
		{"export x -o y", `export: "y": expected a name that ends with ` + exportEndings()},
		{"run", "run: nothing is named; " + want},
		{"run alloc-burst free-burst", `run: unexpected "free-burst"; expected only` + want[len("expected"):]},
		{"run shrink-under-pol", `run: no file and no built-in is called "shrink-under-pol"; did you mean shrink-under-poll? expected ` + builtins},
		{"run shrink-under", `run: no file and no built-in is called "shrink-under"; did you mean shrink-under-poll or shrink-under-fifo? expected ` + builtins},
		{"run nothing/like/that", `run: no file and no built-in is called "nothing/like/that"; expected ` + builtins},
		{"run alloc-burst --qpw", "run: --qpw has no value; expected --qpw n|0|1"},
		{"run alloc-burst --qpw 2", `run: --qpw: bad value "2" of qpw; expected n, 0 or 1`},
		{"run --qpw= alloc-burst", `run: --qpw: bad value "" of qpw; expected n, 0 or 1`},
		{"run alloc-burst --qpw 0 --qpw=1", "run: --qpw is given twice; expected it once"},
		{"run alloc-burst --json=yes", `run: --json takes no value, found "yes"`},
		{"run alloc-burst --jsno", `run: unknown flag "--jsno"; did you mean --json? expected --qpw, --rt, --alt, --fairserver, --rtthrottle, --generation, --cpus, --lockdep, --seed, --until, --json, --events, --trace`},
		{"run alloc-burst --until 5m", `run: --until: bad value "5m" of until; expected a whole number and a unit (ns, us, ms, s or cy), more than 0 and at most 3600s`},
		{"run alloc-burst --seed -1", `run: --seed: bad value "-1" of seed; expected a whole number from 0 to 18446744073709551615`},
		{"run alloc-burst --trace out.xml", `run: "out.xml": expected a name that ends with ` + exportEndings()},
		{"run nmi-nolock --qpw n --alt userret --generation 6.18", "run: --alt userret: machine alt=userret with kernel generation=6.18 is not in this engine yet"},
		{"check", "check: nothing is named; expected files or --all"},
		{"check --all x", `check: unexpected "x"; --all stands alone`},
		{"list", "list: nothing is named; expected one of scenarios, lessons, patches, mutants, stats, events, costs, functions, configurations, views, arguments, talks, terms"},
		{"list event", `list: unknown list "event"; did you mean events? expected scenarios, lessons, patches, mutants, stats, events, costs, functions, configurations, views, arguments, talks, terms`},
		{"list --all", `list: unknown flag "--all"; expected --names`},
		{"check - -", "check: - is named twice; expected it once: standard input can be read only once"},
		{"version x", `version: unexpected "x"; expected nothing after version`},
		{"shot alloc-burst -o x.svg --o y.svg", "shot: -o is given twice; expected it once"},
		{"shot b1:alloc-burst:: --at 5 -o x.svg", `shot: --at: found "5"; expected a number and a unit (ns, us, ms, s or cy), or violation`},
		{"shot b1:alloc-burst:: --at 1us --qpw 1 -o x.svg", "shot: --qpw is given with a replay string; expected none: its settings are in the string"},
		{"shot b1:boot-assert:qpw=0: --at violation -o x.svg", "shot: --at violation: the run has none; expected a time"},
		{"shot b1:alloc-burst:: --at 9s -o x.svg", "shot: --at 9s: the run ends at 19.105 µs"},
		{"shot b1:alloc-burst::i0 --at 1us -o x.svg", "shot: choice 1: i0 cannot act there; expected r0"},
		{"shot b1:alloc --at 1us -o x.svg", "shot: the replay string ends in field 2; expected at least 4: b1:SCENARIO:SETTINGS:CHOICES, perhaps with :e=ENGINE and :h=HASH"},
		{"shot alloc-burst --at 0 -o", "shot: -o has no value; expected -o OUT.svg|OUT.png"},
		{"shot alloc-burst -p x", `shot: unknown flag "-p"; did you mean -o? expected --qpw, --rt, --alt, --fairserver, --rtthrottle, --generation, --cpus, --lockdep, --seed, --until, --at, --size, --scale, --theme, -o`},
	} {
		t.Run(c.line, func(t *testing.T) { refused(t, try(strings.Fields(c.line)...), c.err) })
	}
}

// TestHostileWords: nothing typed can break the line of its own error.
func TestHostileWords(t *testing.T) {
	for _, words := range [][]string{
		{"run", "a\nb"}, {"a\x1b[31m"}, {"run", "--x\ny"}, {"list", strings.Repeat("x", 100_000)}, {"run", "\x00"}, {"run", ""},
	} {
		a := try(words...)
		assert.Equal(t, exitAuthor, a.code)
		assert.Equal(t, 1, strings.Count(a.err, "\n"), "%q", a.err)
		assert.NotContains(t, a.err, "\x1b")
		assert.Less(t, len(a.err), 1000)
	}
}

// TestWhatIsRepeatedEndsWithALetter: a message repeats the head of a long word, and of a
// letter of several bytes all or nothing.
func TestWhatIsRepeatedEndsWithALetter(t *testing.T) {
	assert.Equal(t, `"`+strings.Repeat("a", maxQuoted-1)+`"...`, quote(strings.Repeat("a", maxQuoted-1)+"é"))
	assert.Equal(t, `"`+strings.Repeat("é", maxQuoted/2)+`"...`, quote(strings.Repeat("é", maxQuoted)))
	assert.Equal(t, `"a`+strings.Repeat("é", maxQuoted/2-1)+`"...`, quote("a"+strings.Repeat("é", maxQuoted)))
	assert.Equal(t, `"`+strings.Repeat("é", maxQuoted/2)+`"`, quote(strings.Repeat("é", maxQuoted/2)))
	assert.Equal(t, strings.Repeat("\x80", maxQuoted), head(strings.Repeat("\x80", maxQuoted+9), maxQuoted), "what is no letter is cut anywhere")
}

// TestHelp names every command and every setting.
func TestHelp(t *testing.T) {
	for _, line := range []string{"help", "--help", "-help", "-h", "run --help", "shot -h", "help run", "run shrink-under-poll --json --help", "export x -o x.csv -h", "list stats -help"} {
		a := try(strings.Fields(line)...)
		assert.Equal(t, exitOK, a.code)
		assert.Empty(t, a.err)
		for _, name := range commandNames() {
			assert.Contains(t, a.out, "  "+name+"  ", line)
		}
		for _, o := range runOptions() {
			assert.Contains(t, a.out, "--"+o.name, line)
		}
	}
}

func TestVersion(t *testing.T) {
	assert.Equal(t, answer{out: "barnyard, engine 5\n"}, try("version"))
	assert.Equal(t, try("version"), try("--version"))
	assert.Equal(t, try("version"), try("-version"))
}

// TestWindow: no command, or flags alone, is the window's.
func TestWindow(t *testing.T) {
	old := openTheWindow
	t.Cleanup(func() { openTheWindow = old })
	for _, words := range [][]string{nil, {"--qpw", "1"}, {"b1:alloc-burst::", "-light"}} {
		opened := false
		openTheWindow = func(args []string) int {
			opened = true
			assert.Equal(t, words, args)
			return exitOK
		}
		assert.Equal(t, exitOK, try(words...).code)
		assert.True(t, opened)
	}
}

// brokenPipe is an output that nobody reads.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("nobody reads this") }

// TestOutputGone: an answer that did not arrive is no success.
func TestOutputGone(t *testing.T) {
	for _, line := range []string{"run alloc-burst", "run alloc-burst --json", "list stats", "help", "version", "check alloc-burst", "check alloc-burst free-burst", "help scenario", "run alloc-burst --events all", "replay b1:alloc-burst::", "replay b1:alloc-burst:: --steps"} {
		var errs bytes.Buffer
		code := Main(strings.Fields(line), strings.NewReader(""), brokenPipe{}, &errs)
		require.Equal(t, exitFailed, code, line)
		assert.Equal(t, strings.Fields(line)[0]+": nobody reads this\n", errs.String(), line)
	}
}
