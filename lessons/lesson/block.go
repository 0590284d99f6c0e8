package lesson

// Prose as data: what the desktop draws and what a search reads. The page uses
// HTML made from the same markdown.

// BlockKind says which fields of a Block count.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota + 1 // Runs
	Heading                        // Runs; a heading inside a step
	List                           // Items, Ordered
	Quote                          // Items[0]
	CodeBlock                      // Code
	Table                          // Head, Rows
)

// Block is one piece of prose.
type Block struct {
	Kind    BlockKind
	Runs    []Run
	Ordered bool
	Items   [][]Block
	Code    string
	Head    []Cell
	Rows    [][]Cell
}

// Cell is one cell of a table.
type Cell struct{ Runs []Run }

// Style says how a run looks; styles add up.
type Style uint8

// The styles of a run.
const (
	Emph Style = 1 << iota
	Strong
	Code
)

// Run is text of one look. A run with a URL is a link; a URL that starts with
// # leads to a place on the same page. Term is the slug of the glossary's entry
// that explains the text. A hard line break is a run "\n".
type Run struct {
	Text  string
	Style Style
	URL   string
	Term  string
}

// Entry is one entry of the glossary, for who draws it.
type Entry struct {
	Slug, Title string
	Runs        []Run // what it says
}

// Plain is the text of runs without their looks.
func Plain(runs []Run) string {
	n := 0
	for _, r := range runs {
		n += len(r.Text)
	}
	out := make([]byte, 0, n)
	for _, r := range runs {
		out = append(out, r.Text...)
	}
	return string(out)
}
