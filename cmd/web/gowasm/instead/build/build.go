// Package build stands in for go/build where Ebitengine asks in which folder its
// own source lies, to tell whose call failed. A browser has no such folder.
package build

import "errors"

// ImportMode says how to look.
type ImportMode uint

// FindOnly asks for the folder alone.
const FindOnly ImportMode = 1

// Package is a package that was found.
type Package struct{ Dir string }

// Context is where to look.
type Context struct{}

// Default is this machine.
var Default Context

// Import finds nothing.
func (*Context) Import(path, _ string, _ ImportMode) (*Package, error) {
	return nil, errors.New("build: there is no source of " + path + " in a browser")
}
