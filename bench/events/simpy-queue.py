# What `bench events` compares the process simulation with: M/M/1 of rho 0.8 as SimPy's own documentation writes queues, a process
# for each customer. Usage: simpy-queue.py CUSTOMERS; prints seconds, the mean wait and the versions.
import random
import sys
import time

import simpy


def source(env, server, customers, waits):
    for _ in range(customers):
        yield env.timeout(random.expovariate(0.8))
        env.process(customer(env, server, waits))


def customer(env, server, waits):
    came = env.now
    with server.request() as request:
        yield request
        waits.append(env.now - came)
        yield env.timeout(random.expovariate(1.0))


random.seed(1)
waits = []
env = simpy.Environment()
env.process(source(env, simpy.Resource(env, capacity=1), int(sys.argv[1]), waits))
started = time.perf_counter()
env.run()
seconds = time.perf_counter() - started
print(seconds, sum(waits) / len(waits), simpy.__version__, sys.version.split()[0])
