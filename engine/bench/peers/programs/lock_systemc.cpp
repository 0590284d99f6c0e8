// The lock workload of engine/bench/lock_test.go for SystemC, its processes
// methods, or threads with -DTHREADS: lock_systemc END.
#include <systemc.h>

#include "lock.h"

struct Process;
static Process *process[cpus];
static int64_t events;

struct Lock {
	bool held = false;
	std::deque<int> queue;
};
static Lock locks[cpus];

static int64_t now() { return sc_time_stamp().value(); }

struct Process : sc_module, Drawn {
	int self;
	enum { starts, sleeps, waits, holds } state = starts;
	sc_event granted;

	SC_HAS_PROCESS(Process);
	Process(sc_module_name name, int i) : sc_module(name), self(i) {
		seed = uint32_t(i + 1) * 2654435761u;
#ifdef THREADS
		SC_THREAD(run);
#else
		SC_METHOD(step);
#endif
	}

	sc_time in(int64_t rounds) { return sc_time::from_value(upTo(now(), rounds, self)); }

	bool take() {
		Lock &l = locks[target];
		if (l.held) {
			l.queue.push_back(self);
			return false;
		}
		return l.held = true;
	}

	void release() {
		Lock &l = locks[target];
		if (l.queue.empty()) {
			l.held = false;
			return;
		}
		int next = l.queue.front();
		l.queue.pop_front();
		process[next]->granted.notify();
	}

	void run() {
		for (;;) {
			wait(in(draw(self)));
			events++;
			if (!take()) {
				wait(granted);
				events++;
			}
			sum = sum * 31 + uint32_t(now());
			wait(in(hold));
			events++;
			release();
		}
	}

	void step() {
		switch (state) {
		case sleeps:
			events++;
			if (!take()) {
				state = waits;
				next_trigger(granted);
				return;
			}
			break;
		case waits:
			events++;
			break;
		case holds:
			events++;
			release();
			// fall through
		case starts:
			state = sleeps;
			next_trigger(in(draw(self)));
			return;
		}
		sum = sum * 31 + uint32_t(now());
		state = holds;
		next_trigger(in(hold));
	}
};

int sc_main(int argc, char **argv) {
	for (int i = 0; i < cpus; i++)
		process[i] = new Process(sc_gen_unique_name("p"), i);
	sc_start(SC_ZERO_TIME);
	double began = cpuTime();
	sc_start(sc_time::from_value(atoll(argv[1])));
	double spent = cpuTime() - began;
	struct Sum { uint32_t sum; } all[cpus];
	for (int i = 0; i < cpus; i++)
		all[i].sum = process[i]->sum;
	print(all, events, spent);
	return 0;
}
