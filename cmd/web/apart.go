//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"barnyard/cmd/web/site"
)

// Making the site takes ten times the memory that serving it does, and what a
// process has once taken is never quite given back. So the server has it made by
// another process of this program, which ends:
//
//	serve ----> compile, make pages, compress
//	      <---- the packed site
//
// It was 35 MiB at rest instead of 50, and 60 instead of 71 with 300 clients who take
// nothing compressed and read as fast as they are given; with slow ones see
// TestManySlowReadersOfTheSite.

// oneself is this program's file; empty in a test, where the site is made in the
// same process.
var oneself string

// packing is the command of the other process: a word that nobody types.
const packing = ":packed-site-to-stdout"

// makingEnds is how long the other process has to stop what it does.
const makingEnds = 3 * time.Second

// made is the packed site, made apart.
func made(ctx context.Context, out io.Writer) (*site.Site, error) {
	if oneself == "" {
		s, err := assemble(ctx, out, site.Quick)
		if err == nil {
			s.Pack()
		}
		return s, err
	}
	cmd := exec.CommandContext(ctx, oneself, packing)
	cmd.Stderr = out
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err == nil {
			return nil
		}
		return cmd.Process.Kill()
	}
	cmd.WaitDelay = makingEnds
	from, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s, err := taken(bufio.NewReader(from))
	if ended := cmd.Wait(); ended != nil {
		return nil, fmt.Errorf("making the site: %w", ended)
	}
	return s, err
}

// taken reads what packTo has written: why there is no site, or the site.
func taken(r *bufio.Reader) (*site.Site, error) {
	var why string
	if err := gob.NewDecoder(r).Decode(&why); err != nil {
		return nil, fmt.Errorf("making the site: %w", err)
	}
	if why != "" {
		return nil, errors.New(why)
	}
	s, err := site.Receive(r)
	if err != nil {
		return nil, fmt.Errorf("making the site: %w", err)
	}
	return s, nil
}

// packTo makes the site, says on progress what it does, and writes it to w.
func packTo(ctx context.Context, w, progress io.Writer) error {
	s, err := assemble(ctx, progress, site.Quick)
	why := ""
	if err != nil {
		why = err.Error()
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if err := gob.NewEncoder(out).Encode(why); err != nil {
		return err
	}
	if why == "" {
		s.Pack()
		if err := s.Send(out); err != nil {
			return err
		}
	}
	return out.Flush()
}
