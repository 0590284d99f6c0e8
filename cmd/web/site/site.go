// Package site holds a whole web site in memory: a short list of known files,
// each with its type, its fingerprint and its compressed twins.
//
// The server answers from this list and from nothing else, so there is no path
// to walk, no link to follow and no disk to read while it serves. The command
// that writes a static site writes the same list to a folder, so what is tested
// on localhost is what is published.
//
// Names are flat: letters, digits, dot, dash and underscore, no slash. All
// links between files are relative, so a site works from any sub-folder.
package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// File is one thing that can be asked for.
type File struct {
	// Name is the file's name below the site's root, such as "index.html".
	Name string
	// Type is the whole Content-Type.
	Type string
	// Body is the file as it is, nil after Pack where Gzip has it; Brotli and Gzip
	// are the same bytes compressed, nil where that does not make the file smaller.
	Body, Brotli, Gzip []byte
	pieces             []int // where those of Gzip begin
	// Size is the length of the file as it is, in bytes.
	Size int
	// Tag names the content: the first 16 hex digits of its SHA-256.
	Tag string
	// Immutable is true when the name holds the tag, so that the content
	// behind this name can never change.
	Immutable bool
}

// Site is a set of files by name. The zero value is an empty site.
type Site struct {
	files map[string]*File
}

// Add puts a file into the site under its plain name.
func (s *Site) Add(name string, body []byte) error {
	return s.add(name, name, body, false)
}

// AddHashed puts a file into the site under a name that holds its tag
// ("page.js" becomes "page.0123456789abcdef.js") and returns that name.
func (s *Site) AddHashed(name string, body []byte) (string, error) {
	hashed := HashedName(name, body)
	return hashed, s.add(name, hashed, body, true)
}

func (s *Site) add(asked, name string, body []byte, immutable bool) error {
	if !validName(name) {
		return fmt.Errorf("site: file name %q: want letters, digits, '.', '-' and '_' only", asked)
	}
	kind, err := typeOf(name)
	if err != nil {
		return err
	}
	if s.files == nil {
		s.files = map[string]*File{}
	}
	if s.files[name] != nil {
		return fmt.Errorf("site: two files are called %s", name)
	}
	s.files[name] = &File{Name: name, Type: kind, Body: bytes.Clone(body), Size: len(body), Tag: tagOf(body), Immutable: immutable}
	return nil
}

// Get returns the file of exactly this name, or nil.
func (s *Site) Get(name string) *File { return s.files[name] }

// Files returns all files, sorted by name.
func (s *Site) Files() []*File {
	all := make([]*File, 0, len(s.files))
	for _, f := range s.files {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// HashedName returns the name that AddHashed would give, so that one file can
// refer to another before both are added.
func HashedName(name string, body []byte) string {
	stem, end, found := strings.Cut(name, ".")
	if !found {
		return name + "." + tagOf(body)
	}
	return stem + "." + tagOf(body) + "." + end
}

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

// validName is strict on purpose: the names become URL paths and file paths,
// and nothing here should ever need quoting in either.
func validName(name string) bool {
	if name == "" || len(name) > 128 || name[0] == '.' || strings.Contains(name, "..") {
		return false
	}
	for _, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if !letter && !digit && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
