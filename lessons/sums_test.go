package lessons

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheSumsOfTheReport: lesson 18 asks its readers to subtract and divide, so
// its own sums are done again here, from the four numbers of its first table.
func TestTheSumsOfTheReport(t *testing.T) {
	for _, l := range everyLesson(t) {
		if l.Num != 18 {
			continue
		}
		ops := map[string]int{}
		for _, row := range rowsOf(l.Steps[0].Prose) {
			ops[shortName(row[0])] = inCell(t, row[1])
		}
		require.Len(t, ops, 4)
		rows := rowsOf(l.Steps[1].Prose)
		require.Len(t, rows, 4)
		for _, row := range rows {
			from, to := ops[shortName(row[0])], ops[shortName(row[1])]
			require.NotZero(t, from*to, row)
			assert.Equal(t, from-to, inCell(t, row[2]), row)
			assert.Equal(t, hundredths((from-to)*10000, from), row[3])
		}
		first, before, blamed, last := ops["v6.19.0"], ops["before"], ops["blamed"], ops["v7.0-rc1"]
		for _, share := range []string{tenths((before-blamed)*1000, first-last), tenths((first-before)*1000, first-last), tenths((blamed-last)*1000, first-last)} {
			assert.Contains(t, strings.Join(strings.Fields(l.Steps[1].Prose), " "), share+" percent")
		}
	}
}

// rowsOf is the rows of the one table of a text, without its head.
func rowsOf(prose string) (rows [][]string) {
	for line := range strings.Lines(prose) {
		if strings.HasPrefix(line, "|") {
			var cells []string
			for _, c := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
				cells = append(cells, strings.TrimSpace(c))
			}
			rows = append(rows, cells)
		}
	}
	return rows[2:]
}

// shortName is what both tables call a kernel.
func shortName(cell string) string {
	switch {
	case strings.HasPrefix(cell, "v"):
		return cell
	case strings.Contains(cell, "before"):
		return "before"
	}
	return "blamed"
}

func inCell(t *testing.T, cell string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(cell, ",", ""))
	require.NoError(t, err)
	return n
}

// hundredths divides and writes the result with two places, rounded.
func hundredths(a, b int) string {
	n := (a + b/2) / b
	return strconv.Itoa(n/100) + "." + strconv.Itoa(n/10%10) + strconv.Itoa(n%10)
}

func tenths(a, b int) string {
	n := (a + b/2) / b
	return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10)
}
