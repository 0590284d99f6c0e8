package server

import (
	"net"
	"net/netip"
	"strconv"
)

// Hosts lists the Host headers that a server on this address answers to: the
// loopback names, the name that the person gave, and the address itself, each
// with the port. A server on all addresses of the machine answers to each of
// them as a number; names of the machine stay out, because a name can be made
// to point anywhere.
func Hosts(given string, bound net.Addr) []string {
	names := []string{"127.0.0.1", "localhost", "::1"}
	if host, _, err := net.SplitHostPort(given); err == nil && host != "" {
		names = append(names, host)
	}
	port := 80
	if tcp, ok := bound.(*net.TCPAddr); ok {
		port = tcp.Port
		if tcp.IP.IsUnspecified() {
			names = append(names, ownAddresses()...)
		} else {
			names = append(names, tcp.IP.String())
		}
	}
	return withPort(names, port)
}

func withPort(names []string, port int) []string {
	var hosts []string
	for _, name := range names {
		hosts = append(hosts, net.JoinHostPort(name, strconv.Itoa(port)))
		if port == 80 {
			// Browsers leave out the port that http implies.
			hosts = append(hosts, bare(name))
		}
	}
	return hosts
}

func bare(name string) string {
	if ip, err := netip.ParseAddr(name); err == nil && ip.Is6() {
		return "[" + name + "]"
	}
	return name
}

// ownAddresses is empty when the system does not tell; the server then answers
// to the loopback names only.
func ownAddresses() []string {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var names []string
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok {
			names = append(names, n.IP.String())
		}
	}
	return names
}
