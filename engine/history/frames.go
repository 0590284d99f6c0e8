package history

import (
	"sort"

	"barnyard/engine/path"
)

// Keyframes. Going to an instant costs a copy of the state and the steps from
// the keyframe before it; so their distance decides how long that takes, and
// what one takes beside what it shares with the one before, how many there are.
// A large state is slow to look through: its keyframes lie further apart from
// the beginning.

const (
	maxFrames    = 512
	minFrames    = 8
	frameBytes   = 112 << 20 // for all keyframes together
	firstSpacing = 8192      // steps between keyframes at first, at least: a seek takes a fraction of a millisecond
	bytesAStep   = 512       // of the state, a step of that distance
)

// frames is the keyframes of a run, in order.
type frames struct {
	all     []frame
	spacing uint32 // steps from one to the next
	next    uint64 // the step of the next
	bytes   int    // of all together
	limit   int    // 0: frameBytes
}

type frame struct {
	step  uint32
	time  int64
	k     *path.Keyframe
	fresh int // bytes that it does not share with the one before
}

// grow keeps a state if it is time for another keyframe.
func (f *frames) grow(k *path.Kernel) {
	if uint64(k.M.Step) >= f.next {
		f.keep(k)
	}
}

// keep adds a keyframe, and thins them out when they are too many.
func (f *frames) keep(k *path.Kernel) {
	var before *path.Keyframe
	if n := len(f.all); n > 0 {
		before = f.all[n-1].k
	}
	now := k.Keyframe(before)
	f.add(frame{k.M.Step, k.M.Now, now, now.Fresh(before)})
	whole := uint32(now.Fresh(nil) / bytesAStep)
	for f.spacing < whole || f.tooMuch() {
		f.thin()
	}
	f.next = uint64(f.all[len(f.all)-1].step) + uint64(f.spacing)
}

func (f *frames) add(one frame) {
	f.all = append(f.all, one)
	f.bytes += one.fresh
}

func (f *frames) tooMuch() bool {
	limit := f.limit
	if limit == 0 {
		limit = frameBytes
	}
	return len(f.all) > maxFrames || len(f.all) > minFrames && f.bytes > limit
}

// thin lets every second keyframe go, and doubles the distance.
func (f *frames) thin() {
	old := f.all
	f.all, f.bytes = f.all[:0], 0
	var before *path.Keyframe
	for i, one := range old {
		if i%2 == 0 {
			one.fresh = one.k.Fresh(before)
			f.add(one)
			before = one.k
		}
	}
	clear(old[len(f.all):])
	f.spacing *= 2
}

// before is the last keyframe for which early holds, which it does of all
// before it.
func (f *frames) before(early func(*frame) bool) *frame {
	n := sort.Search(len(f.all), func(i int) bool { return !early(&f.all[i]) })
	return &f.all[max(n-1, 0)]
}
