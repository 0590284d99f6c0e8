package page

import (
	"html/template"
	"strings"
)

// Tables of the prose as everybody can read them: one that is wider than the
// page scrolls by keys too, and the corner above the names of the rows is no
// heading, since it says nothing.

var tables = strings.NewReplacer(
	"<table>", `<div class="wide-table" role="group" aria-label="Table" tabindex="0"><table>`,
	"</table>", "</table></div>",
	"<th></th>", "<td></td>",
	`<th align="left"></th>`, "<td></td>",
	`<th align="center"></th>`, "<td></td>",
	`<th align="right"></th>`, "<td></td>",
)

func readable(prose template.HTML) template.HTML {
	return template.HTML(tables.Replace(string(prose)))
}
