"""The lock workload of engine/bench/lock_test.go for SimPy: python3 lock.py END."""
import sys
import time

import simpy

CPUS, MASK = 64, 0xFFFFFFFF
END = int(sys.argv[1])
env = simpy.Environment()
locks = [simpy.Resource(env) for _ in range(CPUS)]
sums = [0] * CPUS
events = 0


def process(i):
    global events
    r = (i + 1) * 2654435761 & MASK
    while True:
        r ^= r << 13 & MASK
        r ^= r >> 17
        r ^= r << 5 & MASK
        hold = 1 + (r >> 6) % 8
        target = (r >> 18) % 64 if (r >> 12) % 64 == 0 else i
        yield env.timeout((env.now // CPUS + 1 + r % 64) * CPUS + i - env.now)
        events += 1
        ask = locks[target].request()
        waits = not ask.triggered
        yield ask
        if waits:
            events += 1
        sums[i] = (sums[i] * 31 + env.now) & MASK
        yield env.timeout((env.now // CPUS + hold) * CPUS + i - env.now)
        events += 1
        locks[target].release(ask)


for i in range(CPUS):
    env.process(process(i))
began = time.process_time()
env.run(until=END + 1)
spent = time.process_time() - began
x = 0
for s in sums:
    x = (x * 1000003 + s) & MASK
print(events, x, spent * 1e9 / events)
