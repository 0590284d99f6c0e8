// Command hashes computes on the target that it was compiled for what must come
// out the same on each: the hashes of engine/same, and the bytes of the reports.
//
//	hashes [-quick] engine/testdata
//
// It compares with hashes.txt there, tells of each difference, and ends with one
// line: how many runs, how many equal, and a number over the reports of the quick
// ones. The exit code is 1 if any is not equal. It is no test binary so that a target needs
// little more than the engine to be compiled for it.
package main

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"barnyard/engine"
	"barnyard/engine/same"
)

func main() {
	args := os.Args[1:]
	quick := len(args) > 0 && args[0] == "-quick"
	if quick {
		args = args[1:]
	}
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: hashes [-quick] engine/testdata")
		os.Exit(2)
	}
	ok, err := compare(os.DirFS(args[0]), quick)
	if err != nil {
		fmt.Fprintln(os.Stderr, "hashes:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// compare runs all, or the quick ones, and says how it went.
func compare(testdata fs.FS, quick bool) (ok bool, err error) {
	golden, err := fs.ReadFile(testdata, "hashes.txt")
	if err != nil {
		return false, err
	}
	want := strings.Split(string(golden), "\n")
	if want[0] != "engine "+engine.Version {
		return false, fmt.Errorf("hashes.txt is of %s and this is engine %s", want[0], engine.Version)
	}
	runs, err := same.Runs(testdata)
	if err != nil {
		return false, err
	}
	n, equal := 0, 0
	reports := fnv.New64a()
	for i := range runs {
		r := &runs[i]
		if quick && !r.Quick {
			continue
		}
		res, err := r.Result()
		if err != nil {
			return false, err
		}
		if r.Quick {
			_, _ = reports.Write(res.JSON())
		}
		if n++; slices.Contains(want, r.Line(res)) {
			equal++
		} else {
			fmt.Printf("differs on %s/%s: %s\n", runtime.GOOS, runtime.GOARCH, r.Line(res))
		}
	}
	fmt.Printf("%s/%s: %d runs, %d equal, reports %016x\n", runtime.GOOS, runtime.GOARCH, n, equal, reports.Sum64())
	return n == equal, nil
}
