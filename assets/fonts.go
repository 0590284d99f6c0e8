// Package assets holds the bytes that the program carries with it. Nothing
// here is read from a disk or from the network at run time.
//
// The fonts are the Go fonts by Bigelow & Holmes (BSD licence, the same as
// Go's), taken from golang.org/x/image, so no file is copied into this tree.
package assets

import (
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
)

// SansRegular is the TrueType file of Go Regular.
func SansRegular() []byte { return goregular.TTF }

// SansBold is the TrueType file of Go Bold.
func SansBold() []byte { return gobold.TTF }

// MonoRegular is the TrueType file of Go Mono.
func MonoRegular() []byte { return gomono.TTF }

// MonoBold is the TrueType file of Go Mono Bold.
func MonoBold() []byte { return gomonobold.TTF }
