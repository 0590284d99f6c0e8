package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// manifest is the list of what the last build wrote. It is how the next build
// knows which files it may take away: names with tags change at every edit,
// and the old ones must not pile up beside the new.
const manifest = "barnyard-site.txt"

// WriteTo writes every file, and its compressed twins as NAME.br and NAME.gz,
// into a folder. The folder is made when it is missing; it must be empty or
// come from an earlier WriteTo, so that a slip of the hand never mixes a site
// into somebody's home.
func (s *Site) WriteTo(dir string) error {
	if err := MayWriteTo(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if err := clearEarlier(dir); err != nil {
		return err
	}
	var names []string
	for _, f := range s.Files() {
		for _, v := range f.variants() {
			names = append(names, v.name)
			if err := os.WriteFile(filepath.Join(dir, v.name), v.body, 0o644); err != nil {
				return fmt.Errorf("build: %w", err)
			}
		}
	}
	list := strings.Join(names, "\n") + "\n"
	if err := os.WriteFile(filepath.Join(dir, manifest), []byte(list), 0o644); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	return nil
}

// MayWriteTo says whether a site may go into this folder, before the long work
// of making one. It changes nothing.
func MayWriteTo(dir string) error {
	_, err := os.Stat(filepath.Join(dir, manifest))
	if err == nil {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("build: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("build: %s is not empty and was not made by an earlier build (it holds %s): name a new or an empty folder",
			dir, entries[0].Name())
	}
	return nil
}

type variant struct {
	name string
	body []byte
}

func (f *File) variants() []variant {
	all := []variant{{f.Name, f.Body}}
	if f.Brotli != nil {
		all = append(all, variant{f.Name + ".br", f.Brotli})
	}
	if f.Gzip != nil {
		all = append(all, variant{f.Name + ".gz", f.Gzip})
	}
	return all
}

// clearEarlier removes exactly what an earlier build listed.
func clearEarlier(dir string) error {
	list, err := os.ReadFile(filepath.Join(dir, manifest))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	for _, name := range strings.Fields(string(list)) {
		if !validName(name) {
			return fmt.Errorf("build: %s: %q is not a name that a build writes", filepath.Join(dir, manifest), name)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("build: %w", err)
		}
	}
	return nil
}
