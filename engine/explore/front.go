package explore

import (
	"encoding/binary"

	"barnyard/engine/sim"
)

// front is the chains of one turn, as bytes. They are gone along in the order in
// which they were found, so a block of them is free for the next turn as soon as it
// was read: two turns take hardly more memory than the larger of them.
//
//	block   chain...
//	chain   actor, length of the record, record, how many words of places, word...,
//	        how many states, state...
//	state   how far its number is from that of the state before; and notOurs
type front struct {
	n      int // chains that are left
	blocks [][]byte
	at     int // how much of the first block was read

	wrote, read uint32 // the last state
}

// blockSize is where a block is full. A chain is in one block.
const blockSize = 1 << 16

// add puts a chain at the end: in a new block if the last is full.
func (f *front) add(c *chain, free *[][]byte) {
	if n := len(f.blocks); n == 0 || len(f.blocks[n-1]) >= blockSize {
		f.blocks = append(f.blocks, another(free))
	}
	b := &f.blocks[len(f.blocks)-1]
	*b = binary.AppendVarint(*b, int64(c.by))
	*b = binary.AppendUvarint(*b, uint64(len(c.record)))
	*b = append(*b, c.record...)
	*b = binary.AppendUvarint(*b, uint64(len(c.moves)))
	for _, w := range c.moves {
		*b = binary.AppendUvarint(*b, w)
	}
	*b = binary.AppendUvarint(*b, uint64(len(c.states)))
	for _, s := range c.states {
		id := s &^ notOurs
		*b = binary.AppendVarint(*b, (int64(id)-int64(f.wrote))<<1|int64(s>>31))
		f.wrote = id
	}
	f.n++
}

// another is an empty block.
func another(free *[][]byte) []byte {
	if n := len(*free); n > 0 {
		b := (*free)[n-1]
		*free = (*free)[:n-1]
		return b[:0]
	}
	return make([]byte, 0, blockSize+blockSize/16)
}

// take takes the first chain.
func (f *front) take(c *chain, free *[][]byte) {
	b := f.blocks[0][f.at:]
	number := func() int64 {
		v, n := binary.Varint(b)
		b = b[n:]
		return v
	}
	word := func() uint64 {
		v, n := binary.Uvarint(b)
		b = b[n:]
		return v
	}
	c.by = sim.Actor(number())
	n := word()
	c.record, b = append(c.record[:0], b[:n]...), b[n:]
	c.moves = c.moves[:0]
	for range word() {
		c.moves = append(c.moves, word())
	}
	c.states = c.states[:0]
	for range word() {
		v := number()
		f.read += uint32(v >> 1)
		c.states = append(c.states, f.read|uint32(v&1)<<31)
	}
	f.n--
	if f.at = len(f.blocks[0]) - len(b); len(b) == 0 {
		*free = append(*free, f.blocks[0])
		f.blocks, f.at = f.blocks[1:], 0
	}
}

// bytes is the memory that it takes.
func (f *front) bytes() int64 { return bytesOf(f.blocks) }

func bytesOf(blocks [][]byte) int64 { return int64(len(blocks)) * (blockSize + blockSize/16) }
