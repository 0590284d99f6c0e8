// Package server gives a site to browsers, and gives nothing else to anybody.
//
// It is small because it refuses most things: two methods, exact names from a
// list in memory, a short list of host names. No request reaches a disk, and
// nothing that a client sends is ever echoed back. Every answer, errors too,
// carries the same strict headers.
//
// Two answers are out of its hands: net/http itself writes 400, 417, 431 and
// 501 for requests that it cannot or will not read. They hold a fixed text.
package server

import (
	"net"
	"net/http"
	"time"

	"barnyard/cmd/web/site"
)

// Limits bound what one client can take from the others.
type Limits struct {
	// ReadHeader, Read, Write and Idle are the patience with one connection; Write
	// begins anew with every lump that the client takes (pace.go).
	ReadHeader, Read, Write, Idle time.Duration
	// MaxHeaderBytes bounds a request's first lines.
	MaxHeaderBytes int
	// MaxConns bounds the connections that are open at one time.
	MaxConns int
}

// DefaultLimits are the figures that the project promises.
func DefaultLimits() Limits {
	return Limits{
		ReadHeader:     2 * time.Second,
		Read:           5 * time.Second,
		Write:          30 * time.Second,
		Idle:           30 * time.Second,
		MaxHeaderBytes: 8 << 10,
		MaxConns:       256,
	}
}

// Server serves one site on one listener.
type Server struct {
	http *http.Server
	gate *gate
}

// New makes a server for this site. Hosts are the only values of the Host
// header that it answers to, ports included.
func New(s *site.Site, hosts []string, l Limits) *Server {
	g := newGate(l.MaxConns, l.Write)
	return &Server{
		gate: g,
		http: &http.Server{
			Handler:                      newHandler(s, hosts),
			ReadHeaderTimeout:            l.ReadHeader,
			ReadTimeout:                  l.Read,
			WriteTimeout:                 l.Write,
			IdleTimeout:                  l.Idle,
			MaxHeaderBytes:               l.MaxHeaderBytes,
			ConnState:                    g.note,
			DisableGeneralOptionsHandler: true,
		},
	}
}

// Serve answers on this listener until the server is stopped; then it returns
// nil.
func (s *Server) Serve(l net.Listener) error {
	err := s.http.Serve(s.gate.listen(l))
	if err == http.ErrServerClosed {
		return nil
	}
	return err
}
