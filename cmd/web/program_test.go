//go:build !js

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
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

// firstVisit is what one lesson may cost who comes for the first time: its
// page, the figure, the program.
const firstVisit = 3_000_000

// Compressing as well as possible takes minutes, so this is asked for.
func TestAFirstVisitIsSmall(t *testing.T) {
	if os.Getenv("BARNYARD_SIZE") != "1" {
		t.Skip("the size of a first visit is measured with BARNYARD_SIZE=1; it takes minutes")
	}
	root, err := gowasm.FindRoot(".", module)
	require.NoError(t, err)
	program, err := gowasm.Build(context.Background(), root, "./cmd/web", os.Stderr)
	require.NoError(t, err)
	all, err := lessons.All()
	require.NoError(t, err)
	s, err := pages(&bytes.Buffer{}, all, program)
	require.NoError(t, err)
	require.NoError(t, s.Compress(site.Best))
	total := 0
	for _, f := range s.Files() {
		if fetchedFirst(f.Name) {
			total += len(f.Brotli)
			if f.Brotli == nil {
				total += len(f.Body)
			}
		}
	}
	t.Logf("a first visit is %d bytes with brotli", total)
	assert.Less(t, total, firstVisit)
}

// fetchedFirst leaves out the other lessons and all stills but one.
func fetchedFirst(name string) bool {
	if strings.HasPrefix(name, "still-") {
		return strings.HasPrefix(name, "still-08-1-dark")
	}
	return !strings.HasPrefix(name, "10-") && name != "index.html" && !strings.HasPrefix(name, "notes")
}
