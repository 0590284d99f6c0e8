package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"barnyard/engine/scenario"
)

// call is one command with the words behind it and the streams around it.
type call struct {
	name        string
	args        []string
	in          io.Reader
	out, errOut io.Writer
}

// machineError is a mistake of nobody: a full disk, a program that broke down.
type machineError struct{ error }

func (e machineError) Unwrap() error { return e.error }

func machineFailed(err error) error {
	if err == nil {
		return nil
	}
	return machineError{err}
}

// fail tells one mistake in one line. A mistake in a scenario says its own
// place; for the rest the place is the command.
func (c *call) fail(err error) int {
	var wrong *scenario.Error
	if errors.As(err, &wrong) && error(wrong) == err {
		fmt.Fprintln(c.errOut, wrong)
	} else {
		fmt.Fprintf(c.errOut, "%s: %v\n", c.name, err)
	}
	if errors.As(err, new(machineError)) {
		return exitFailed
	}
	return exitAuthor
}

// say writes the whole answer at once.
func (c *call) say(text string) int { return c.write([]byte(text), exitOK) }

// write is say for an answer that comes with another exit code.
func (c *call) write(b []byte, code int) int {
	if _, err := c.out.Write(b); err != nil {
		fmt.Fprintf(c.errOut, "%s: %v\n", c.name, err)
		return exitFailed
	}
	return code
}

// maxQuoted bounds what a message repeats.
const maxQuoted = 80

// quote shows what was typed so that it can neither break the line nor hide.
func quote(s string) string {
	if short := head(s, maxQuoted); short != s {
		return strconv.Quote(short) + "..."
	}
	return strconv.Quote(s)
}

// head is at most so many bytes of a text, and no part of a letter at the end.
func head(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for cut := most; cut > most-utf8.UTFMax; cut-- {
		if utf8.RuneStart(s[cut]) {
			return s[:cut]
		}
	}
	return s[:most] // these bytes are no letter anyway
}

// bare is quote without its quotes, for names that people may want to copy.
func bare(s string) string {
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}
