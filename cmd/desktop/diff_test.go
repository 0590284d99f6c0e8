package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDiff(t *testing.T) {
	a := try("diff", "pw-v4", "flush_rcu_sheaf")
	assert.Equal(t, exitOK, a.code)
	assert.Contains(t, a.out, "- take this CPU's sheaf lock  [local_lock]\n")
	assert.Contains(t, a.out, "+ take the sheaf lock of the CPU  [pw_lock]\n")
	assert.Contains(t, try("diff", "7.0-rc1").out, "__pcs_replace_empty_main: ")
	assert.Contains(t, try("diff", "call-rcu-after-unlock").out, "+ call_rcu, after the unlock  [call_rcu]\n")
	assert.Equal(t, "diff: pw-v4 does not change \"barn_shrink\"; it changes ", try("diff", "pw-v4", "barn_shrink").err[:54])
	for _, bad := range [][]string{{"diff"}, {"diff", "pw-v5"}, {"diff", "pw-v4", "--qpw", "2"}, {"diff", "a", "b", "c"}} {
		b := try(bad...)
		assert.Equal(t, exitAuthor, b.code, bad)
		assert.Empty(t, b.out, bad)
	}
}

// What has no QPW is compared in the build that there is.
func TestDiffOfKernelsWithoutQPW(t *testing.T) {
	assert.Equal(t, answer{out: "no difference\n"}, try("diff", "none"), "the series are what is compared with it")
	a := try("diff", "6.18")
	assert.Contains(t, a.out, "kmem_cache_alloc: ")
	for _, name := range []string{"none", "6.18"} {
		assert.Equal(t, try("diff", name), try("diff", name, "--qpw", "n"))
		refused(t, try("diff", name, "--qpw=1"), `diff: --qpw is "1", and "`+name+`" is without QPW; expected --qpw n`)
	}
}

// A planted bug goes by its number too; where a number has two, they are named.
func TestMutantsByNumber(t *testing.T) {
	for _, word := range []string{"M1", "m1"} {
		assert.Equal(t, try("diff", "call-rcu-after-unlock").out, try("diff", word).out)
	}
	a := try("explore", "flush-race", "--mutant", "M1")
	assert.Equal(t, exitViolated, a.code, a.err)
	assert.Contains(t, a.out, "\nreplay b1:flush-race:steps=any/mutant=call-rcu-after-unlock:")
	for _, c := range [][2]string{
		{"diff M12", `diff: "M12" is the number of 2 planted bugs; expected recycle-linked-spare or recycle-main`},
		{"explore flush-race --mutant m12", `explore: --mutant: "m12" is the number of 2 planted bugs; expected recycle-linked-spare or recycle-main`},
		{"explore flush-race --mutant M50", "explore: --mutant: unknown planted bug \"M50\"; expected one of the 50 in `list mutants`"},
		{"diff M50", "diff: no patch, generation or mutant is called \"M50\"; expected 6.18, 7.0-rc1, 7.0-rc3, 7.1, none, qpw-v1, qpw-v2, qpw-v3, pw-v4, before-nolock, bh-lru-skips-isolated, or one of the 50 in `list mutants`"},
		{"diff pin", "diff: no patch, generation or mutant is called \"pin\"; did you mean pin-leak? expected 6.18, 7.0-rc1, 7.0-rc3, 7.1, none, qpw-v1, qpw-v2, qpw-v3, pw-v4, before-nolock, bh-lru-skips-isolated, or one of the 50 in `list mutants`"},
	} {
		refused(t, try(strings.Fields(c[0])...), c[1])
	}
}
