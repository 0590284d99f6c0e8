// Package host is the program's side of the line to its page, in the browser.
//
// Before it runs the program, the page puts an object into the global variable
// barnyard. Both sides fill it: the page with what it can do for the program
// (ready, firstFrame, state, text, and the wishes dark and calm), the program
// with what it answers to (show, edit, message, tell, look, stop). bridge.js is the other side.
//
// The page may start the program again, beside the remains of an earlier
// instance. Each instance has its own object and asks for it once, so nothing
// of one reaches the other.
package host
