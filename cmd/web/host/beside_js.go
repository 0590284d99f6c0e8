package host

// Beside passes on a text that the page shows beside the figure: rows of cells.
func (h *Host) Beside(name, text string) { h.object.Call("beside", name, text) }
