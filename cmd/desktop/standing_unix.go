//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// sameStanding says whether one file can take the place of the other: the same
// people own both, and the other has no second name.
func sameStanding(fresh, old fs.FileInfo) bool {
	a, ok := fresh.Sys().(*syscall.Stat_t)
	b, also := old.Sys().(*syscall.Stat_t)
	return ok && also && a.Uid == b.Uid && a.Gid == b.Gid && b.Nlink == 1
}
