package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestQuietCPUs: the CPUs on which nothing was counted are told, those that are
// isolated by name.
func TestQuietCPUs(t *testing.T) {
	for isolated, want := range map[string]string{
		"":             "  none of these on CPUs 1-4\n",
		"isolated=1-4": "  none of these on CPUs 1-4, isolated\n",
		"isolated=2,4": "  none of these on CPUs 1-4; isolated of these: 2,4\n",
	} {
		a := tryWith("machine cpus=5 "+isolated+"\ntask t cpu=0 { work 1us }\n", "run", "-")
		require.Equal(t, exitOK, a.code, a.err)
		assert.Contains(t, a.out, want)
	}
	a := tryWith("machine cpus=3 isolated=1 cmdline=\"isolcpus=2\"\ntask t cpu=0 { work 1us }\n", "run", "-")
	assert.Contains(t, a.out, "isolated 1-2\n", "by a word of the command line too")
	assert.Contains(t, a.out, "  none of these on CPUs 1-2, isolated\n")
	a = tryWith("machine cpus=2 isolated=1\ntask t cpu=0 { work 1us }\n", "run", "-")
	assert.Contains(t, a.out, "  none of these on CPU 1, isolated\n")
	a = try("run", "shrink-under-poll", "--qpw", "0")
	assert.Contains(t, a.out, "  none of these on CPU 2\n")
}
