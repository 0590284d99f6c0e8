package slub

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// kernel.md 1.4 to 1.6, at and beside every limit. The numbers were worked out
// by hand from the formulas, not with this code.
func TestFormulas(t *testing.T) {
	for size, want := range map[int64]int64{1: 8, 7: 8, 8: 8, 9: 16, 63: 64, 64: 64, 4095: 4096} {
		assert.Equal(t, want, AlignSize(size), "AlignSize(%d)", size)
	}
	for size, want := range map[int64]int32{8: 60, 255: 60, 256: 28, 1023: 28, 1024: 12, 4095: 12, 4096: 4, 8192: 4} {
		assert.Equal(t, want, SheafCapacity(size), "SheafCapacity(%d)", size)
	}
	for n, want := range map[int64]int64{1: 8, 8: 8, 9: 16, 32: 32, 64: 64, 65: 96, 96: 96, 97: 128, 128: 128, 129: 192, 192: 192, 193: 256, 512: 512, 513: 1024} {
		assert.Equal(t, want, kmallocBucket(n), "kmallocBucket(%d)", n)
	}
	for n, want := range map[int64]int{1: 0, 4096: 0, 4097: 1, 8192: 1, 8193: 2, 16385: 3} {
		assert.Equal(t, want, orderFor(n), "orderFor(%d)", n)
	}
	for size, want := range map[int64]int32{8: 5, 64: 5, 2048: 5, 4095: 5, 4096: 6, 8192: 6, 1 << 14: 7, 1 << 20: 10, 1 << 24: 10} {
		assert.Equal(t, want, MinPartial(size), "MinPartial(%d)", size)
	}
	for size, want := range map[int64]int32{64: 64, 700: 5, 3000: 1, 4096: 1, 5000: 1, 8192: 1} {
		assert.Equal(t, want, MinObjects(size), "MinObjects(%d)", size)
	}
}

// calculate_order: at least 4 x (fls(CPUs) + 1) objects, or as many as order 3
// holds, and the first order of those that wastes a sixteenth, an eighth, …
func TestSlabOrders(t *testing.T) {
	for _, c := range []struct {
		size    int64
		cpus    int
		order   int
		objects int32
		why     string
	}{
		{64, 4, 0, 64, "16 objects are 1,024 bytes"},
		{192, 4, 0, 21, "64 of 4,096 bytes are left"},
		{256, 4, 0, 16, "16 objects fill it"},
		{256, 8, 1, 32, "20 objects are 5,120 bytes"},
		{320, 1, 0, 12, "256 are left, exactly a sixteenth"},
		{512, 4, 1, 16, "16 objects"},
		{512, 1, 0, 8, "8 objects"},
		{1024, 4, 2, 16, ""},
		{2048, 4, 3, 16, ""},
		{4096, 4, 3, 8, "order 3 holds no more"},
		{8192, 1024, 3, 4, ""},
		{700, 4, 2, 23, "284 of 16,384 are left"},
		{1500, 1, 3, 21, "order 2 leaves 1,384, more than a sixteenth; order 3 1,268 of 32,768"},
		{3000, 1, 3, 10, "2,768 are left: an eighth, no sixteenth"},
		{7000, 1, 3, 4, "4,768 are left: a quarter"},
		{17000, 1, 3, 1, "15,768 are left: a half"},
		{40000, 1, 4, 1, "larger than order 3: one each"},
	} {
		assert.Equal(t, c.order, SlabOrder(c.size, c.cpus), "order of %d, %d CPUs: %s", c.size, c.cpus, c.why)
		assert.Equal(t, c.objects, SlabObjects(c.size, c.cpus), "objects of %d, %d CPUs: %s", c.size, c.cpus, c.why)
	}
}

// Before 7.0.
func TestCPUPartialSlabs(t *testing.T) {
	for _, c := range []struct {
		size     int64
		objs     int32
		want     int32
		objects2 string
	}{
		{64, 64, 4, "240 of 64"}, {255, 16, 15, "240 of 16"}, {256, 16, 7, "104 of 16"}, {256, 32, 4, "104 of 32"}, {1023, 8, 13, "104 of 8"},
		{1024, 16, 3, "48 of 16"}, {4095, 8, 6, "48 of 8"}, {4096, 8, 2, "12 of 8"}, {8192, 4, 3, "12 of 4"}, {8192, 12, 1, "12 of 12"},
	} {
		assert.Equal(t, c.want, CPUPartialSlabs(c.size, c.objs), "size %d: %s", c.size, c.objects2)
	}
	assert.EqualValues(t, 32, RequestedCapacity("vm_area_struct"))
	assert.EqualValues(t, 32, RequestedCapacity("maple_node"))
	assert.EqualValues(t, 0, RequestedCapacity("dentry"))
}

func TestStatByName(t *testing.T) {
	for i, spec := range StatSpecs() {
		s, ok := StatByName(spec.Name)
		assert.True(t, ok, spec.Name)
		assert.EqualValues(t, i, s, spec.Name)
	}
	_, ok := StatByName("ALLOC_SIDEWAYS")
	assert.False(t, ok)
}
