package ui

// life is a stand-in until the walk is written.
type life struct{}
