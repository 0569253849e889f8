# What `bench hospital` compares the process language with: the urgent care centre of Nelson 2013 in SimPy, written as the
# published treat-sim is: a scenario of distribution objects over numpy generators, a class for each pathway, thinning for
# arrivals (at the rate of the candidate time). Usage: urgent-care.py DAYS ARRIVALS.csv; prints seconds, those of the processor, arrivals a day, the
# mean total time without trauma, and the versions.
import csv
import math
import sys
import time

import numpy as np
import simpy

UNTIL = 1140.0


class Exponential:
    def __init__(self, mean, seed):
        self.rng, self.mean = np.random.default_rng(seed), mean

    def sample(self):
        return self.rng.exponential(self.mean)


class Lognormal:
    def __init__(self, mean, sd, seed):
        self.rng = np.random.default_rng(seed)
        sigma2 = math.log(1 + (sd / mean) ** 2)
        self.mu, self.sigma = math.log(mean) - sigma2 / 2, math.sqrt(sigma2)

    def sample(self):
        return self.rng.lognormal(self.mu, self.sigma)


class Normal:
    def __init__(self, mean, sd, least, seed):
        self.rng, self.mean, self.sd, self.least = np.random.default_rng(seed), mean, sd, least

    def sample(self):
        while True:
            value = self.rng.normal(self.mean, self.sd)
            if value >= self.least:
                return value


class Uniform:
    def __init__(self, low, high, seed):
        self.rng, self.low, self.high = np.random.default_rng(seed), low, high

    def sample(self):
        return self.rng.uniform(self.low, self.high)


class Bernoulli:
    def __init__(self, p, seed):
        self.rng, self.p = np.random.default_rng(seed), p

    def sample(self):
        return self.rng.binomial(1, self.p)


class Scenario:
    def __init__(self, hourly, seed):
        seeds = np.random.SeedSequence(seed).spawn(11)
        self.hourly = hourly
        self.triage = Exponential(3.0, seeds[0])
        self.registration = Lognormal(5.0, math.sqrt(2.0), seeds[1])
        self.exam = Normal(16.0, math.sqrt(3.0), 0.5, seeds[2])
        self.trauma = Exponential(90.0, seeds[3])
        self.trauma_treat = Lognormal(30.0, 2.0, seeds[4])
        self.treat = Lognormal(13.3, math.sqrt(2.0), seeds[5])
        self.is_trauma = Bernoulli(0.12, seeds[6])
        self.needs_treat = Bernoulli(0.6, seeds[7])
        self.most = max(hourly)
        self.between = Exponential(60.0 / self.most, seeds[8])
        self.thinning = Uniform(0.0, self.most, seeds[9])


class Pathway:
    def __init__(self, env, scenario, places):
        self.env, self.scenario, self.places = env, scenario, places
        self.arrival = env.now
        self.waits = {}
        self.lengths = {}
        self.total_time = -np.inf

    def stage(self, name, place, distribution):
        since = self.env.now
        with place.request() as request:
            yield request
            self.waits[name] = self.env.now - since
            self.lengths[name] = distribution.sample()
            yield self.env.timeout(self.lengths[name])


class TraumaPathway(Pathway):
    def execute(self):
        yield from self.stage("trauma room", self.places["trauma room"], self.scenario.trauma)
        yield from self.stage("trauma cubicle", self.places["trauma cubicle"], self.scenario.trauma_treat)
        self.total_time = self.env.now - self.arrival


class NonTraumaPathway(Pathway):
    def execute(self):
        yield from self.stage("registration", self.places["registration"], self.scenario.registration)
        yield from self.stage("exam", self.places["exam"], self.scenario.exam)
        if self.scenario.needs_treat.sample():
            yield from self.stage("cubicle", self.places["cubicle"], self.scenario.treat)
        self.total_time = self.env.now - self.arrival


class Centre:
    def __init__(self, env, scenario):
        self.env, self.scenario = env, scenario
        counts = {"triage": 1, "registration": 1, "exam": 3, "cubicle": 1, "trauma room": 2, "trauma cubicle": 1}
        self.places = {name: simpy.Resource(env, count) for name, count in counts.items()}
        self.patients = []

    def patient(self):
        trauma = self.scenario.is_trauma.sample()
        pathway = (TraumaPathway if trauma else NonTraumaPathway)(self.env, self.scenario, self.places)
        self.patients.append(pathway)
        yield from pathway.stage("triage", self.places["triage"], self.scenario.triage)
        yield from pathway.execute()

    def arrivals(self):
        scenario = self.scenario
        while True:
            accepted = False
            while not accepted:
                yield self.env.timeout(scenario.between.sample())
                rate = scenario.hourly[int(self.env.now // 60) % len(scenario.hourly)]
                accepted = scenario.thinning.sample() < rate
            self.env.process(self.patient())


with open(sys.argv[2], newline="") as file:
    hourly = [float(row["arrival_rate"]) for row in csv.DictReader(file)]
days = int(sys.argv[1])
arrived, means = 0, []
started, began = time.perf_counter(), time.process_time()
for day in range(days):
    env = simpy.Environment()
    centre = Centre(env, Scenario(hourly, day))
    env.process(centre.arrivals())
    env.run(until=UNTIL)
    arrived += len(centre.patients)
    means.append(
        np.mean([p.total_time for p in centre.patients if isinstance(p, NonTraumaPathway) and p.total_time > 0])
    )
seconds, busy = time.perf_counter() - started, time.process_time() - began
print(seconds, busy, arrived / days, sum(means) / days, simpy.__version__, sys.version.split()[0])
