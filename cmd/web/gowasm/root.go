package gowasm

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// FindRoot walks up from a folder to the source tree of the module.
func FindRoot(dir, module string) (string, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for at := start; ; at = filepath.Dir(at) {
		if moduleOf(filepath.Join(at, "go.mod")) == module {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("the source tree of %s is not here: run this inside a checkout (looked from %s upwards for its go.mod)", module, start)
		}
	}
}

// moduleOf is the name on a go.mod's module line, or nothing.
func moduleOf(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if name, found := strings.CutPrefix(lines.Text(), "module "); found {
			return strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
	return ""
}
