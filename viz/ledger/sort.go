package ledger

import (
	"cmp"
	"slices"
)

// sortRows puts the largest first; among equals the order of the causes.
func sortRows(rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Cycles, a.Cycles), cmp.Compare(a.What, b.What), cmp.Compare(a.Who, b.Who),
			cmp.Compare(a.For, b.For), cmp.Compare(a.Func, b.Func), cmp.Compare(a.Lock, b.Lock), cmp.Compare(a.CPU, b.CPU))
	})
}
