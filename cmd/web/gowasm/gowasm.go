// Package gowasm makes the program for the browser: it finds the source tree,
// runs the Go tool on it, makes its jumps direct (jumps), and takes the loader from
// the very same toolchain.
//
// The program and wasm_exec.js speak a private protocol that changes between
// releases of Go, so the two are always taken together, in one Program.
package gowasm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"barnyard/cmd/web/gowasm/jumps"
)

// Program is what a browser needs to run the app.
type Program struct {
	// Wasm is the compiled program, Exec the text of wasm_exec.js.
	Wasm, Exec []byte
	// Version is what the Go tool says of itself, such as "go1.26.8".
	Version string
	// Took is how long compiling took.
	Took time.Duration
}

// Build compiles the package (a path such as "./cmd/web") of the module in
// root. Lines about the progress go to the writer.
func Build(ctx context.Context, root, pkg string, progress io.Writer) (*Program, error) {
	tool, err := findTool(ctx, root)
	if err != nil {
		return nil, err
	}
	loader, err := os.ReadFile(filepath.Join(tool.root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("this Go installation has no lib/wasm/wasm_exec.js: %w", err)
	}
	dir, err := os.MkdirTemp("", "barnyard-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "app.wasm")
	began := time.Now()
	if err := tool.compile(ctx, root, pkg, out, progress); err != nil {
		return nil, err
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	if wasm, err = jumps.Straighten(wasm); err != nil {
		return nil, fmt.Errorf("%s for the browser: %w", pkg, err)
	}
	return &Program{Wasm: wasm, Exec: loader, Version: tool.version, Took: time.Since(began)}, nil
}

// tool is the Go tool as it answers inside the source tree, where a toolchain
// line may have switched it to another release.
type tool struct{ path, root, version string }

func findTool(ctx context.Context, dir string) (*tool, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return nil, errors.New("the go tool is not on PATH: it is needed to compile the program for the browser (see https://go.dev/dl)")
	}
	cmd := exec.CommandContext(ctx, path, "env", "GOROOT", "GOVERSION")
	cmd.Dir = dir
	answer, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s env: %w", path, err)
	}
	lines := strings.Split(strings.TrimSpace(string(answer)), "\n")
	if len(lines) != 2 {
		return nil, fmt.Errorf("%s env: want two lines, got %q", path, answer)
	}
	return &tool{path: path, root: strings.TrimSpace(lines[0]), version: strings.TrimSpace(lines[1])}, nil
}

func (t *tool) compile(ctx context.Context, dir, pkg, out string, progress io.Writer) error {
	slim, err := t.slim(ctx, dir, pkg, filepath.Dir(out))
	if err != nil {
		return err
	}
	// Without the commit's name the same sources give the same program, so that
	// readers keep it; with it some 8 KB more went over the wire.
	flags := slices.Concat([]string{"build", "-v", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"}, profiled(dir), slim, []string{"-o", out, pkg})
	cmd := exec.CommandContext(ctx, t.path, flags...)
	cmd.Dir = dir
	cmd.Env = environment()
	watch := newWatch(progress)
	cmd.Stderr = watch
	err = cmd.Run()
	watch.end()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("the go tool cannot compile %s for the browser:\n%s", pkg, watch.complaint())
	}
	return nil
}

// environment is that of a program for the browser. GOFLAGS of the person are
// kept: they may name a proxy.
func environment() []string {
	return append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
}
