// Package peers runs other simulators beside the engine, in turns, and says how
// much faster or slower each is. What they run is in programs, written for this
// from the comments in engine/bench (lock_test.go and model_test.go); whoever
// comes to other sums than the engine is no peer. It is a test that asks for it:
//
//	BARNYARD_PEERS=1 go test ./engine/bench/peers -run Peers -v -timeout 0
//
// With -update the table goes into README.md. It needs Debian's g++, nodejs, npm,
// spin, python3-simpy3, libsystemc-dev and libns3-dev, and fetches simjs and a node
// with the V8 of today's browsers from npm; what is missing is told in its row.
package peers
