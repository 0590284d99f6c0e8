package scenario

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The reference of the language (language/language.md) has what the parser
// knows, and nothing else. Every word here comes from the parser's own tables,
// or out of its mouth: what it expected in place of a word that is none.

// none is a word that nothing is called, and that no name is near to.
const none = "zzzzzz"

func sectionOf(t *testing.T, title string) string {
	t.Helper()
	text, err := os.ReadFile("language/language.md")
	require.NoError(t, err)
	_, after, found := strings.Cut(string(text), "\n## "+title+"\n")
	require.True(t, found, title)
	section, _, _ := strings.Cut(after, "\n## ")
	return section
}

// item is the entry of a word: from its dash to the next one, or to the end of
// the list. Empty if there is none.
func item(section, word string) string {
	at := regexp.MustCompile("(?m)^ *- `" + regexp.QuoteMeta(word) + "[` =(\\[]").FindStringIndex(section)
	if at == nil {
		return ""
	}
	rest := section[at[0]:]
	if end := regexp.MustCompile(`\n( *- |\n)`).FindStringIndex(rest[2:]); end != nil {
		rest = rest[:2+end[0]]
	}
	return rest
}

// complaint is what the parser says to a text.
func complaint(text string) string {
	_, err := Parse("x", []byte(text))
	if err == nil {
		return ""
	}
	return err.(*Error).Msg
}

// wanted are the alternatives that a complaint lists.
func wanted(msg string) []string {
	_, list, _ := strings.Cut(msg, "; expected ")
	return strings.Split(strings.ReplaceAll(list, " or ", ", "), ", ")
}

// keyed are the lines that have keys, and where the reference has them.
var keyed = []struct{ line, section string }{
	{"machine", "Machine"}, {"kernel", "Kernel"}, {"cache c", "Cache"}, {"task t", "Task"},
	{"irq i", "Interrupts"}, {"nmi i", "Interrupts"}, {"softirq i", "Interrupts"},
	{"move t", "Other lines"}, {"memory", "Other lines"}, {"spurious", "Other lines"},
}

func TestReferenceHasEveryLine(t *testing.T) {
	text, err := os.ReadFile("language/language.md")
	require.NoError(t, err)
	for _, name := range lineNames() {
		if name != "softirq" && name != "nmi" {
			assert.Regexp(t, "(?m)^(- )?`"+name+" ", string(text), name)
		}
		assert.Contains(t, sectionOf(t, "Grammar"), `"`+name+`"`)
	}
	assert.Contains(t, sectionOf(t, "Interrupts"), "`softirq` and `nmi` have the same form")
}

func TestReferenceHasEveryKey(t *testing.T) {
	for _, k := range keyed {
		section := sectionOf(t, k.section)
		for _, name := range wanted(complaint(k.line + " " + none + "=1")) {
			entry := item(section, name)
			require.NotEmpty(t, entry, "%s %s", k.line, name)
			hasValues(t, k.line+" "+name, entry, complaint(k.line+" "+name+"="+none))
			must := slices.Contains(required(t, k.line), name)
			assert.Equal(t, must, strings.Contains(oneLine(entry), "Has to be given."), "%s %s", k.line, name)
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// hasValues requires of an entry the alternatives or the bounds that a complaint
// about a value names.
func hasValues(t *testing.T, what, entry, msg string) {
	t.Helper()
	_, want, found := strings.Cut(msg, "; expected ")
	if !found || !strings.HasPrefix(msg, "bad value") {
		return // what takes any word, or none
	}
	if m := regexp.MustCompile(`^a whole number from (\d+) to (\d+)$`).FindStringSubmatch(want); m != nil {
		if m[1] != "0" || m[2] != strconv.Itoa(MaxCPUs-1) { // a CPU is one of the machine's
			assert.Contains(t, oneLine(entry), commas(m[1])+" to "+commas(m[2]), what)
		}
		return
	}
	if want == "off or on" && !strings.Contains(entry, "=off|on`") && !strings.Contains(entry, "=on|off`") {
		assert.Contains(t, sectionOf(t, "Cache"), "`"+what[strings.LastIndex(what, " ")+1:]+"`", what)
		return
	}
	if strings.Contains(want, " or ") && !strings.Contains(want, " from ") && !strings.Contains(want, "unit") && !strings.Contains(want, ":") {
		for _, word := range wanted(msg) {
			assert.Regexp(t, `[=|]`+regexp.QuoteMeta(word)+"[|`]", entry, what)
		}
	}
}

// required are the keys that a line cannot do without: the parser asks for one
// after the other.
func required(t *testing.T, line string) []string {
	var out []string
	text := line
	for range 5 {
		m := regexp.MustCompile(`has no \w+; expected (\w+)=`).FindStringSubmatch(complaint(text))
		if m == nil {
			return out
		}
		out = append(out, m[1])
		text += " " + m[1] + "=8"
		if m[1] == "at" {
			text += "ns"
		}
	}
	t.Fatal(text)
	return nil
}

// commas groups the digits of a number, as the reference writes them.
func commas(digits string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

func TestReferenceHasTheDefaults(t *testing.T) {
	for name, section := range map[string]string{
		"nodes": "Machine", "ghz": "Machine", "jitter": "Machine", "rt": "Machine", "qpw": "Machine", "alt": "Machine", "fairserver": "Machine",
		"rtthrottle": "Machine", "lockdep": "Machine", "steps": "Machine", "generation": "Kernel", "names": "Kernel",
	} {
		d := Default()
		value := map[string]string{"nodes": strconv.Itoa(d.Machine.Nodes), "ghz": fmt.Sprint(d.Machine.GHz), "jitter": fmt.Sprint(d.Machine.Jitter)}[name]
		if value == "" {
			value = d.Setting(name)
		}
		value = "`?" + regexp.QuoteMeta(value) + "`?"
		assert.Regexp(t, `\(default `+value+`\)|`+value+"[^`]* \\(default\\)", oneLine(item(sectionOf(t, section), name)), name)
	}
}

// head is how the reference writes a statement, made from its shape.
func head(v Verb) string {
	sh := shapeOf(v)
	out := v.String() + [...]string{opNone: "", opCache: " CACHE", opTaskCache: " TASK CACHE", opCPU: " CPU", opNode: " NODE",
		opTime: " TIME", opMark: " NAME", opRounds: "", opMaybeCache: " [CACHE]"}[sh.operand]
	out += [...]string{noCount: "", countOne: " [n=1]", countOrAll: " [n=1|all]", countNeeded: " n=K", countNeededOrAll: " n=K|all"}[sh.count]
	values := map[string]string{"gfp": "=" + strings.Join(gfpNames(), "|"), "order": "=" + strings.Join(orderNames(), "|"), "node": "=N"}
	for _, k := range (&parser{}).verbKeys(&Stmt{Verb: v}) {
		out += " [" + k.name + values[k.name] + "]"
	}
	switch {
	case v == Rand:
		out += " { 3: … ; 1: … }"
	case sh.block:
		out += " { … }"
	}
	return out
}

func TestReferenceHasEveryStatement(t *testing.T) {
	section := sectionOf(t, "Statements")
	var sleep []string
	for i, name := range verbNames() {
		assert.Contains(t, section, "\n- `"+head(Verb(i))+"` ")
		if shapeOf(Verb(i)).sleeps && Verb(i) != Syscall {
			sleep = append(sleep, name)
		}
	}
	assert.Contains(t, section, "\n- `loop N { … }` ")
	_, said, found := strings.Cut(section, "What sleeps, ")
	require.True(t, found)
	said, _, _ = strings.Cut(said, ".")
	_, said, _ = strings.Cut(said, ": ")
	assert.ElementsMatch(t, sleep, spans(said))
	for m := range strings.SplitSeq(section, "\n- `") {
		name := regexp.MustCompile(`^[a-z_]+`).FindString(m)
		assert.True(t, name == "" || slices.Contains(verbNames(), name), "there is no statement %s", name)
	}
}

// spans are the words between backquotes.
func spans(text string) []string {
	var out []string
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

func TestReferenceHasEveryClaim(t *testing.T) {
	section := sectionOf(t, "Claims")
	for _, name := range exprNames() {
		assert.Contains(t, section, "\n- `"+name+"(", name)
	}
	for _, op := range opNames() {
		assert.Contains(t, section, "`"+op+"`")
	}
	_, when, found := strings.Cut(section, "`when` ")
	require.True(t, found)
	have := spans(when[:strings.Index(when, "\nWhat one CPU")])
	for _, name := range conditionKeys() {
		i := slices.IndexFunc(have, func(s string) bool { return strings.HasPrefix(s, name+"=") })
		require.GreaterOrEqual(t, i, 0, name)
		msg := complaint("machine cpus=1\nclaim violations() == 0 when " + name + "=" + none)
		if strings.HasPrefix(msg, "bad value") && !strings.Contains(msg, "a whole number") {
			assert.ElementsMatch(t, wanted(msg), strings.Split(strings.TrimPrefix(have[i], name+"="), "|"))
		}
	}
}

func TestReferenceHasUnitsAndLimits(t *testing.T) {
	for _, unit := range unitNames() {
		assert.Contains(t, sectionOf(t, "Text"), "`"+unit+"`")
	}
	limits := oneLine(sectionOf(t, "Limits"))
	for form, n := range map[string]int{
		"A text: %s bytes": MaxBytes, "or a title: %s bytes": MaxName, "Blocks within blocks: %s.": MaxNesting, "Statements: %s,": MaxStatements,
		"and %s where those of a task": MaxExpanded, "Tasks and interrupts: %s.": MaxTasks, "Moves: %s.": MaxMoves, "Any time: %s s": MaxSeconds,
		"A list of requests: %s numbers": MaxRanges, "up to %s.": MaxRequest,
	} {
		assert.Contains(t, limits, fmt.Sprintf(form, commas(strconv.Itoa(n))))
	}
	assert.Contains(t, sectionOf(t, "Statements"), "1 to "+commas(strconv.Itoa(MaxObjects)))
	assert.Contains(t, sectionOf(t, "Statements"), "1 to "+commas(strconv.Itoa(MaxLoop)))
	assert.Contains(t, sectionOf(t, "Statements"), "1 to "+commas(strconv.Itoa(MaxWeight)))
	assert.Contains(t, oneLine(sectionOf(t, "Other lines")), "0 to "+commas(strconv.Itoa(MaxCycles)))
	assert.Contains(t, oneLine(sectionOf(t, "Kernel")), fmt.Sprintf("at most %d", MaxPatches))
}

// The grammar stands twice, for who reads the text and for who reads the code.
func TestReferenceHasTheGrammar(t *testing.T) {
	code, err := os.ReadFile("grammar.go")
	require.NoError(t, err)
	var lines []string
	for line := range strings.SplitSeq(string(code), "\n") {
		if inside, ok := strings.CutPrefix(strings.TrimSuffix(line, "\r"), "//\t"); ok {
			lines = append(lines, inside)
		} else if len(lines) > 0 {
			break
		}
	}
	assert.Equal(t, "\n```\n"+strings.Join(lines, "\n")+"\n```\n", sectionOf(t, "Grammar"))
}
