package page

import (
	"fmt"
	"strings"

	"barnyard/viz/theme"
)

// cssRoles are the roles that the pages use, by the names that the style sheets
// know them by. Page and picture take their colours from one place.
var cssRoles = []struct {
	name string
	role theme.Role
}{
	{"ground", theme.Ground},
	{"bar", theme.Bar},
	{"card", theme.Card},
	{"well", theme.Well},
	{"selected", theme.Selected},
	{"edge", theme.Edge},
	{"text", theme.Text},
	{"text-soft", theme.TextSoft},
	{"text-dim", theme.TextDim},
	{"text-alarm", theme.TextAlarm},
	{"text-mark", theme.TextMark},
	{"text-good", theme.TextGood},
	{"focus", theme.Focus},
	{"handle", theme.Handle},
}

// coloursCSS is the style sheet of both themes. Dark is the default, as in the
// picture; a reader may choose one of them, or an address ask for it (theme.js);
// paper is always light.
func coloursCSS() string {
	dark, light := variables(theme.Dark()), variables(theme.Light())
	return ":root {\n" + dark + "}\n" +
		"@media (prefers-color-scheme: light) {\n:root:not([data-theme=dark]) {\n" + light + "}\n}\n" +
		":root[data-theme] { color-scheme: dark; }\n" +
		":root[data-theme=light] {\ncolor-scheme: light;\n" + light + "}\n" +
		"@media print {\n:root:root {\ncolor-scheme: light;\n" + light + "}\n}\n"
}

func variables(t *theme.Theme) string {
	var out strings.Builder
	for _, r := range cssRoles {
		c := t.Colour(r.role)
		fmt.Fprintf(&out, "--%s: #%02x%02x%02x;\n", r.name, c.R, c.G, c.B)
	}
	return out.String()
}
