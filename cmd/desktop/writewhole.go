package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeWhole writes a file so that others see either the whole new one or what
// was there before. On an error nothing is left behind.
func writeWhole(name string, b []byte) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no ordinary file; expected the name of one", quote(name))
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".barnyard-*")
	if err != nil {
		return cannotWrite(name, err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	return cannotWrite(name, err)
}

// cannotWrite leaves out what the system's error says of the temporary file.
func cannotWrite(name string, err error) error {
	if err == nil {
		return nil
	}
	var where *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &where):
		err = where.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s cannot be written: %w", quote(name), err)
}
