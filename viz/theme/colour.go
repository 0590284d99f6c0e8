package theme

// RGB is an opaque colour, eight bits a channel.
type RGB struct{ R, G, B uint8 }

// hex reads 0xRRGGBB, the way in which palettes are published.
func hex(v uint32) RGB { return RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)} }

// Theme gives every role a colour.
type Theme struct {
	Name    string
	colours [Count]RGB
}

// Colour is the colour of a role; black for None and for an unknown role.
func (t *Theme) Colour(r Role) RGB {
	if int(r) >= Count {
		return RGB{}
	}
	return t.colours[r]
}

// Blend is the colour between two roles: the first at f = 0, the second at
// f = 1. It mixes the bytes as they are, as browsers do.
func (t *Theme) Blend(from, to Role, f float32) RGB {
	a, b := t.Colour(from), t.Colour(to)
	if f <= 0 || a == b {
		return a
	}
	if f >= 1 {
		return b
	}
	return RGB{between(a.R, b.R, f), between(a.G, b.G, f), between(a.B, b.B, f)}
}

// between rounds to the nearest byte.
func between(a, b uint8, f float32) uint8 {
	return uint8(float32(a) + (float32(b)-float32(a))*f + 0.5)
}

// ByName is the theme of that name ("dark", "light"), or nil.
func ByName(name string) *Theme {
	for _, t := range []*Theme{Dark(), Light()} {
		if t.Name == name {
			return t
		}
	}
	return nil
}
