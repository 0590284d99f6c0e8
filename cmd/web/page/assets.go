package page

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed static
var static embed.FS

//go:embed templates
var templates embed.FS

// addAssets puts scripts, styles, the icon, the loader and the program into the
// site under hashed names.
func (m *maker) addAssets() error {
	plain := map[string][]byte{
		"app.wasm":     m.Program,
		"wasm_exec.js": m.Loader,
		"colours.css":  []byte(coloursCSS()),
	}
	entries, err := static.ReadDir("static")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if plain[e.Name()], err = static.ReadFile("static/" + e.Name()); err != nil {
			return err
		}
		plain[e.Name()] = withoutComments(e.Name(), plain[e.Name()])
	}
	m.assets = map[string]string{}
	for _, name := range order(plain) {
		body := m.withHashedImports(plain[name])
		if m.assets[name], err = m.site.AddHashed(name, body); err != nil {
			return err
		}
	}
	return nil
}

// scriptComment is a line of a script that has nothing but a comment, styleComment are
// such lines of a style sheet.
var (
	scriptComment = regexp.MustCompile(`(?m)^[\t ]*//.*\n`)
	styleComment  = regexp.MustCompile(`(?ms)^[\t ]*/\*.*?\*/[\t ]*\n`)
)

// withoutComments leaves out the lines that are for whoever reads a file here: they
// are a quarter of what a first visit has to load of scripts.
func withoutComments(name string, body []byte) []byte {
	switch path.Ext(name) {
	case ".js":
		return scriptComment.ReplaceAll(body, nil)
	case ".css":
		return styleComment.ReplaceAll(body, nil)
	}
	return body
}

// importLine finds what a module imports: our own files, side by side.
var importLine = regexp.MustCompile(`(?m)^(import .* from )'\./([a-z_]+\.js)';$`)

// withHashedImports rewrites a module's imports to the hashed names. So a new
// version of one module changes the names of all that use it, and a browser's
// cache can never mix two versions.
func (m *maker) withHashedImports(body []byte) []byte {
	return importLine.ReplaceAllFunc(body, func(line []byte) []byte {
		part := importLine.FindSubmatch(line)
		return fmt.Appendf(nil, "%s'./%s';", part[1], m.assets[string(part[2])])
	})
}

// order lists the files so that a module comes after all that it imports. The
// modules are few and import no circles; a circle would be a mistake of ours.
func order(files map[string][]byte) []string {
	var out []string
	var visit func(name string, from []string)
	visit = func(name string, from []string) {
		if slices.Contains(from, name) {
			panic("page: scripts import each other in a circle: " + strings.Join(append(from, name), " "))
		}
		if slices.Contains(out, name) {
			return
		}
		if _, there := files[name]; !there {
			panic("page: " + strings.Join(from, " ") + " imports " + name + ", which is not there")
		}
		if path.Ext(name) == ".js" {
			for _, used := range importLine.FindAllSubmatch(files[name], -1) {
				visit(string(used[2]), append(slices.Clone(from), name))
			}
		}
		out = append(out, name)
	}
	for _, name := range sortedKeys(files) {
		visit(name, nil)
	}
	return out
}

func sortedKeys(files map[string][]byte) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// programTag is short enough for a person to read out.
func (m *maker) programTag() string {
	return m.site.Get(m.assets["app.wasm"]).Tag
}
