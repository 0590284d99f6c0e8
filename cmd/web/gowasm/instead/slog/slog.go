// Package slog stands in for log/slog where Ebitengine tells of its faults: those
// go to the console, what only its makers want to know is left out.
package slog

import (
	"context"
	"fmt"
	"os"
)

// Level is how much it matters.
type Level int

// LevelDebug is for Ebitengine's makers.
const LevelDebug Level = -4

// Logger is the only one.
type Logger struct{}

// Default is the only one.
func Default() *Logger { return &Logger{} }

// Enabled is false: only errors are told.
func (*Logger) Enabled(context.Context, Level) bool { return false }

// Debug leaves out what it is told.
func Debug(string, ...any) {}

// Error writes a line.
func Error(text string, more ...any) { fmt.Fprintln(os.Stderr, append([]any{text}, more...)...) }
