package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Ctrl-C ends the program at once, except while a file is half made: then the
// half is cleared away first. Afterwards the signal has the effect that it would
// have had, so that a shell sees what it expects, and its loop ends too.

// heldSignals are those that would end the program. The context ends when one
// comes.
type heldSignals struct {
	context.Context
	cancel context.CancelCauseFunc
	came   chan os.Signal
	heard  chan struct{}
}

// stopped is why the context ends.
type stopped struct{ by os.Signal }

func (s stopped) Error() string { return fmt.Sprintf("stopped by %v", s.by) }

func holdSignals() *heldSignals {
	h := &heldSignals{came: make(chan os.Signal, 1), heard: make(chan struct{})}
	h.Context, h.cancel = context.WithCancelCause(context.Background())
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) { // nohup stays in force
			signal.Notify(h.came, s)
		}
	}
	go func() {
		defer close(h.heard)
		if s, ok := <-h.came; ok {
			h.cancel(stopped{s})
		}
	}()
	return h
}

// release gives the signals their usual effect again, and to one that came.
// It belongs behind everything that clears away: as the first defer.
func (h *heldSignals) release() {
	signal.Stop(h.came)
	close(h.came)
	<-h.heard
	if s, ok := context.Cause(h).(stopped); ok {
		if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s.by) == nil {
			time.Sleep(time.Second) // it comes before that
		}
		os.Exit(exitFailed) // no system has refused so far
	}
	h.cancel(nil)
}
