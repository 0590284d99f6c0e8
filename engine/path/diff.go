package path

// The difference between two kernels, function by function, as people read
// patches: what stays, what goes, what comes.

// DiffLine is one line of a difference. Sign is ' ' for a line of both, '-'
// for one that goes and '+' for one that comes.
type DiffLine struct {
	Sign byte
	Text string
}

// FuncDiff is the difference in one function.
type FuncDiff struct {
	Name, Args, What string
	Lines            []DiffLine
}

// Diff compares two kernels. Functions without a difference are left out; the
// order is that of the first kernel, then that of what the second brings.
func Diff(before, after []Listing) []FuncDiff {
	var out []FuncDiff
	for _, b := range before {
		a := find(after, b.Name)
		if a == nil {
			a = &Listing{}
		}
		out = appendChanged(out, b, *a)
	}
	for _, a := range after {
		if find(before, a.Name) == nil {
			out = appendChanged(out, Listing{}, a)
		}
	}
	return out
}

func appendChanged(out []FuncDiff, b, a Listing) []FuncDiff {
	lines := diffLines(listingLines(b), listingLines(a))
	for _, l := range lines {
		if l.Sign != ' ' {
			d := FuncDiff{Name: b.Name, Args: b.Args, What: b.What, Lines: lines}
			if b.Name == "" {
				d.Name, d.Args, d.What = a.Name, a.Args, a.What
			}
			return append(out, d)
		}
	}
	return out
}

// listingLines is a listing as lines: its head, then an op a line with its
// label and the function that it calls.
func listingLines(l Listing) []string {
	if l.Name == "" {
		return nil
	}
	lines := []string{l.Name + "(" + l.Args + ")"}
	for i := range l.Ops {
		lines = append(lines, l.Ops[i].Line())
	}
	return lines
}

// Line is an op as one line of text.
func (op *Op) Line() string {
	line := op.Text
	if op.Call != "" {
		line += "  [" + op.Call + "]"
	}
	if op.Label != "" {
		line = op.Label + ": " + line
	}
	return line
}

// diffLines is the shortest edit that leads from a to b: what they share is
// their longest common subsequence.
func diffLines(a, b []string) []DiffLine {
	common := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out []DiffLine
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, DiffLine{' ', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, DiffLine{'-', a[i]})
			i++
		default:
			out = append(out, DiffLine{'+', b[j]})
			j++
		}
	}
	return out
}
