package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// writeWhole writes a file so that others see either the whole new one or what
// was there before. On an error nothing is left behind.
func writeWhole(name string, b []byte) error {
	signals := holdSignals()
	defer signals.release()
	h, err := begin(name)
	if err != nil {
		return err
	}
	defer h.drop()
	if _, err := h.file.Write(b); err != nil {
		return machineFailed(cannotWrite(name, err))
	}
	return h.finish()
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
