// Package printer stands in for go/printer where Ebitengine rewrites shaders that
// count in texels, an old kind. We have none.
package printer

import (
	"errors"
	"go/token"
	"io"
)

// Fprint refuses.
func Fprint(io.Writer, *token.FileSet, any) error {
	return errors.New("printer: shaders that count in texels are left out of the program for the browser")
}
