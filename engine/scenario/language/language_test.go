package language_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/scenario/language"
)

func section(t *testing.T, slug string) string {
	t.Helper()
	for _, s := range language.Sections() {
		if s.Slug == slug {
			return s.Text
		}
	}
	t.Fatal("no section " + slug)
	return ""
}

// TestEveryExampleRuns: in the configuration of its text and in each that one of
// its claims speaks of, and every claim holds that is judged there.
func TestEveryExampleRuns(t *testing.T) {
	examples := language.Examples()
	require.Greater(t, len(examples), 3)
	for i, text := range examples {
		s, err := engine.Parse(fmt.Sprintf("example %d", i+1), []byte(text))
		require.NoError(t, err)
		modes := []string{s.Machine.QPW.String()}
		for _, c := range s.Claims {
			for _, when := range c.When {
				require.Equal(t, "qpw", when.Key, "this test runs no other configurations")
				modes = append(modes, when.Value)
			}
		}
		judged := 0
		for _, mode := range modes {
			require.NoError(t, s.Set("qpw", mode))
			res, err := engine.Execute(s)
			require.NoError(t, err)
			assert.Empty(t, res.Violations)
			for _, c := range res.Claims {
				assert.True(t, c.Holds, "%s of %q with qpw=%s", c.Text, s.Title, mode)
				judged++
			}
		}
		assert.GreaterOrEqual(t, judged, len(s.Claims))
	}
}

// TestTheFirstExampleSaysWhatTheSeriesDoes: the first example's two modes differ in what it says.
func TestTheFirstExampleSaysWhatTheSeriesDoes(t *testing.T) {
	s, err := engine.Parse("first", []byte(language.Examples()[0]))
	require.NoError(t, err)
	require.NoError(t, s.Set("qpw", "1"))
	for i := range s.Claims {
		s.Claims[i].When = nil
	}
	res, err := engine.Execute(s)
	require.NoError(t, err)
	assert.False(t, res.Claims[0].Holds, "with the lock taken instead nobody stops the loop")
}

func TestEightyColumns(t *testing.T) {
	for i, line := range strings.Split(language.Text(), "\n") {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 80, "line %d", i+1)
		assert.NotContains(t, line, "\t", "line %d", i+1)
	}
}

// TestSections: nothing is lost between the pieces, and every section has a name
// of its own.
func TestSections(t *testing.T) {
	var slugs []string
	var all strings.Builder
	for _, s := range language.Sections() {
		assert.NotEmpty(t, s.Title)
		slugs = append(slugs, s.Slug)
		for _, p := range s.Pieces() {
			assert.True(t, (p.Prose == "") != (p.Block == ""), s.Slug)
			all.WriteString(p.Prose + p.Block)
		}
	}
	assert.Equal(t, "scenario", slugs[0])
	assert.Contains(t, slugs, "claims")
	assert.Contains(t, slugs, "conditions")
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(slugs))), len(slugs))
	for line := range strings.SplitSeq(language.Text(), "\n") {
		if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "#") {
			assert.Contains(t, all.String(), line)
		}
	}
}

// base is a text in which every statement can stand: somebody else takes a CPU
// away, too.
const base = "machine cpus=2 nodes=2\ncache c size=64\ntask other cpu=0 { offline 1; online 1 }\n"

// statements are each statement once, with what it needs.
func statements(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for v := range 1000 {
		name, ok := verbName(scenario.Verb(v))
		if !ok {
			return out
		}
		for _, form := range []string{"%s", "%s c", "%s c n=1", "%s t c n=1", "%s n=1", "%s 1", "%s 1ns", "%s m", "%s 2 { work 1ns }", "%s { work 1ns }", "%s { 1: work 1ns }"} {
			text := fmt.Sprintf(form, name)
			if s, err := engine.Parse("x", []byte(base+"task t cpu=0 { "+text+" }")); err == nil {
				if _, err = engine.New(s); err == nil {
					out[name] = text
					break
				}
			}
		}
		require.NotEmpty(t, out[name], name)
	}
	return out
}

func verbName(v scenario.Verb) (name string, ok bool) {
	defer func() { ok = recover() == nil }()
	return v.String(), true
}

// TestStatementsOfHandlers: what the reference says may stand in a handler is
// what the engine takes there.
func TestStatementsOfHandlers(t *testing.T) {
	said := section(t, "interrupts")
	_, said, _ = strings.Cut(said, "A handler cannot sleep, so it can\nuse ")
	in, nmi, found := strings.Cut(said, ". That of an NMI")
	require.True(t, found)
	nmi, _, _ = strings.Cut(nmi, ". With `rt=on`")
	names := regexp.MustCompile("`([a-z_]+)( N)?`")
	var allowed, refused []string
	for _, m := range names.FindAllStringSubmatch(in, -1) {
		allowed = append(allowed, m[1])
	}
	_, nmi, _ = strings.Cut(nmi, "there, and ")
	for _, m := range names.FindAllStringSubmatch(nmi, -1) {
		refused = append(refused, m[1])
	}
	for name, text := range statements(t) {
		for _, kind := range []string{"irq", "softirq", "nmi"} {
			if name == "loop" {
				text = "loop 2 { work 1ns }"
			}
			if name == "alloc" && kind == "nmi" {
				assert.False(t, runs(kind, text))
				text += " gfp=nolock"
			}
			want := slices.Contains(allowed, name) && (kind != "nmi" || !slices.Contains(refused, name))
			assert.Equal(t, want, runs(kind, text), "%s in %s", text, kind)
		}
	}
}

// runs reports whether a statement may stand in a handler.
func runs(kind, statement string) bool {
	s, err := engine.Parse("x", []byte(base+"task t cpu=0 { alloc c n=9 }\n"+kind+" i cpu=0 at=1us { "+statement+" }"))
	if err != nil {
		return false
	}
	_, err = engine.New(s)
	return err == nil
}

// TestSleepersAreRefusedWithoutPreemption: the list of what sleeps is that of the
// parser (engine/scenario); here the engine refuses each of them.
func TestSleepersAreRefusedWithoutPreemption(t *testing.T) {
	text := strings.Join(strings.Fields(section(t, "statements")), " ")
	_, said, found := strings.Cut(text, "What sleeps, ")
	require.True(t, found)
	said, _, _ = strings.Cut(said, ".")
	for name, statement := range statements(t) {
		s, err := engine.Parse("x", []byte(base+"task t cpu=0 { preempt_disable { "+statement+" } }"))
		require.NoError(t, err)
		_, err = engine.New(s)
		assert.Equal(t, strings.Contains(said, "`"+name+"`"), err != nil, name)
	}
}

// TestEveryClassOfLocks that a claim can name is there. The model's own class of
// a work item has no name that the language could read.
func TestEveryClassOfLocks(t *testing.T) {
	said := section(t, "claims")
	for _, class := range engine.Vocabulary().Locks {
		s, err := engine.Parse("x", []byte("machine cpus=1\nclaim locks("+class+") == 0"))
		if err == nil {
			assert.Contains(t, said, "`"+class+"`")
			require.Len(t, s.Claims, 1)
		}
	}
}

// TestLocksThatTellNothing: a reader of cpu_hotplug_lock that need not wait, and
// the lock of a pool, are in no event, and so in no count.
func TestLocksThatTellNothing(t *testing.T) {
	text := strings.Join(strings.Fields(section(t, "claims")), " ")
	assert.Contains(t, text, "Of `cpu_hotplug_lock` writers count, and readers that had to wait: others only count themselves in.")
	assert.Contains(t, text, "`pool.lock` is held within the step that queues work, and its count stays 0.")
	const work = "machine cpus=3\ncache c size=64\ntask a cpu=1 { alloc c; free c }\n"
	for program, hotplug := range map[string]int64{
		"task d cpu=0 start=100us { shrink c }":                                            0,
		"task d cpu=0 start=100us { offline 2 }":                                           1,
		"task d cpu=0 start=100us { offline 2 }\ntask e cpu=1 start=100100ns { shrink c }": 2,
	} {
		s, err := engine.Parse("x", []byte(work+program+"\nclaim locks(cpu_hotplug_lock) == "+strconv.FormatInt(hotplug, 10)+"\nclaim locks(pool.lock) == 0\n"))
		require.NoError(t, err)
		res, err := engine.Execute(s)
		require.NoError(t, err)
		for _, c := range res.Claims {
			assert.True(t, c.Holds, "%s of %s", c.Text, program)
		}
	}
}

// TestNamesThatAreQuoted: what the reference takes as examples of events, counters
// and edits is there.
func TestNamesThatAreQuoted(t *testing.T) {
	words := engine.Vocabulary()
	for _, name := range []string{"qpw-v3", "none"} {
		assert.Contains(t, words.Patches, name)
		assert.Contains(t, section(t, "kernel"), "`"+name+"`")
	}
	for _, m := range regexp.MustCompile(`event=([A-Z]\w+)`).FindAllStringSubmatch(section(t, "conditions"), -1) {
		if m[1] != "KIND" {
			assert.Contains(t, words.Events, m[1])
		}
	}
}
