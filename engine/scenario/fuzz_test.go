package scenario_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
	"barnyard/engine/scenario"
)

// FuzzParse: whatever the bytes, Parse gives an error of one line, or a
// scenario that prints to a text that reads as the same scenario. Plain
// go test replays the seeds and testdata/fuzz.
//
// This and the other targets call assert only where something is wrong: its
// helpers take longer than the parser.
func FuzzParse(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		fuzzing.Within(t, len(text), func() { readAndPrint(t, text) })
	})
}

func readAndPrint(t *testing.T, text []byte) {
	s, err := scenario.Parse("fuzz", text)
	if err != nil {
		if s != nil {
			t.Fatal("an error, and yet a scenario")
		}
		mustBeOneLine(t, err, text)
		return
	}
	printed := s.String()
	again, err := scenario.Parse("fuzz", []byte(printed))
	if err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	if twice := again.String(); twice != printed {
		t.Fatalf("printing is not stable:\n%s\n---- and then\n%s", printed, twice)
	}
	forget(s)
	forget(again)
	if !reflect.DeepEqual(s, again) {
		require.Equal(t, s, again)
	}
}

// FuzzClaim: an expression of a claim is refused in one line, or it is written
// in a form that reads as the same claim.
func FuzzClaim(f *testing.F) {
	for _, text := range seeds(f) {
		if s, err := scenario.Parse("seed", []byte(text)); err == nil {
			for _, c := range s.Claims {
				f.Add(c.Text)
			}
		}
	}
	for _, text := range badClaims(f) {
		f.Add(text)
	}
	words := vocabulary()
	f.Fuzz(func(t *testing.T, claim string) {
		fuzzing.Within(t, len(claim), func() { readClaim(t, claim, words) })
	})
}

// claimTail declares what claims can speak of. They come first, so that the
// parser stops at a mistake in them soon.
const claimTail = "\nmachine cpus=4 nodes=2; cache c size=64; cache kmalloc-64 size=64\n" +
	"task t cpu=0 { mark gap }; task poll cpu=3 { mark gap; mark m }; task admin cpu=0 { shrink c }\n"

func readClaim(t *testing.T, claim string, words scenario.Vocabulary) {
	text := []byte("claim " + claim + claimTail)
	s, err := scenario.ParseWith("fuzz", text, words)
	if err != nil {
		mustBeOneLine(t, err, text)
		return
	}
	if len(s.Claims) != 1 || strings.ContainsAny(claim, "\n;") {
		return // more than a claim
	}
	written := s.Claims[0].String()
	again, err := scenario.ParseWith("fuzz", []byte("claim "+written+claimTail), words)
	if err != nil {
		t.Fatalf("%v\n%s", err, written)
	}
	if back := again.Claims[0].String(); back != written {
		t.Fatalf("%s reads as %s", written, back)
	}
}

// badClaims are the expressions of bad-claim.txt.
func badClaims(t require.TestingT) (out []string) {
	script, err := os.ReadFile("testdata/bad-claim.txt")
	require.NoError(t, err)
	for _, line := range strings.Split(string(script), "\n") {
		if claim, ok := strings.CutPrefix(line, "claim "); ok {
			out = append(out, claim)
		}
	}
	return out
}

// mustBeOneLine checks an error: its place is in the text, and it can be
// shown anywhere.
func mustBeOneLine(t *testing.T, err error, text []byte) {
	var e *scenario.Error
	require.ErrorAs(t, err, &e)
	line, rest := e.Pos.Line, text
	for ; line > 1; line-- {
		_, after, more := bytes.Cut(rest, []byte("\n"))
		if !more {
			t.Fatalf("%v: there is no such line", err)
		}
		rest = after
	}
	rest, _, _ = bytes.Cut(rest, []byte("\n"))
	if e.Pos.Col < 1 || e.Pos.Col > len(rest)+1 {
		t.Fatalf("%v: there is no such column", err)
	}
	for _, r := range err.Error() {
		if r < ' ' || r == 0x7f || r == '\u202e' || r == '\ufffd' {
			t.Fatalf("%q", err.Error())
		}
	}
	if len(err.Error()) >= 8<<10 {
		t.Fatal("a message of ", len(err.Error()), " bytes")
	}
}

// seeds are the built-ins and every case of the scripts.
func seeds(t require.TestingT) (texts []string) {
	for _, b := range scenario.Builtins() {
		texts = append(texts, string(b.Text))
	}
	for _, file := range []string{"good", "bad", "bad-program", "bad-claim", "bad-words", "hotplug", "several"} {
		script, err := os.ReadFile("testdata/" + file + ".txt")
		require.NoError(t, err)
		for _, part := range strings.Split(string(script), "\n\n") {
			text, _, _ := strings.Cut(part, "\n----")
			if program, ok := strings.CutPrefix(text, "program\n"); ok {
				texts = append(texts, programHead+program+"\n}\n")
			} else if text, ok := strings.CutPrefix(text, "parse\n"); ok {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// forget drops the places, so that two texts of one scenario compare equal.
func forget(s *scenario.Scenario) {
	s.Machine.Pos, s.Machine.Where = scenario.Pos{}, nil
	s.Memory.Pos = scenario.Pos{}
	s.Kernel.Pos, s.Kernel.Where = scenario.Pos{}, nil
	for i := range s.Caches {
		s.Caches[i].Pos = scenario.Pos{}
	}
	for i := range s.Costs {
		s.Costs[i].Pos = scenario.Pos{}
	}
	for i := range s.Mutants {
		s.Mutants[i].Pos = scenario.Pos{}
	}
	for i := range s.Tasks {
		s.Tasks[i].Pos = scenario.Pos{}
		forgetBody(s.Tasks[i].Body)
	}
	for i := range s.Moves {
		s.Moves[i].Pos = scenario.Pos{}
	}
	s.Spurious.Pos = scenario.Pos{}
	for i := range s.Irqs {
		s.Irqs[i].Pos = scenario.Pos{}
		forgetBody(s.Irqs[i].Body)
	}
	for i := range s.Claims {
		s.Claims[i].Pos = scenario.Pos{}
		for j := range s.Claims[i].When {
			s.Claims[i].When[j].Pos = scenario.Pos{}
		}
	}
}

func forgetBody(body []scenario.Stmt) {
	for i := range body {
		body[i].Pos = scenario.Pos{}
		forgetBody(body[i].Body)
		for j := range body[i].Arms {
			body[i].Arms[j].Pos = scenario.Pos{}
			forgetBody(body[i].Arms[j].Body)
		}
	}
}

// A text at the limit whose wide form would be too long comes back in the
// tight form.
func TestTightFormFits(t *testing.T) {
	var b strings.Builder
	b.WriteString(`title"x";machine cpus=1;cache c size=8;task t cpu=0{` + strings.Repeat("irq_disable{", 14))
	b.WriteString(strings.Repeat("free c;", 4000))
	b.WriteString(`rand{3:;1:free c;free c n=all}` + strings.Repeat("}", 15))
	s, err := scenario.Parse("x", []byte(b.String()))
	require.NoError(t, err)
	printed := s.String()
	assert.LessOrEqual(t, len(printed), b.Len())
	again, err := scenario.Parse("x", []byte(printed))
	require.NoError(t, err)
	forget(s)
	forget(again)
	require.Equal(t, s, again)
}

// String of a claim is a claim.
func TestClaimStringReadsBack(t *testing.T) {
	for _, text := range seeds(t) {
		s, err := scenario.Parse("x", []byte(text))
		if err != nil {
			continue
		}
		for i := range s.Claims {
			s.Claims[i].Text = ""
		}
		again, err := scenario.Parse("x", []byte(s.String()))
		require.NoError(t, err)
		for i := range again.Claims {
			assert.Equal(t, s.Claims[i].String(), again.Claims[i].Text)
			again.Claims[i].Text = ""
		}
		forget(s)
		forget(again)
		assert.Equal(t, s.Claims, again.Claims)
	}
}
