//go:build !js

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
)

// What a lesson costs who comes for the first time: its page, the figure in it,
// the program, and all that these ask for. Stills of other steps come when
// somebody scrolls to them or prints; and when all is done, the worker that keeps
// the site for a place without a network fetches the rest.

// firstVisit is the bound, in bytes with brotli.
const firstVisit = 3_000_000

// visit is the files that the page of a lesson loads at once, in the order of
// what asks for what. A file asks for those whose names it holds.
func visit(s *site.Site, lesson string) (all []*site.File) {
	wanted := func(f *site.File, by string) bool {
		switch {
		case strings.HasPrefix(f.Name, "still-"):
			return false // see below
		case path.Ext(f.Name) == ".html":
			return f.Name == "figure.html" && by == lesson
		}
		return path.Ext(f.Name) != ".txt"
	}
	all = append(all, s.Get(lesson))
	for i := 0; i < len(all); i++ {
		asking := all[i]
		if asking.Name == "sw.js" || !slices.Contains([]string{".html", ".js", ".css"}, path.Ext(asking.Name)) {
			continue // the worker names all files of the site
		}
		if still := s.Get(firstStill(asking)); still != nil {
			all = append(all, still)
		}
		for _, f := range s.Files() {
			if wanted(f, asking.Name) && !slices.Contains(all, f) && bytes.Contains(asking.Body, []byte(f.Name)) {
				all = append(all, f)
			}
		}
	}
	return all
}

// firstStill is the first picture of a page, which covers the figure while the
// program is on its way, in its dark form; the light one is as large.
func firstStill(page *site.File) string {
	_, rest, _ := bytes.Cut(page.Body, []byte(`<img src="`))
	name, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(name)
}

// weights is how many bytes of each file a browser of today fetches, from a site
// that was compressed as well as possible.
type weights map[*site.File]int

func (w weights) of(t *testing.T, f *site.File) int {
	t.Helper()
	n, known := w[f]
	if !known {
		small, err := site.Brotli(f.Body, site.Best)
		require.NoError(t, err)
		if n = len(small); small == nil {
			n = len(f.Body)
		}
		w[f] = n
	}
	return n
}

func TestAVisitHoldsWhatALessonNeeds(t *testing.T) {
	s, err := makeAround([]byte("\x00asm"), &gowasm.Program{Exec: []byte("loader"), Version: "go"})
	require.NoError(t, err)
	var kinds []string
	for _, f := range visit(s, "01-test.html") {
		kinds = append(kinds, strings.SplitN(f.Name, ".", 2)[0]+path.Ext(f.Name))
	}
	for _, name := range []string{"01-test.html", "figure.html", "app.wasm", "wasm_exec.js", "page.css", "figure.css", "lesson.js", "figure.js", "bridge.js", "icon.svg", "still-01-1-dark.svg"} {
		assert.Contains(t, kinds, name)
	}
	for _, name := range []string{"index.html", "notes.html", "notes.js", "still-01-2-dark.svg", "still-01-1-light.svg"} {
		assert.NotContains(t, kinds, name)
	}
}

// Compressing as well as possible takes its time, so this is asked for. It holds
// the largest lesson to the bound and prints what it is made of; where BARNYARD_SIZE
// is a file's name and not 1, the file has that, too.
func TestAFirstVisitIsSmall(t *testing.T) {
	told := os.Getenv("BARNYARD_SIZE")
	if told == "" {
		t.Skip("the size of a first visit is measured with BARNYARD_SIZE=1; it takes a minute")
	}
	s, err := realPages() // the browser's tests have made them, where both are asked for
	require.NoError(t, err)
	all, err := lessons.All()
	require.NoError(t, err)
	w := weights{}
	var largest []*site.File
	most := 0
	for _, l := range all {
		files, n := visit(s, strings.TrimSuffix(l.File, ".md")+".html"), 0
		for _, f := range files {
			n += w.of(t, f)
		}
		if n > most {
			largest, most = files, n
		}
	}
	table := w.table(largest)
	t.Logf("a first visit to %s\n%s", largest[0].Name, table)
	if told != "1" {
		require.NoError(t, os.WriteFile(told, []byte(table), 0o644))
	}
	assert.Less(t, most, firstVisit)
}

// table lists the files, the largest first, and what they come to.
func (w weights) table(files []*site.File) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b *site.File) int { return cmp.Compare(w[b], w[a]) })
	var out strings.Builder
	plain, small := 0, 0
	for _, f := range files {
		plain, small = plain+len(f.Body), small+w[f]
		fmt.Fprintf(&out, "%10d %9d  %s\n", len(f.Body), w[f], f.Name)
	}
	fmt.Fprintf(&out, "%10d %9d  plain, with brotli\n", plain, small)
	return out.String()
}

// What Chromium fetches is what is counted.
func TestBrowserFetchesWhatIsCounted(t *testing.T) {
	url := placeholderSite(t)
	s, err := placeholderPages()
	require.NoError(t, err)
	counted := map[string]bool{}
	for _, f := range visit(s, "01-test.html") {
		counted[f.Name] = true
	}
	b := open(t)
	b.live(url + "01-test.html")
	const fetched = `[...performance.getEntriesByType('resource'), ...document.querySelector('iframe').contentWindow.performance.getEntriesByType('resource')].map(e => new URL(e.name).pathname.slice(1))`
	names := eval[[]string](b, fetched)
	assert.Greater(t, len(names), 20)
	for _, name := range names {
		if still, _, light := strings.Cut(name, "-light."); light { // this browser's theme may be the light one
			dark := slices.IndexFunc(visit(s, "01-test.html"), func(f *site.File) bool { return strings.HasPrefix(f.Name, still+"-dark.") })
			assert.GreaterOrEqual(t, dark, 0, "%s is fetched and not counted", name)
			continue
		}
		assert.True(t, counted[name], "%s is fetched and not counted", name)
	}
}
