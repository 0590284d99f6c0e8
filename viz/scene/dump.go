package scene

import (
	"fmt"
	"strconv"
	"strings"
)

var shapeNames = [shapeCount]string{
	Box: "box", Circle: "circle", Hatch: "hatch", Polyline: "line", Polygon: "area",
	Quad: "quad", Cubic: "cubic", Text: "text", Padlock: "padlock", Chip: "chip", Icon: "icon",
}

var flagNames = []struct {
	flag Flags
	name string
}{{NoHit, "through"}, {DashedLine, "dashed"}, {ArrowEnd, "arrow"}, {ArrowStart, "tail"}, {Open, "open"}}

var lockNames = [...]string{LocalLock: "local", SpinLock: "spin", RTLock: "rt"}

// TextDump is the scene as text, one item a line, back to front: what golden
// tests compare and what a person can read without a screen.
func (s *Scene) TextDump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "scene %sx%s\n", num(s.W), num(s.H))
	for i := range s.Items {
		b.WriteString(s.itemText(&s.Items[i]))
		b.WriteByte('\n')
	}
	return b.String()
}

// itemText is one line: shape, id, place, ink, what is written.
func (s *Scene) itemText(it *Item) string {
	w := []string{shapeNames[it.Shape], dashIfEmpty(it.ID.String())}
	if it.Pts.N > 0 {
		for _, p := range s.Of(it) {
			w = append(w, num(p.X)+","+num(p.Y))
		}
	} else {
		w = append(w, rectText(it.Rect))
	}
	w = append(w, styleText(it)...)
	if it.Shape == Padlock {
		w = append(w, lockNames[it.Lock])
	}
	if it.Shape == Icon {
		w = append(w, "sign"+strconv.Itoa(int(it.Sign)))
	}
	if it.Text != "" {
		w = append(w, strconv.Quote(it.Text), num(it.Type.Size))
	}
	if it.Hint != "" {
		w = append(w, "hint="+strconv.Quote(it.Hint))
	}
	return strings.Join(w, " ")
}

// styleText is what of the style is not the usual.
func styleText(it *Item) (w []string) {
	if it.Radius != 0 {
		w = append(w, "r"+num(it.Radius))
	}
	if it.Fill.Visible() {
		w = append(w, "fill="+inkText(it.Fill))
	}
	if it.Stroke.Visible() {
		w = append(w, "stroke="+inkText(it.Stroke)+"*"+num(it.Width))
	}
	if it.Alpha != 1 {
		w = append(w, "alpha="+num(it.Alpha))
	}
	for _, f := range flagNames {
		if it.Has(f.flag) {
			w = append(w, f.name)
		}
	}
	if !it.Clip.Empty() {
		w = append(w, "clip="+rectText(it.Clip))
	}
	return w
}

func inkText(k Ink) string {
	text := k.Role.String()
	if k.Blend > 0 {
		text += ">" + k.To.String() + "@" + num(k.Blend)
	}
	if k.Alpha != 1 {
		text += "/" + num(k.Alpha)
	}
	return text
}

func rectText(r Rect) string {
	return num(r.X) + "," + num(r.Y) + "+" + num(r.W) + "x" + num(r.H)
}

func dashIfEmpty(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// num prints with at most two decimals, so that dumps stay the same on
// machines that round the last bits in another way.
func num(v float32) string {
	s := strconv.FormatFloat(float64(v), 'f', 2, 32)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
