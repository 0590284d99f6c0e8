package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The title of what is shown: on one line as large as it has room for, else on
// two lines, and only if that is not enough cut, with all of it in its sentence.

// The sizes of its letters that are tried, the largest first.
var (
	titleSizes  = [...]float32{15, 14, 13}
	titleNarrow = [...]float32{13, 12}
	titlePairs  = [...]float32{12.5, 12, 11.5, 11}
)

// titleIn draws a title from x on, around the baseline of one line.
func titleIn(s *scene.Scene, x, y float32, text string, sizes []float32, room float32) {
	id := scene.HeaderItem.ID(0)
	for _, size := range sizes {
		if face := theme.Title.At(size); typeset.Measure(text, face) <= room {
			words(s, id, x, y, text, face, theme.Text, room)
			return
		}
	}
	for i, size := range titlePairs {
		face := theme.Title.At(size)
		first, rest := halves(text, face, room)
		if typeset.Measure(rest, face) > room && i+1 < len(titlePairs) {
			continue
		}
		words(s, id, x, y-8, first, face, theme.Text, room)
		if rest != "" {
			words(s, id.Sub(1), x, y+6, rest, face, theme.Text, room)
			if typeset.Measure(rest, face) > room {
				s.Items[len(s.Items)-1].Tip(text)
			}
		}
		return
	}
}

// halves parts a text at the last space before which it fits; it makes no new
// texts. A first word that does not fit is a line of its own.
func halves(text string, face theme.Type, room float32) (first, rest string) {
	cut := -1
	for i := range len(text) {
		if text[i] != ' ' {
			continue
		}
		if cut >= 0 && typeset.Measure(text[:i], face) > room {
			break
		}
		cut = i
	}
	if cut < 0 {
		return text, ""
	}
	return text[:cut], text[cut+1:]
}
