package explore

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

func TestTry(t *testing.T) {
	text, _ := os.ReadFile(os.Getenv("TRY"))
	s, err := engine.Parse("try", text)
	require.NoError(t, err)
	t0 := time.Now()
	r, err := Search(s, Options{Full: os.Getenv("FULL") != "", States: 3000000, Progress: func(p Progress) {
		if p.Visited%(1<<17) == 0 {
			t.Logf("%+v", p)
		}
	}})
	require.NoError(t, err)
	t.Logf("%+v %v", r, time.Since(t0))
	if r.Found != nil {
		t.Logf("%+v", r.Found)
	}
}
