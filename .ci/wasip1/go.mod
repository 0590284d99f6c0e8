// The program that runs wasip1 modules in CI. It is a module of its own, so that
// nothing of it gets into what is shipped.
module barnyard/ci/wasip1

go 1.26.0

tool github.com/tetratelabs/wazero/cmd/wazero

require (
	github.com/tetratelabs/wazero v1.12.0 // indirect
	golang.org/x/sys v0.44.0 // indirect
)
