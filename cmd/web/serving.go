//go:build !js

package main

import (
	"context"
	"fmt"
	"io"
	"net"

	"barnyard/cmd/web/server"
)

// serveUntil answers until the context ends, and then leaves nothing running.
func serveUntil(ctx context.Context, out io.Writer, s *server.Server, l net.Listener) error {
	fmt.Fprintf(out, "Barnyard is at http://%s/ (Ctrl-C stops it)\n", browserAddr(l.Addr()))
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	if err := s.Stop(farewell); err != nil {
		return err
	}
	return <-ended
}

// browserAddr is an address that can be typed: a server on all addresses is
// reached at this machine's own.
func browserAddr(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return fmt.Sprintf("127.0.0.1:%d", tcp.Port)
}
