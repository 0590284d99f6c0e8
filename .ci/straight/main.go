// Command straight makes the jumps of a program for js/wasm direct, in its file, as
// those of the one that the browser gets are (cmd/web/gowasm/jumps).
//
//	straight PROGRAM
package main

import (
	"fmt"
	"os"

	"barnyard/cmd/web/gowasm/jumps"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "straight: expected one program")
		os.Exit(2)
	}
	if err := straighten(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "straight:", err)
		os.Exit(1)
	}
}

func straighten(file string) error {
	module, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if module, err = jumps.Straighten(module); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, module, 0o755)
}
