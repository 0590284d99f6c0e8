//go:build !js

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The markdown parser would be the largest part of the program that nobody
// needs there: prose is HTML before it leaves the building.
func TestTheProgramHoldsNoMarkdown(t *testing.T) {
	list := exec.Command("go", "list", "-deps", ".")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	out, err := list.Output()
	require.NoError(t, err)
	deps := strings.Fields(string(out))
	assert.Contains(t, deps, "barnyard/lessons/lesson")
	for _, dep := range deps {
		for _, heavy := range []string{"goldmark", "bluemonday", "yaml", "go-text", "net/http", "chromedp"} {
			assert.NotContains(t, dep, heavy)
		}
		assert.NotEqual(t, "barnyard/lessons", dep, "package lesson is enough")
	}
}
