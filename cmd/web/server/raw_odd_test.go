package server

import "net/http"

// oddRequests are those on which two programs in a row may differ: where a body
// begins and ends, what a line is, whose name it is.
func oddRequests() []raw {
	head := func(more string) string { return "GET / HTTP/1.1\r\nHost: HOST\r\n" + more + "\r\n\r\n" }
	return []raw{
		{head("Transfer-Encoding: chunked\r\nContent-Length: 4") + "0\r\n\r\n", http.StatusRequestEntityTooLarge, true},
		{head("Transfer-Encoding: chunked, chunked"), http.StatusNotImplemented, false},
		{head("Transfer-Encoding: xchunked"), http.StatusNotImplemented, false},
		{head("Transfer-Encoding : chunked"), http.StatusBadRequest, false},
		{head("Content-Length: +5"), http.StatusBadRequest, false},
		{head("Content-Length: 0x5"), http.StatusBadRequest, false},
		{head("Content-Length: 99999999999999999999"), http.StatusBadRequest, false},
		{head("Content-Length: 5, 6"), http.StatusBadRequest, false},
		{head(" folded: PWNED"), http.StatusBadRequest, false},
		{head("X: a\x00PWNED"), http.StatusBadRequest, false},
		{head(": PWNED"), http.StatusBadRequest, false},
		{"GET / HTTP/1.1\nHost: HOST\n\n", http.StatusOK, true},
		{"GET\t/ HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, false},
		{"GET * HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, true},
		{"GET PWNED HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: HOST@evil.example\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: evil.example, HOST\r\n\r\n", http.StatusBadRequest, false},
		{head("Range: bytes=0-0,1-1,2-2,-1,9999999999-"), http.StatusOK, true},
		{head("If-None-Match: \"PWNED\", W/\"x\", *PWNED"), http.StatusOK, true},
		{head("Accept-Encoding: br;q=0, gzip;q=PWNED, *;q=-1"), http.StatusOK, true},
		{head("Forwarded: host=evil.example;proto=https"), http.StatusOK, true},
		{head("Origin: https://evil.example\r\nAccess-Control-Request-Method: PUT"), http.StatusOK, true},
		{head("X-HTTP-Method-Override: DELETE"), http.StatusOK, true},
		{head("X-Original-URL: /etc/passwd\r\nX-Rewrite-URL: /etc/passwd"), http.StatusOK, true},
	}
}
