//go:build !js

package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"barnyard/cmd/web/server"
	"barnyard/cmd/web/site"
)

// defaultAddr is this machine only; another free port is taken when 8080 is.
const defaultAddr = "127.0.0.1:8080"

// farewell is how long answers that are on their way may take after Ctrl-C.
const farewell = 3 * time.Second

// spare is how much garbage there may be while serving, in percent of the site.
const spare = 10

// serve binds first, so that a wrong address is told before the long work.
func serve(ctx context.Context, out io.Writer, addr string) error {
	asked := addr
	if asked == "" {
		asked = defaultAddr
	}
	listener, moved, err := server.Listen(asked, addr == "")
	if err != nil {
		return err
	}
	defer listener.Close()
	s, err := made(ctx, out)
	if err != nil {
		return err
	}
	// Answers need next to nothing: without this, as much again as the site takes
	// would be kept for garbage.
	debug.SetGCPercent(spare)
	debug.FreeOSMemory()
	if moved {
		fmt.Fprintf(out, "%s is not free, so another port is used\n", asked)
	}
	return serveUntil(ctx, out, server.New(s, server.Hosts(asked, listener.Addr()), server.DefaultLimits()), listener)
}

// build writes the site, compressed as well as it can be.
func build(ctx context.Context, out io.Writer, dir string) error {
	if err := site.MayWriteTo(dir); err != nil {
		return err
	}
	s, err := assemble(ctx, out, site.Best)
	if err != nil {
		return err
	}
	if err := s.WriteTo(dir); err != nil {
		return err
	}
	fmt.Fprintf(out, "wrote %d files to %s\n", len(s.Files()), dir)
	return nil
}
