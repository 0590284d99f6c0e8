package path

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
)

// builds are the kernels that a planted bug can meet: every version of the
// series, and one on the older generations.
func builds() []Build {
	var all []Build
	for _, g := range []string{"6.18", "7.0-rc1", "7.0-rc3", "7.1"} {
		for _, p := range Patches() {
			for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.Off, qpw.On} {
				newest := g == "7.1" || g == "6.18" && p.Name == Unpatched || g != "6.18" && p.Name == "qpw-v3"
				if newest && IsSeries(p.Name) && (p.Name != Unpatched || mode == qpw.NotBuilt) {
					all = append(all, Build{Mode: mode, Generation: g, Series: p.Name})
					if g == "7.1" {
						all = append(all, Build{Mode: mode, Generation: g, Series: p.Name, RT: true})
					}
				}
			}
		}
	}
	return all
}

// Every planted bug fits every build, and changes it, or says in one sentence
// why it has no place there.
func TestEveryMutantFitsOrSaysWhy(t *testing.T) {
	right := map[string][]Listing{}
	id := func(b Build) string { return fmt.Sprintf("%s %s %s RT %v", b.Generation, b.Series, b.Mode, b.RT) }
	for _, b := range builds() {
		funcs, err := Functions(b)
		require.NoError(t, err)
		right[id(b)] = funcs
	}
	for _, m := range Mutants() {
		fits := 0
		for _, b := range builds() {
			name := m.Name + " in " + id(b)
			b.Mutants = []string{m.Name}
			wrong, err := Functions(b)
			if why := m.Unfit(b); why != nil {
				require.Equal(t, why, err, name)
				assert.Contains(t, err.Error(), "expected", name)
				continue
			}
			require.NoError(t, err, name)
			_, err = link(wrong, true)
			require.NoError(t, err, name)
			if len(Diff(right[id(b)], wrong)) > 0 {
				fits++
			} else {
				assert.Contains(t, []string{"assert-template"}, m.Name, name)
			}
		}
		assert.Positive(t, fits, m.Name)
	}
}

// A planted bug has a name of its own, says what it changes in one sentence,
// and names invariants that exist.
func TestMutantsAreNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Mutants() {
		assert.False(t, seen[m.Name], "%s twice", m.Name)
		seen[m.Name] = true
		assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)+$`, m.Name)
		assert.Regexp(t, `^M[1-9][0-9]?$`, m.Number)
		assert.NotEmpty(t, m.What, m.Name)
		assert.False(t, strings.HasSuffix(m.What, "."), m.Name)
		assert.NotEmpty(t, m.Breaks, m.Name)
		for _, inv := range m.Breaks {
			assert.Regexp(t, `^(S([1-9]|1[0-9]|2[0-4])|A1|L[1-8])$`, inv, m.Name)
		}
	}
}

// Every number of kernel.md 7 has its bug.
func TestEveryNumberHasItsMutant(t *testing.T) {
	has := map[int]bool{}
	for _, m := range Mutants() {
		has[m.number()] = true
	}
	for n := 1; n <= 49; n++ {
		assert.True(t, has[n], "M%d", n)
	}
}
