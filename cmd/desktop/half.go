package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// half is a file that is being made, under a name that nobody looks for. When it
// is whole it takes its place, and what was there stays what it was: its mode is
// kept, and where the name is a link, the file that the link leads to is the one
// that changes.
//
// Most files are replaced in one stroke, by a rename. Three kinds cannot be: one
// that has several names would keep its old text under all but one of them; one
// of another owner would change hands; and a folder may let us write its files
// but not add any. Those are written in place, out of the half that is whole.
type half struct {
	name    string      // as it was typed, for messages
	target  string      // where links lead
	old     fs.FileInfo // what is there; nil: nothing
	file    *os.File
	inPlace bool
	placed  bool
}

// begin finds out, before anything is made, whether there may be such a file.
func begin(name string) (*half, error) {
	target, old, err := placeOf(name)
	if err != nil {
		return nil, err
	}
	h := &half{name: name, target: target, old: old}
	h.file, err = besideOf(target, old)
	if err != nil && old != nil {
		h.inPlace = true
		h.file, err = os.CreateTemp("", "barnyard-*")
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, cannotWrite(name, err)
	case err != nil:
		return nil, machineFailed(cannotWrite(name, err))
	}
	if old != nil && !h.inPlace {
		fresh, err := h.file.Stat()
		h.inPlace = err != nil || !sameStanding(fresh, old)
	}
	return h, nil
}

// placeOf follows links to the file that is meant, and looks at what is there.
func placeOf(name string) (target string, old fs.FileInfo, err error) {
	old, err = os.Stat(name)
	switch {
	case err == nil && !old.Mode().IsRegular():
		return "", nil, fmt.Errorf("%s is no ordinary file; expected the name of one", quote(name))
	case err == nil: // a file that may not be written is not to be replaced either
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return "", nil, cannotWrite(name, err)
		}
		f.Close()
	case errors.Is(err, fs.ErrNotExist):
		old = nil
	default:
		return "", nil, cannotWrite(name, err)
	}
	target = behindLinks(name)
	_, err = os.Stat(filepath.Dir(target))
	return target, old, cannotWrite(name, err)
}

// maxLinks is more than a system follows.
const maxLinks = 64

// behindLinks is the name at the end of a chain of links, be it there or not. Not
// filepath.EvalSymlinks, which wants a file at the end; and the parts are not
// cleaned, because a folder before .. may be a link itself.
func behindLinks(name string) string {
	for range maxLinks {
		to, err := os.Readlink(name)
		if err != nil {
			return name
		}
		if !filepath.IsAbs(to) {
			to = filepath.Dir(name) + string(filepath.Separator) + to
		}
		name = to
	}
	return name
}

// besideOf makes the temporary file in the folder of the other, so that a rename
// does. It is never open to more people than the file that was there; a new one
// is to those that the umask says.
func besideOf(target string, old fs.FileInfo) (*os.File, error) {
	mode := fs.FileMode(0o666)
	if old != nil {
		mode = old.Mode().Perm() | 0o600
	}
	for try := 0; ; try++ {
		name := filepath.Join(filepath.Dir(target), fmt.Sprintf(".barnyard-%016x", rand.Uint64()))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if err == nil || !errors.Is(err, fs.ErrExist) || try > 100 {
			return f, err
		}
	}
}

// finish puts the file in its place. What was there is kept on an error.
func (h *half) finish() error {
	err := h.file.Sync() // some systems tell only now that there was no room
	if err == nil && h.old != nil && !h.inPlace {
		err = h.file.Chmod(h.old.Mode().Perm())
	}
	if err == nil && !h.inPlace {
		if err = h.file.Close(); err == nil {
			err = os.Rename(h.file.Name(), h.target)
		}
		if h.placed = err == nil; h.placed {
			return nil
		}
	}
	var link *os.LinkError
	if h.old != nil && (err == nil || errors.As(err, &link)) { // such as a file that is mounted by itself
		err = h.overwrite()
	}
	return machineFailed(cannotWrite(h.name, err))
}

// overwrite writes in place. What is longer than before comes first: only it
// needs new room, and if there is none, it is cut off again and the old text has
// not been touched.
func (h *half) overwrite() (err error) {
	from, err := os.Open(h.file.Name())
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := os.OpenFile(h.target, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	old, err := to.Stat()
	if err != nil {
		return err
	}
	was, is := old.Size(), info.Size()
	if is > was {
		if err := errors.Join(copyPart(to, from, was, is), to.Sync()); err != nil {
			return errors.Join(err, to.Truncate(was))
		}
	}
	if err := copyPart(to, from, 0, min(was, is)); err != nil {
		return err
	}
	return errors.Join(to.Truncate(is), to.Sync())
}

func copyPart(to, from *os.File, begin, end int64) error {
	_, err := io.Copy(io.NewOffsetWriter(to, begin), io.NewSectionReader(from, begin, end-begin))
	return err
}

// drop leaves nothing of a file that has not taken its place.
func (h *half) drop() {
	h.file.Close()
	if !h.placed {
		os.Remove(h.file.Name())
	}
}
