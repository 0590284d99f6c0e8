package gowasm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// overlay is a list of files that the Go tool is to see, in the form that it
// reads: for each the file that really has its content.
type overlay struct {
	dir     string                // for files of ours
	changed int                   // how many those are
	modules map[string]seenModule // by path
	Replace map[string]string
}

// seenModule is a module of which some files change.
type seenModule struct {
	from string // where it lies
	to   string // where the Go tool sees it
}

func newOverlay(dir string) *overlay {
	return &overlay{dir: dir, modules: map[string]seenModule{}, Replace: map[string]string{}}
}

// folder lists what is in a folder of a module.
func (o *overlay) folder(m seenModule, folder string) error {
	all, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	inside, err := filepath.Rel(m.from, folder)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Type().IsRegular() && !strings.HasSuffix(f.Name(), "_test.go") {
			o.Replace[filepath.Join(m.to, inside, f.Name())] = filepath.Join(folder, f.Name())
		}
	}
	return nil
}

// swap changes one import.
func (o *overlay) swap(s swap) error {
	file := filepath.Join(o.modules[ebiten].to, filepath.FromSlash(s.file))
	text, err := os.ReadFile(o.Replace[file])
	if err != nil {
		return fmt.Errorf("%s of %s: %w", s.file, ebiten, err)
	}
	line := []byte("\n\t\"" + s.path + "\"\n")
	if bytes.Count(text, line) != 1 {
		return fmt.Errorf("%s of %s does not import %s, as the table in slim.go expects", s.file, ebiten, s.path)
	}
	return o.put(file, bytes.Replace(text, line, []byte("\n\t\"barnyard/"+instead+"/"+s.by+"\"\n"), 1))
}

// font gives the package of a font a smaller one.
func (o *overlay) font(f font) error {
	small, err := withoutHints(f.file())
	if err != nil {
		return err
	}
	text := fmt.Sprintf("package %s\n\nvar TTF = []byte(%q)\n", f.name, small)
	return o.put(filepath.Join(o.modules[images].to, "font", "gofont", f.name, "data.go"), []byte(text))
}

// put gives a file another content.
func (o *overlay) put(file string, content []byte) error {
	if _, known := o.Replace[file]; !known {
		return fmt.Errorf("%s is no file of the program", file)
	}
	changed := filepath.Join(o.dir, fmt.Sprintf("%d.go", o.changed))
	o.changed++
	o.Replace[file] = changed
	return os.WriteFile(changed, content, 0o644)
}

// flags writes the list, and a go.mod that names the modules in their new places.
func (o *overlay) flags(root string) ([]string, error) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, err
	}
	for path, m := range o.modules {
		place, err := filepath.Rel(root, m.to)
		if err != nil {
			return nil, err
		}
		mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", path, filepath.ToSlash(place))
	}
	list, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"slim.mod": mod, "slim.sum": sum, "overlay.json": list}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(o.dir, name), content, 0o644); err != nil {
			return nil, err
		}
	}
	return []string{"-modfile=" + filepath.Join(o.dir, "slim.mod"), "-overlay=" + filepath.Join(o.dir, "overlay.json")}, nil
}
