package server

import (
	"errors"
	"fmt"
	"net"
)

// Listen binds the address. With orOther, a port that cannot be had is replaced
// by any free one; moved then says so. Systems give different reasons for a
// port that is taken, so the reason is not looked at: if any port will do, the
// second attempt succeeds, and if none does, the first reason is the one told.
func Listen(addr string, orOther bool) (l net.Listener, moved bool, err error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, false, fmt.Errorf("serve: address %q: want HOST:PORT, such as 127.0.0.1:8080", addr)
	}
	l, err = net.Listen("tcp", addr)
	if err == nil {
		return l, false, nil
	}
	if orOther {
		if other, otherErr := net.Listen("tcp", net.JoinHostPort(host, "0")); otherErr == nil {
			return other, true, nil
		}
	}
	var told *net.OpError
	if errors.As(err, &told) {
		err = told.Err // the rest repeats the address
	}
	return nil, false, fmt.Errorf("serve: cannot listen on %s: %w", addr, err)
}
