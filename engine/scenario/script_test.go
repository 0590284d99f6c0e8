package scenario_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
	"barnyard/engine/scenario"
)

// The scripts in testdata are cases of a text and what comes of it:
//
//	parse                 (or: program, whose lines are a task's program)
//	text …
//	----
//	the canonical text, or the error
//
// A blank line ends a case; prose may stand between cases. With -update the
// answers are written anew: commit a change only if you can explain it.

var update = flag.Bool("update", false, "rewrite the answers in testdata")

func TestScripts(t *testing.T) {
	for _, file := range scripts() {
		t.Run(file, func(t *testing.T) { runScript(t, file) })
	}
}

func scripts() []string {
	return []string{"testdata/good.txt", "testdata/bad.txt", "testdata/bad-program.txt", "testdata/bad-claim.txt",
		"testdata/bad-words.txt", "testdata/hotplug.txt", "testdata/several.txt"}
}

// TestBadScenarios: there are at least 300 different texts with a mistake, and
// each is refused, whole, within bounds. TestScripts knows what each is told.
func TestBadScenarios(t *testing.T) {
	refused := map[string]bool{}
	for _, file := range scripts() {
		script, err := os.ReadFile(file)
		require.NoError(t, err)
		for lines := strings.Split(string(script), "\n"); len(lines) > 0; {
			if lines[0] != "parse" && lines[0] != "program" {
				lines = lines[1:]
				continue
			}
			var c scriptCase
			if c, lines = cutCase(t, lines); !placed.MatchString(c.want) {
				continue
			}
			text := []byte(c.whole())
			refused[string(text)] = true
			fuzzing.Within(t, len(text), func() {
				s, err := scenario.ParseWith("x.barn", text, vocabulary())
				assert.Nil(t, s, "%s: never a part of it", text)
				assert.EqualError(t, err, strings.TrimSuffix(c.want, "\n"))
			})
		}
	}
	assert.GreaterOrEqual(t, len(refused), 300)
	t.Logf("%d different bad scenarios are refused", len(refused))
}

// placed is a mistake with its place, which is all that an answer is then.
var placed = regexp.MustCompile(`^x\.barn:\d+:\d+: [^\n]+\n$`)

func runScript(t *testing.T, file string) {
	old, err := os.ReadFile(file)
	require.NoError(t, err)
	lines := strings.Split(string(old), "\n")
	var out strings.Builder
	cases := 0
	for len(lines) > 0 {
		if lines[0] != "parse" && lines[0] != "program" {
			out.WriteString(lines[0] + "\n")
			lines = lines[1:]
			continue
		}
		var one scriptCase
		one, lines = cutCase(t, lines)
		cases++
		got := one.run()
		if !*update {
			assert.Equal(t, one.want, got, "%s: %s", file, one.text)
		}
		out.WriteString(one.command + "\n" + one.text + "----\n" + got + "\n")
	}
	require.NotZero(t, cases)
	if *update {
		text := strings.TrimRight(out.String(), "\n") + "\n"
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
}

type scriptCase struct{ command, text, want string }

// cutCase takes one case off the lines.
func cutCase(t *testing.T, lines []string) (scriptCase, []string) {
	c := scriptCase{command: lines[0]}
	n := 1
	for ; n < len(lines) && lines[n] != "----"; n++ {
		c.text += lines[n] + "\n"
	}
	require.Less(t, n, len(lines), "a case without ----")
	for n++; n < len(lines) && lines[n] != ""; n++ {
		c.want += lines[n] + "\n"
	}
	return c, lines[min(n+1, len(lines)):]
}

// programHead is the first line of a program case.
const programHead = "machine cpus=4 nodes=2; cache c size=64; task other cpu=1 {}; task t cpu=0 {\n"

// whole is the case's text as a scenario.
func (c scriptCase) whole() string {
	if c.command == "program" {
		return programHead + c.text + "}\n"
	}
	return c.text
}

func (c scriptCase) run() string {
	s, err := scenario.ParseWith("x.barn", []byte(c.whole()), vocabulary())
	if err != nil {
		return err.Error() + "\n"
	}
	return s.String()
}
