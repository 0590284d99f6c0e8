package qpw

import (
	"slices"
	"strings"
	"testing"

	"barnyard/engine/fuzzing"
)

// FuzzParseCmdline: the kernel reads any command line. What it tells is one
// line each, and the lists of CPUs are sorted lists of CPUs that there are,
// never of all of them.
func FuzzParseCmdline(f *testing.F) {
	for _, seed := range []string{
		"", "qpw=1", "pwlocks=0", "qpw=0x10 qpw=077 qpw=-1,", "qpw= qpw=4294967296 qpw=a", "quiet nohz_full=1-3",
		"isolcpus=1-3", "isolcpus=nohz,domain,managed_irq,2", "isolcpus=bad,2", "isolcpus=no1,2", "nohz_full=all",
		"nohz_full=N isolcpus=0-N", "isolcpus=3-1", "isolcpus=0,0,0-99999999", "isolcpus=,", "no_hz-full=1", "nohz-full=2",
		"=", "qpw==1", "isolcpus=\xff,1", "isolcpus=dömain,1", "nohz_full=" + strings.Repeat("0-999999,", 100) + "1",
	} {
		for version := range byte(len(versions)) {
			f.Add(seed, version, 4)
		}
		f.Add(seed, byte(0), 1)
		f.Add(seed, byte(1), 1024)
	}
	f.Fuzz(func(t *testing.T, line string, version byte, cpus int) {
		c := Config{Version: versions[version%byte(len(versions))], Built: version&64 == 0, DefaultOn: version&128 != 0, CPUs: min(max(cpus, 1), 1024)}
		fuzzing.Within(t, len(line), func() { readCmdline(t, c, line) })
	})
}

var versions = []string{"qpw-v1", "qpw-v2", "qpw-v3", "pw-v4", "none"}

func readCmdline(t *testing.T, c Config, line string) {
	b := ParseCmdline(c, line)
	for _, list := range [][]int{b.Isolated, b.NohzFull} {
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Fatalf("%v is not sorted", list)
		}
		if n := len(list); n > 0 && (list[0] < 0 || list[n-1] >= c.CPUs) {
			t.Fatalf("%v of %d CPUs", list, c.CPUs)
		}
	}
	if len(b.NohzFull) > 0 && !b.Noise {
		t.Fatal("CPUs without noise, and no such housekeeping")
	}
	for _, told := range b.Told {
		if told == "" || strings.Contains(told, "\n") {
			t.Fatalf("%q", told)
		}
	}
	if on, why := c.Late(b); why == "" || b.Key && !on {
		t.Fatalf("late_initcall leaves the key %v: %q", on, why)
	}
}
