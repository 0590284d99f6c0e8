package view

import (
	"unicode/utf8"

	"barnyard/viz/scene"
)

// Numbers in lines below each other, in letters that are all as wide: what says
// the same in each line stands below it, names on the left, numbers on the right.

// letterWidths is how many letters the widest text of each column has.
type letterWidths [6]int

// fit makes a column as wide as a text.
func (c *letterWidths) fit(column int, text string) {
	c[column] = max(c[column], utf8.RuneCountInString(text))
}

// left is a text of a column, with blanks behind it.
func (c *letterWidths) left(s *scene.Scene, column int, text string) string {
	return s.Join(text, blanks(c[column]-utf8.RuneCountInString(text)))
}

// right is a text of a column, with blanks before it.
func (c *letterWidths) right(s *scene.Scene, column int, text string) string {
	return s.Join(blanks(c[column]-utf8.RuneCountInString(text)), text)
}

// blanks is that many of them; names longer than all of these have none.
func blanks(n int) string {
	const all = "                                                                "
	return all[:min(max(n, 0), len(all))]
}
