package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
)

// A planted bug gives an object to two tasks; the second frees it while the first,
// which an interrupt holds up, is on its way to do so. Where it has come to then is
// the second's doing: nobody says of the first that it has freed into a sheaf.
const twoHands = `machine cpus=4 nodes=2
cache c size=64 capacity=1 slabobjs=4
task keep cpu=3 { sleep 1ms }
task a cpu=0 start=10us { free c n=all }
task e cpu=1 start=20us { free c n=all }
task b cpu=1 start=40us { free c n=all }
task d cpu=2 { alloc c n=3; give a c n=1; give e c n=1; give keep c n=1; sleep 15us; alloc c n=1; give b c n=1; sleep 33us; alloc c n=2; free c n=all }
irq slow0 cpu=0 at=32800cy { work 20us }
irq slow1 cpu=1 at=122910cy { work 20us }
mutant two-stores-for-one-exchange
until 200us
`

func TestOfTwoHandsTheLastFrees(t *testing.T) {
	s, err := engine.Parse("two-hands", []byte(twoHands))
	require.NoError(t, err)
	res, err := check.Execute(s)
	require.NoError(t, err)
	var broken []string
	for _, v := range res.Violations {
		broken = append(broken, v.Invariant)
	}
	assert.Equal(t, []string{"S11", "S1"}, broken)
}
