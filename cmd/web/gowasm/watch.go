package gowasm

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

// watch reads what "go build -v" writes while it works: one import path a line
// for every package that it compiles, and the compiler's complaints. It turns
// the first into a short sign of life and keeps the second.
type watch struct {
	out    io.Writer
	began  time.Time
	spoke  time.Time
	done   int
	rest   []byte
	others []string
}

// breath is how often a person wants to hear that something still happens.
const breath = 2 * time.Second

func newWatch(out io.Writer) *watch {
	now := time.Now()
	return &watch{out: out, began: now, spoke: now}
}

// Write takes bytes in any portions and acts on whole lines.
func (w *watch) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		line, rest, found := bytes.Cut(w.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		w.line(string(line))
		w.rest = rest
	}
}

func (w *watch) line(line string) {
	if !isImportPath(line) {
		w.others = append(w.others, line)
		return
	}
	w.done++
	if time.Since(w.spoke) >= breath {
		w.spoke = time.Now()
		fmt.Fprintf(w.out, "  %3d packages, %.0f s (%s)\n", w.done, time.Since(w.began).Seconds(), line)
	}
}

// end takes a last line that had no newline.
func (w *watch) end() {
	if len(w.rest) > 0 {
		w.line(string(w.rest))
		w.rest = nil
	}
}

// complaint is what the Go tool said apart from import paths, cut to what fits
// on a screen.
func (w *watch) complaint() string {
	const most = 30
	lines := w.others
	if len(lines) > most {
		lines = append(lines[:most:most], fmt.Sprintf("(%d more lines)", len(w.others)-most))
	}
	return strings.Join(lines, "\n")
}

// isImportPath tells a package's name from an error: an error has a blank or a
// colon in it, or begins with a hash.
func isImportPath(line string) bool {
	return line != "" && line[0] != '#' && !strings.ContainsAny(line, " \t:")
}
