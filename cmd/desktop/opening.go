package main

// openTheWindow is what happens without a command. Tests put another function
// in its place.
var openTheWindow = openWindow
