package scenario_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario"
)

// TestEmptyVocabulary: where an engine has no such thing at all, the message
// says so; it does not send the author to look for a declaration.
func TestEmptyVocabulary(t *testing.T) {
	none := scenario.Vocabulary{Mutants: []string{}, Patches: []string{}}
	for _, c := range []struct{ text, want string }{
		{"mutant M1", `x:2:8: unknown mutant "M1"; expected none: there is none yet`},
		{"kernel patch=p", `x:2:14: unknown patch "p"; expected none: there is none yet`},
		{"claim violations() == 0 when mutant=M1", `x:2:37: unknown mutant "M1"; expected none: there is none yet`},
	} {
		_, err := scenario.ParseWith("x", []byte("machine cpus=1\n"+c.text), none)
		assert.EqualError(t, err, c.want)
	}
}
