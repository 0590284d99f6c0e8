package main

import (
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
