package scenario_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// FuzzParse: whatever the bytes, Parse gives an error of one line, or a
// scenario that prints to a text that reads as the same scenario. Plain
// go test replays the seeds and testdata/fuzz.
func FuzzParse(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := scenario.Parse("fuzz", text)
		if err != nil {
			require.Nil(t, s)
			mustBeOneLine(t, err, text)
			return
		}
		printed := s.String()
		again, err := scenario.Parse("fuzz", []byte(printed))
		require.NoError(t, err, printed)
		require.Equal(t, printed, again.String(), "printing is stable")
		forget(s)
		forget(again)
		require.Equal(t, s, again)
	})
}

// mustBeOneLine checks an error: its place is in the text, and it can be
// shown anywhere.
func mustBeOneLine(t *testing.T, err error, text []byte) {
	var e *scenario.Error
	require.ErrorAs(t, err, &e)
	lines := strings.Split(string(text), "\n")
	require.LessOrEqual(t, e.Pos.Line, len(lines))
	require.GreaterOrEqual(t, e.Pos.Col, 1)
	require.LessOrEqual(t, e.Pos.Col, len(lines[e.Pos.Line-1])+1)
	for _, r := range err.Error() {
		require.True(t, r >= ' ' && r != 0x7f && r != '\u202e' && r != '\ufffd', "%q", err.Error())
	}
	require.Less(t, len(err.Error()), 8<<10)
}

// seeds are the built-ins and every case of the scripts.
func seeds(t require.TestingT) (texts []string) {
	for _, b := range scenario.Builtins() {
		texts = append(texts, string(b.Text))
	}
	for _, file := range []string{"good", "bad", "bad-program", "bad-claim", "several"} {
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
	s.Memory.Pos = scenario.Pos{}
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
