package main

import (
	"fmt"

	"barnyard/engine"
)

// list configurations: what each form of the series does in each build and
// boot, found out by executing it (kernel.md 3.4).

func listOptions() []option {
	return []option{{"names", "qpw|pw", "of list configurations: the names of version 3, or of version 4"}}
}

// renamedList is a list in the names of a version. Only one list has them.
func renamedList(list, names string) ([][]string, error) {
	if list != "configurations" {
		return nil, fmt.Errorf("--names belongs to list configurations, not to list %s", list)
	}
	if names != "qpw" && names != "pw" {
		return nil, fmt.Errorf("--names is %s; expected qpw or pw", quote(names))
	}
	return listConfigurations(names == "pw")
}

func listConfigurations(pw bool) (rows [][]string, err error) {
	table, err := engine.FormTable(pw)
	if err != nil {
		return nil, err
	}
	for _, form := range table {
		for i, c := range engine.Configurations() {
			name := form.Name
			if i > 0 {
				name = ""
			}
			rows = append(rows, []string{name, c.Name(pw), form.Cells[i]})
		}
	}
	return rows, nil
}
