// The lock workload of engine/bench/lock_test.go for ns-3, each process a chain
// of events: lock_ns3 END SCHEDULER.
#include <ns3/core-module.h>

#include "lock.h"

using namespace ns3;

static int64_t events;

struct Lock {
	bool held = false;
	std::deque<struct Process *> queue;
};
static Lock locks[cpus];

static int64_t now() { return Simulator::Now().GetTimeStep(); }

struct Process : Drawn {
	int self;

	Time in(int64_t rounds) { return TimeStep(upTo(now(), rounds, self)); }

	void next() { Simulator::Schedule(in(draw(self)), &Process::take, this); }

	void take() {
		events++;
		Lock &l = locks[target];
		if (l.held) {
			l.queue.push_back(this);
			return;
		}
		l.held = true;
		has();
	}

	void granted() {
		events++;
		has();
	}

	void has() {
		sum = sum * 31 + uint32_t(now());
		Simulator::Schedule(in(hold), &Process::release, this);
	}

	void release() {
		events++;
		Lock &l = locks[target];
		if (l.queue.empty()) {
			l.held = false;
		} else {
			Simulator::ScheduleNow(&Process::granted, l.queue.front());
			l.queue.pop_front();
		}
		next();
	}
};

static Process process[cpus];

int main(int, char **argv) {
	ObjectFactory scheduler;
	scheduler.SetTypeId(argv[2]);
	Simulator::SetScheduler(scheduler);
	Simulator::Stop(TimeStep(atoll(argv[1]) + 1));
	for (int i = 0; i < cpus; i++) {
		process[i].self = i;
		process[i].seed = uint32_t(i + 1) * 2654435761u;
		process[i].next();
	}
	double began = cpuTime();
	Simulator::Run();
	double spent = cpuTime() - began;
	print(process, events, spent);
	return 0;
}
