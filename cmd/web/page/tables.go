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
	return template.HTML(tables.Replace(rowNames(string(prose))))
}

// rowNames makes a heading of each row's first cell where the table has a corner
// without words: there it is the name of the row, and is said with each cell.
func rowNames(prose string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(prose, "<table>\n<thead>\n<tr>\n<th></th>")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		table, after, _ := strings.Cut(rest, "</table>")
		head, rows, _ := strings.Cut(table, "<tbody>")
		out.WriteString("<table>\n<thead>\n<tr>\n<th></th>" + head + "<tbody>")
		for i, row := range strings.Split(rows, "<tr>\n<td>") {
			if name, cells, ok := strings.Cut(row, "</td>"); i > 0 && ok {
				row = "<tr>\n" + `<th scope="row">` + name + "</th>" + cells
			}
			out.WriteString(row)
		}
		out.WriteString("</table>")
		prose = after
	}
}
