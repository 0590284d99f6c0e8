//go:build !js

// Command web shows Barnyard in a browser.
//
//	go run ./cmd/web                        build the program, serve it, print the address
//	go run ./cmd/web serve -addr HOST:PORT  the same on an address of your choice
//	go run ./cmd/web build -o DIR           write a static site
//
// It needs the Go tool and the source tree, because it compiles itself once
// more for the browser: main_js.go is the other main of this package.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	oneself, _ = os.Executable() // where that cannot be told, the site is made in here
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

const usage = `usage: web [serve] [-addr HOST:PORT]   build the program and serve it (127.0.0.1:8080)
       web build -o DIR                write a static site into a folder
`

// Exit codes: what a person typed wrong, and what went wrong.
const (
	exitUsage  = 2
	exitFailed = 1
)

// run is the whole command, apart from the process around it.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	cmd, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "web: %v\n%s", err, usage)
		return exitUsage
	}
	err = cmd(ctx, out)
	if ctx.Err() != nil {
		fmt.Fprintln(out, "stopped")
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "web: %v\n", err)
		return exitFailed
	}
	return 0
}

// command is one of the things that this program does.
type command func(ctx context.Context, out io.Writer) error

func parse(args []string) (command, error) {
	name := "serve"
	if len(args) > 0 && (len(args[0]) == 0 || args[0][0] != '-') {
		name, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	switch name {
	case "serve":
		addr := flags.String("addr", "", "")
		err := parseAll(flags, args)
		return func(ctx context.Context, out io.Writer) error { return serve(ctx, out, *addr) }, err
	case packing: // only serve says that: see apart.go
		return func(ctx context.Context, _ io.Writer) error { return packTo(ctx, os.Stdout, os.Stderr) }, nil
	case "build":
		dir := flags.String("o", "", "")
		err := parseAll(flags, args)
		if err == nil && *dir == "" {
			err = errors.New("build: -o DIR says where the site goes")
		}
		return func(ctx context.Context, out io.Writer) error { return build(ctx, out, *dir) }, err
	case "help":
		return nil, flag.ErrHelp
	}
	return nil, fmt.Errorf("unknown command %q, expected serve or build", name)
}

func parseAll(flags *flag.FlagSet, args []string) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s: unexpected argument %q", flags.Name(), flags.Arg(0))
	}
	return nil
}
