package site

import (
	"fmt"
	"path"
)

// kinds is the whole list of what a site may hold. It does not ask the
// operating system for types: those tables differ from machine to machine, and
// a browser refuses to stream a program that is not application/wasm.
var kinds = []struct{ ending, contentType string }{
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".wasm", "application/wasm"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".ico", "image/vnd.microsoft.icon"},
	{".json", "application/json"},
	{".txt", "text/plain; charset=utf-8"},
}

func typeOf(name string) (string, error) {
	ending := path.Ext(name)
	for _, k := range kinds {
		if k.ending == ending {
			return k.contentType, nil
		}
	}
	return "", fmt.Errorf("site: file name %q: the ending %q has no known type", name, ending)
}

// compressible says whether trying to compress is worth the time.
func compressible(name string) bool { return path.Ext(name) != ".png" }
