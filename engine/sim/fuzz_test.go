package sim

import (
	"slices"
	"strings"
	"testing"

	"barnyard/engine/fuzzing"
)

// FuzzParseChoices: choices are refused in one line that says which, or they
// are written in a form that reads as the same choices.
func FuzzParseChoices(f *testing.F) {
	for _, seed := range []string{
		"", "r0", "r0*17 i3 t1023*2", "r0*0", "r0*-1", "r0*1048576", "r0*1048576 r0", "r0*99999999999999999999",
		"*3", "x0", "r", "r1024", "r-1", "r+1", "r01", "r0**2", "r0*", "é0", "r0*2*3", "\xff", " \t\n r1 ",
		strings.Repeat("r0*1048576 ", 50), strings.Repeat("t3 i2 ", 300),
	} {
		f.Add(seed, 4)
	}
	f.Fuzz(func(t *testing.T, text string, ncpu int) {
		ncpu = min(max(ncpu, 1), 1024)
		fuzzing.Within(t, len(text), func() { readChoices(t, text, ncpu) })
	})
}

func readChoices(t *testing.T, text string, ncpu int) {
	choices, err := ParseChoices(text, ncpu)
	if err != nil {
		if len(choices) > 0 || !strings.HasPrefix(err.Error(), "choice ") || strings.ContainsAny(err.Error(), "\n\x1b") || len(err.Error()) > 4*len(text)+80 {
			t.Fatalf("%d choices, and %q", len(choices), err)
		}
		return
	}
	written := FormatChoices(choices, ncpu)
	again, err := ParseChoices(written, ncpu)
	if err != nil || !slices.Equal(again, choices) {
		t.Fatalf("%v: %q reads as %d choices, then as %d", err, written, len(choices), len(again))
	}
	for _, a := range choices {
		if k, cpu := a.Split(ncpu); k >= actKinds || int(cpu) >= ncpu {
			t.Fatalf("an actor %d of %d CPUs", a, ncpu)
		}
	}
}
