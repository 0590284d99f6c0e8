package track

import "sort"

// Samples in classes of equal width, as a histogram shows them: the n-th class
// is from n widths on to below n+1.

// mostClasses is how many classes there are at most; the fewest for a large
// maximum is two fifths of that, since widths go in steps of 1, 2 and 5.
const mostClasses = 120

// ClassWidth is the width of classes, in cycles, for samples up to a maximum:
// 1, 2 or 5 times a power of ten of a nanosecond.
func ClassWidth(most, ghz int64) int64 {
	for ns := int64(1); ; ns *= 10 {
		for _, w := range [...]int64{ns, 2 * ns, 5 * ns} {
			if most/(w*ghz) < mostClasses {
				return w * ghz
			}
		}
	}
}

// Counts appends to buf how many of the first n samples are in each class, up
// to the last that has one.
func (s *Series) Counts(buf []int32, n int, width int64) []int32 {
	_, most := s.Max(0, n)
	for range most/width + 1 {
		buf = append(buf, 0)
	}
	full := n / blockLen
	for b := range full {
		countSorted(buf, s.sorted[b], width)
	}
	for _, m := range s.Marks[full*blockLen : n] {
		buf[m.Took/width]++
	}
	return buf
}

// countSorted counts a block that is sorted, class by class.
func countSorted(counts []int32, block []int64, width int64) {
	for i := 0; i < len(block); {
		class := block[i] / width
		next := i + sort.Search(len(block)-i, func(k int) bool { return block[i+k]/width > class })
		counts[class] += int32(next - i)
		i = next
	}
}

// Worst is the n-th largest of the first samples that are in a class, from 0,
// the earlier of equals first; false if there are not so many.
func (s *Series) Worst(until int, class, width int64, n int) (at int, ok bool) {
	at = -1
	for range n + 1 {
		next := -1
		for i := range s.Marks[:until] {
			took := s.Marks[i].Took
			if took/width != class || at >= 0 && !comesAfter(took, i, s.Marks[at].Took, at) {
				continue
			}
			if next < 0 || took > s.Marks[next].Took {
				next = i
			}
		}
		if at = next; at < 0 {
			return 0, false
		}
	}
	return at, true
}

// comesAfter says whether a sample is smaller than another, or as large and
// later.
func comesAfter(took int64, at int, than int64, thanAt int) bool {
	return took < than || took == than && at > thanAt
}

// After is the sample of its class that comes after a sample in that order;
// after the last the first.
func (s *Series) After(at, until int, width int64) int {
	class, next := s.Marks[at].Took/width, -1
	for i := range s.Marks[:until] {
		took := s.Marks[i].Took
		if took/width == class && comesAfter(took, i, s.Marks[at].Took, at) && (next < 0 || took > s.Marks[next].Took) {
			next = i
		}
	}
	if next < 0 {
		next, _ = s.Worst(until, class, width, 0)
	}
	return next
}
