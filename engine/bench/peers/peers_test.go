package peers

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"barnyard/cmd/web/gowasm/jumps"
)

// modelSizes are those of BenchmarkExplore.
const modelSizes = "-DCAP=3 -DTOTAL=6 -DHELD=2"

const rounds = 3

// nodeVersion is the node that runs WASM and sim.js. Debian's has a V8 that is years
// older than that of the browsers, for which the WASM is made.
const nodeVersion = "26.12.1"

func TestPeers(t *testing.T) {
	if os.Getenv("BARNYARD_PEERS") == "" {
		t.Skip("other simulators are run with BARNYARD_PEERS=1; that needs what doc.go says")
	}
	s := &shop{t: t, dir: t.TempDir()}
	s.node()
	s.ours()
	s.simulators()
	s.checkers()
	for range rounds {
		for _, c := range s.all {
			s.run(c)
		}
	}
	for _, c := range s.all {
		if c.why != "" {
			t.Logf("%s: %s", c.name, c.why)
		}
		t.Log(c.name, c.got)
	}
	table := s.table()
	fmt.Println(table)
	if *update {
		write(t, table)
	}
}

// node fetches nodeVersion and puts it first in PATH; without it the machine's own
// has to do.
func (s *shop) node() {
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	name := "node-linux-" + arch
	install := exec.Command("npm", "install", "--prefix", s.dir, "--no-audit", "--no-fund", name+"@"+nodeVersion)
	if out, err := install.CombinedOutput(); err != nil {
		s.t.Logf("%s is not to be had, so that the machine's own node runs: %v\n%s", name, err, out)
	} else {
		s.t.Setenv("PATH", filepath.Join(s.dir, "node_modules", name, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	}
	s.v8 = "no node"
	if out, err := exec.Command("node", "-p", "'node '+process.versions.node+' with V8 '+process.versions.v8").Output(); err == nil {
		s.v8 = strings.TrimSpace(string(out))
	}
}

// ours is the engine: its benchmarks and its lock workload, native and in Node,
// its search, and the start of the command.
func (s *shop) ours() {
	const (
		few   = "^BenchmarkStep$|^BenchmarkChecked$/.*/^guarded$"
		lines = few + "|^BenchmarkRecorded$|^BenchmarkCPUs$/^(4|1024)$"
	)
	here, err := filepath.Abs("..")
	if err != nil {
		s.t.Fatal(err)
	}
	profile := filepath.Join(here, "../../cmd/desktop/default.pgo") // both programs are made so
	node := filepath.Join(strings.TrimSpace(s.output("go", "env", "GOROOT")), "lib", "wasm", "go_js_wasm_exec")
	for _, w := range []struct {
		name      string
		env, exec []string
		lines     string
	}{
		{"native", nil, nil, lines},
		{"WASM", []string{"GOOS=js", "GOARCH=wasm"}, []string{node}, few},
	} {
		binary := filepath.Join(s.dir, w.name+".test")
		run := func(args ...string) []string { return append(append(append([]string{}, w.exec...), binary), args...) }
		s.add(&contestant{name: w.name, env: w.env, command: run("-test.run=^$", "-test.benchtime=1500000x", "-test.bench="+w.lines), read: benchmarks},
			"go", "test", "-C", here, "-pgo="+profile, "-c", "-o", binary, ".")
		if w.exec != nil {
			s.straighten(w.name, binary)
		}
		s.add(&contestant{name: "lock " + w.name, env: []string{"BARNYARD_LOCK=" + longEnd}, command: run("-test.run=^TestLockFor$", "-test.v"), read: lockLine(longSum)})
		if w.exec == nil {
			s.add(&contestant{name: "keyframe", command: run("-test.run=^$", "-test.benchtime=4096x", "-test.bench=^BenchmarkKeyframe$"), read: benchmarks})
			s.add(&contestant{name: "explore", command: run("-test.run=^$", "-test.benchtime=1x", "-test.bench=^BenchmarkExplore$"), read: benchmarks})
		}
	}
	desktop := filepath.Join(s.dir, "desktop")
	s.add(&contestant{name: "start", command: []string{"bash", "-c", "TIMEFORMAT='%U %S'; { time ./desktop list views >/dev/null; time ./desktop run alloc-burst >/dev/null; } 2>&1"}, read: startTime},
		"go", "build", "-C", here, "-o", desktop, "barnyard/cmd/desktop")
}

// straighten makes the jumps of a program direct, as those of the one that the
// browser gets are.
func (s *shop) straighten(name, binary string) {
	module, err := os.ReadFile(binary)
	if err != nil {
		return // it was not built, and says so
	}
	if module, err = jumps.Straighten(module); err == nil {
		err = os.WriteFile(binary, module, 0o755)
	}
	if err != nil {
		s.t.Errorf("%s: %v", name, err)
	}
}

// simulators are those of the lock workload.
func (s *shop) simulators() {
	gxx := func(out, source string, more ...string) []string {
		return append([]string{"g++", "-O3", "-o", out, programs(s.t, source)}, more...)
	}
	lock := func(name string, long bool, command ...string) *contestant {
		end, sum := shortEnd, shortSum
		if long {
			end, sum = longEnd, longSum
		}
		for i := range command {
			command[i] = strings.ReplaceAll(command[i], "END", end)
		}
		return &contestant{name: name, command: command, read: lockLine(sum)}
	}
	s.add(lock("SystemC, methods", true, "./systemc-methods", "END"), gxx("systemc-methods", "lock_systemc.cpp", "-lsystemc")...)
	s.add(lock("SystemC, threads", true, "./systemc-threads", "END"), gxx("systemc-threads", "lock_systemc.cpp", "-DTHREADS", "-lsystemc")...)
	s.add(lock("ns-3", true, "./ns3", "END", "ns3::PriorityQueueScheduler"), gxx("ns3", "lock_ns3.cpp", "-lns3-core")...)
	s.add(lock("SimPy", false, "/usr/bin/python3", programs(s.t, "lock.py"), "END"))
	node := func(name string, how ...string) *contestant {
		c := lock(name, false, append([]string{"node", programs(s.t, "lock.js"), "END"}, how...)...)
		c.env = []string{"NODE_PATH=" + filepath.Join(s.dir, "node_modules")}
		return c
	}
	s.add(node("sim.js"), "npm", "install", "--prefix", s.dir, "--no-audit", "--no-fund", "simjs@2.0.3")
	s.add(node("sim.js, locks without it", "plain"))
}

// checkers search the small model whole, without reduction and with it.
func (s *shop) checkers() {
	script := "spin " + modelSizes + " -a " + programs(s.t, "model.pml") + " && gcc -O3 -w -DBFS -DSAFETY "
	for _, w := range []struct{ name, flags, pan string }{
		{"SPIN", "-DNOREDUCE ", "pan"}, {"SPIN, reduced", "", "pan-reduced"},
	} {
		search := "TIMEFORMAT='%U %S'; { time ./" + w.pan + " -m3000000 -w23; } 2>&1"
		s.add(&contestant{name: w.name, command: []string{"bash", "-c", search}, read: spinLines}, "bash", "-c", script+w.flags+"-o "+w.pan+" pan.c")
	}
}

var (
	spinStates = regexp.MustCompile(`(\d+) states, stored`)
	spinMemory = regexp.MustCompile(`([0-9.]+)\s+actual memory usage for states`)
	times      = regexp.MustCompile(`(?m)^([0-9.]+) ([0-9.]+)$`)
)

func spinLines(out string) (map[string]float64, error) {
	states, memory, time := spinStates.FindStringSubmatch(out), spinMemory.FindStringSubmatch(out), times.FindStringSubmatch(out)
	if states == nil || memory == nil || time == nil {
		return nil, fmt.Errorf("prints no states, memory or time")
	}
	n := number(states[1])
	return map[string]float64{"states": n, "ns": (number(time[1]) + number(time[2])) * 1e9 / n, "bytes": number(memory[1]) * (1 << 20) / n}, nil
}

// startTime is the CPU time of each command.
func startTime(out string) (map[string]float64, error) {
	all := times.FindAllStringSubmatch(out, -1)
	if len(all) != 2 {
		return nil, fmt.Errorf("prints no times")
	}
	return map[string]float64{"list": (number(all[0][1]) + number(all[0][2])) * 1e3, "run": (number(all[1][1]) + number(all[1][2])) * 1e3}, nil
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func (s *shop) output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		s.t.Fatal(name, err)
	}
	return string(out)
}

// machine is what the figures are from.
func machine() string {
	load, _ := os.ReadFile("/proc/loadavg")
	return fmt.Sprintf("%d cores, load average %s", runtime.NumCPU(), strings.Join(strings.Fields(string(load))[:min(3, len(strings.Fields(string(load))))], " "))
}
