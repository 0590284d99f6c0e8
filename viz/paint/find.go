package paint

import "barnyard/viz/scene"

// Which item of the picture before is an item of this one? Those of two frames
// stand in the same order, so it is the next one, or one a few places on where
// some are gone. Where many are gone at once, all cells of a sheaf that became
// small, it is far ahead; then a table of all that are still to come says where.
// Things also wander, and one that stands far ahead may have come from there
// alone: only when those behind it follow it there too have the others gone.

const (
	lookAhead = 24 // places
	lostAfter = 4  // items in a row that were not found: now the table is worth it
	followers = 3  // items that must stand behind one that is far ahead
)

// ahead is the table: the places of items that are still to come. It is made when
// it is needed first in a frame.
type ahead struct {
	places map[scene.ID]int
	made   bool
	missed int // in a row
}

func (a *ahead) forget() { a.made, a.missed = false, 0 }

// find is the place of the first of the items, from a place on; -1: it is new.
func (k *kept) find(items []scene.Item, from int) int {
	id := items[0].ID
	for i := from; i < min(from+lookAhead, len(k.items)); i++ {
		if k.marks[k.items[i]].item.ID == id {
			k.ahead.missed = 0
			return i
		}
	}
	k.ahead.missed++
	if k.ahead.missed < lostAfter || id.Kind == scene.Nothing {
		return -1
	}
	return k.findFar(items, from)
}

// findFar looks the item up in the table.
func (k *kept) findFar(items []scene.Item, from int) int {
	if !k.ahead.made {
		k.tabulate(from)
	}
	at, known := k.ahead.places[items[0].ID]
	if !known || at < from || at+followers >= len(k.items) || followers >= len(items) {
		return -1
	}
	for i := 1; i <= followers; i++ {
		if k.marks[k.items[at+i]].item.ID != items[i].ID {
			return -1
		}
	}
	k.ahead.missed = 0
	return at
}

func (k *kept) tabulate(from int) {
	k.ahead.made = true
	if k.ahead.places == nil {
		k.ahead.places = make(map[scene.ID]int, 2*len(k.items))
	}
	clear(k.ahead.places)
	for i := len(k.items) - 1; i >= from; i-- { // of two with one name, the first
		k.ahead.places[k.marks[k.items[i]].item.ID] = i
	}
}
