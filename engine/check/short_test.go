package check_test

import (
	"os"
	"testing"
)

// short reports whether random programs are run in small numbers. They are,
// unless BARNYARD_LONG asks for all: that takes a quarter of an hour.
func short() bool { return testing.Short() || os.Getenv("BARNYARD_LONG") == "" }
