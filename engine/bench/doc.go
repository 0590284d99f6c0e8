// Package bench measures how fast the engine is: a benchmark for each thing
// that somebody waits for. Its figures are CPU time, so that a machine that
// does something else meanwhile changes them little.
//
//	go test ./engine/bench -run - -bench .
//	BARNYARD_PEERS=1 go test ./engine/bench/peers -run Peers -v -timeout 0
//
// The second runs other simulators beside it: see peers.
package bench
