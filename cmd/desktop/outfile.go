package main

import (
	"fmt"
	"os"

	"barnyard/engine/scenario"
)

// What is to be written is looked at before any work: a run or a film may take
// minutes.

// mayWrite says why a file cannot be written, or that it is the very scenario
// that is read: by another name, through a link, or on standard input.
func (c *call) mayWrite(flag, out, input string) error {
	_, old, err := placeOf(out)
	if err != nil || old == nil {
		return err
	}
	if in := c.statInput(input); in != nil && os.SameFile(in, old) {
		return fmt.Errorf("%s %s is the scenario itself; expected another name", dashed(flag), quote(out))
	}
	return nil
}

// statInput is the file that a scenario is read from; nil: none.
func (c *call) statInput(name string) os.FileInfo {
	if name == "-" {
		if in, ok := c.in.(*os.File); ok {
			info, _ := in.Stat()
			return info
		}
		return nil
	}
	if _, ok := scenario.Lookup(name); ok {
		return nil
	}
	info, _ := os.Stat(name)
	return info
}
