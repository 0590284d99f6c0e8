package scene

import (
	"fmt"
	"strconv"
	"strings"
)

// ID names the kernel thing, or the part of the interface, that an item
// shows. It is small and comparable and costs no allocation. Its text form
// follows the pattern of its kind: Main.ID(0, 3) is "cache0/cpu3/main".
//
// A thing may be drawn with several items. Part tells them apart: part 0 is
// the thing itself and the others print as "cpu3~1". Whole leads back.
type ID struct {
	Kind Kind
	Part uint16
	N    [4]int32
}

// ID is the name of the n-th thing of this kind. There must be as many
// numbers as the kind's pattern has places; see patterns.
func (k Kind) ID(n ...int) ID {
	if want := places[k]; len(n) != want {
		panic(fmt.Sprintf("scene: the id %q takes %d numbers, got %d", patterns[k], want, len(n)))
	}
	id := ID{Kind: k}
	for i, v := range n {
		id.N[i] = int32(v)
	}
	return id
}

// Examples is an id of every kind of thing, for tests of what has to take any.
func Examples() []ID {
	var all []ID
	for k := Nothing + 1; k < kindCount; k++ {
		all = append(all, k.ID([]int{1, 20, 3, 4}[:places[k]]...))
	}
	return all
}

// places is how many numbers each kind's pattern has.
var places = func() (n [kindCount]int) {
	for k := range n {
		n[k] = strings.Count(patterns[k], "%")
	}
	return n
}()

// Sub is the name of one part of the thing: its label, its outline.
func (id ID) Sub(part int) ID {
	id.Part = uint16(part)
	return id
}

// Whole is the name of the thing that a part belongs to.
func (id ID) Whole() ID { return id.Sub(0) }

// String is the text form, which ParseID reads back.
func (id ID) String() string { return string(id.Append(nil)) }

// Append adds the text form to b.
func (id ID) Append(b []byte) []byte {
	n := 0
	for i := 0; i < len(patterns[id.Kind]); i++ {
		c := patterns[id.Kind][i]
		if c != '%' {
			b = append(b, c)
			continue
		}
		b = strconv.AppendInt(b, int64(id.N[n]), 10)
		n++
	}
	if id.Part != 0 {
		b = append(b, '~')
		b = strconv.AppendUint(b, uint64(id.Part), 10)
	}
	return b
}

// ParseID reads the text form. Only the exact form that String prints is
// accepted, so that two texts never name one thing.
func ParseID(text string) (ID, error) {
	body, part, _ := strings.Cut(text, "~")
	for k := Kind(0); k < kindCount; k++ {
		id := ID{Kind: k}
		if !scan(patterns[k], body, &id.N) {
			continue
		}
		p, _ := strconv.ParseUint(part, 10, 16)
		if id = id.Sub(int(p)); id.String() == text {
			return id, nil
		}
	}
	return ID{}, fmt.Errorf("scene: %q names nothing: want a form like %q or %q",
		text, Main.ID(0, 3), CPU.ID(3).Sub(1))
}

// scan matches text with a pattern and fills the numbers at its places.
func scan(pattern, text string, n *[4]int32) bool {
	place := 0
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '%' {
			if text == "" || text[0] != pattern[i] {
				return false
			}
			text = text[1:]
			continue
		}
		digits := leadingNumber(text)
		v, err := strconv.ParseInt(digits, 10, 32)
		if err != nil {
			return false
		}
		n[place], text = int32(v), text[len(digits):]
		place++
	}
	return text == ""
}

// leadingNumber is the number at the front of the text, with its sign.
func leadingNumber(text string) string {
	i := 0
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || i == 0 && text[i] == '-') {
		i++
	}
	return text[:i]
}
