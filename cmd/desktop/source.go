package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/viz/link"
)

// source is a scenario's text with the name that messages give it.
type source struct {
	name string
	text []byte
}

func (s source) parse() (*scenario.Scenario, error) { return engine.Parse(s.name, s.text) }

// wantScenario says what may be named, in messages.
const wantScenario = "a scenario: a built-in's name, a file, or - for standard input"

// load finds a built-in, a file, or standard input. Whatever is named, no more
// than the largest scenario is read.
func (c *call) load(name string) (source, error) {
	if name == "-" {
		return bounded("stdin", c.in)
	}
	if b, ok := scenario.Lookup(name); ok {
		return source{b.Name, b.Text}, nil
	}
	if c.isInput(name) {
		return bounded(name, c.in)
	}
	return readFile(name)
}

// isInput says whether a name is another one of standard input, as /dev/stdin is.
// What is neither a file nor a pipe, a terminal or a socket, can be read as that
// alone.
func (c *call) isInput(name string) bool {
	in := c.statInput("-")
	info, err := os.Stat(name)
	return in != nil && err == nil && !info.Mode().IsRegular() && !info.IsDir() && os.SameFile(in, info)
}

// readFile reads a scenario's file, or a pipe that has a name, as a shell gives one
// to <(COMMAND). Other devices are not opened: with some that is an act.
func readFile(name string) (source, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil && replay.Looks(name):
		return source{}, fmt.Errorf("%s is a replay string; expected %s; replay runs the string", quote(name), wantScenario)
	case err != nil && link.Looks(name):
		return source{}, fmt.Errorf("%s is a link; expected %s; replay runs what it shows", quote(name), wantScenario)
	case errors.Is(err, fs.ErrNotExist):
		return source{}, fmt.Errorf("no file and no built-in is called %s; %s", quote(name), expectedIn(name, builtinNames(), "scenarios", ", a file, or - for standard input"))
	case err != nil:
		return source{}, cannotRead(name, err)
	case info.IsDir():
		return source{}, fmt.Errorf("%s is a folder; expected %s", quote(name), wantScenario)
	case !info.Mode().IsRegular() && !isPipe(info):
		return source{}, fmt.Errorf("%s is a device or a socket; expected %s", quote(name), wantScenario)
	case info.Size() > scenario.MaxBytes:
		return source{}, tooLarge(name, fmt.Sprintf("%d bytes", info.Size()))
	}
	f, err := os.Open(name)
	if err != nil {
		return source{}, cannotRead(name, err)
	}
	defer f.Close()
	return bounded(name, f)
}

func isPipe(info fs.FileInfo) bool { return info.Mode().Type() == fs.ModeNamedPipe }

// cannotRead leaves out what the system's error repeats of the name.
func cannotRead(name string, err error) error {
	var where *fs.PathError
	if errors.As(err, &where) {
		err = where.Err
	}
	return fmt.Errorf("%s cannot be read: %w", quote(name), err)
}

func tooLarge(name, size string) error {
	return &scenario.Error{File: name, Pos: scenario.Pos{Line: 1, Col: 1},
		Msg: fmt.Sprintf("the text has %s; expected at most %d", size, scenario.MaxBytes)}
}

// bounded reads a whole text, and one byte more at most.
func bounded(name string, r io.Reader) (source, error) {
	text, err := io.ReadAll(io.LimitReader(r, scenario.MaxBytes+1))
	if err != nil {
		return source{}, cannotRead(name, err)
	}
	if len(text) > scenario.MaxBytes {
		return source{}, tooLarge(name, fmt.Sprintf("more than %d bytes", scenario.MaxBytes))
	}
	return source{name, text}, nil
}

func builtinNames() []string {
	var names []string
	for _, b := range scenario.Builtins() {
		names = append(names, b.Name)
	}
	return names
}
