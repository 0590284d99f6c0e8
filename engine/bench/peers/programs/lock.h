// What the C++ programs of the lock workload (engine/bench/lock_test.go) share:
// the numbers that a process draws, and what is printed.
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <deque>

const int cpus = 64;

struct Drawn {
	uint32_t seed, sum = 0;
	int target = 0, hold = 0;

	// The next rounds to sleep; target and hold are for what comes then.
	int64_t draw(int self) {
		uint32_t r = seed;
		r ^= r << 13;
		r ^= r >> 17;
		r ^= r << 5;
		seed = r;
		hold = 1 + (r >> 6) % 8;
		target = (r >> 12) % 64 == 0 ? (r >> 18) % 64 : self;
		return 1 + r % 64;
	}
};

inline int64_t upTo(int64_t now, int64_t rounds, int self) { return (now / cpus + rounds) * cpus + self - now; }

inline double cpuTime() {
	timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

template <class P> void print(P &all, int64_t events, double spent) {
	uint32_t x = 0;
	for (auto &p : all)
		x = x * 1000003 + p.sum;
	std::printf("%lld %u %f\n", (long long)events, x, spent / events);
}
