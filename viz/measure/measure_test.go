package measure

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestPercentile(t *testing.T) {
	assert.Zero(t, Times(nil).Percentile(500))
	var all Times
	for n := 200; n > 0; n-- {
		all = append(all, time.Duration(n))
	}
	assert.EqualValues(t, 100, all.Percentile(500))
	assert.EqualValues(t, 198, all.Percentile(990))
	assert.EqualValues(t, 200, all.Percentile(1000))
	assert.EqualValues(t, 1, Times{1}.Percentile(1))
}

// CPU time goes on when something is done.
func TestCPUTimeGoesOn(t *testing.T) {
	var all Times
	all.Of(func() {
		for start := CPU(); CPU() == start; {
			continue
		}
	})
	assert.Positive(t, all[0])
}
