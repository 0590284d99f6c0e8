package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A table whose corner is empty has names of rows; one with a heading over its
// first column has none.
func TestRowsHaveNames(t *testing.T) {
	const row, open, shut = "<tr>\n<td>CPU 0</td>\n<td>yes</td>\n</tr>\n", "<table>\n<thead>\n<tr>\n", "</tbody>\n</table>\n"
	got := string(readable("<p>a</p>\n" + open + "<th></th>\n<th>asked</th>\n</tr>\n</thead>\n<tbody>\n" + row + row + shut + "<p>b</p>\n"))
	const named = "<tr>\n<th scope=\"row\">CPU 0</th>\n<td>yes</td>\n</tr>\n"
	assert.Equal(t, "<p>a</p>\n<div class=\"wide-table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n<thead>\n<tr>\n<td></td>\n<th>asked</th>\n</tr>\n</thead>\n<tbody>\n"+
		named+named+"</tbody>\n</table></div>\n<p>b</p>\n", got)
	assert.NotContains(t, string(readable(open+"<th>who</th>\n</tr>\n</thead>\n<tbody>\n"+row+shut)), "scope")
}
