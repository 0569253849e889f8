"""Beds of an elective orthopaedic ward, written apart from Twinward with SimPy 3: prints orthopaedics-simpy.csv.

Run as `python3 orthopaedics-simpy.py 40`, the number of runs of each number of beds.
"""
import math
import random
import statistics
import sys

import simpy

STAYS = {  # mean and standard deviation in days, HEP model (North Bristol, 2016 to 2019)
    "hip": (4.433, 2.95),
    "knee": (4.651, 2.828),
    "part": (2.915, 2.136),
    "hip again": (6.909, 6.966),
    "knee again": (7.194, 7.599),
    "delayed": (16.522, 15.153),
}
DELAYED, WARM_UP, DAYS = 0.076, 35, 70


def stay(rng, kind):
    mean, sd = STAYS[kind]
    variance = math.log(1 + (sd / mean) ** 2)
    return rng.lognormvariate(math.log(mean) - variance / 2, math.sqrt(variance))


def season(beds, seed):
    rng = random.Random(seed)
    env = simpy.Environment()
    ward = simpy.Resource(env, beds)
    patients, counts = [], []

    def patient(revision):
        me = {"day": env.now, "lost": False}
        patients.append(me)
        with ward.request() as bed:
            got = yield bed | env.timeout(rng.uniform(0.5, 1))
            if bed not in got:
                me["lost"] = True
                return
            if rng.random() < DELAYED:
                kind = "delayed"
            elif revision:
                kind = rng.choices(["hip again", "knee again"], [0.55, 0.45])[0]
            else:
                kind = rng.choices(["hip", "knee", "part"], [0.51, 0.38, 0.11])[0]
            yield env.timeout(stay(rng, kind))

    def lists():
        for day in range(WARM_UP + DAYS):
            if day % 7 < 5:
                revisions = sum(rng.random() >= 0.5 for _ in range(8))
                for n in range(4 + 2 * (8 - revisions) + revisions):
                    env.process(patient(n >= 4 + 2 * (8 - revisions)))
            yield env.timeout(1)

    def audit():
        while True:
            yield env.timeout(1)
            if env.now > WARM_UP:
                counts.append(ward.count / beds)

    env.process(lists())
    env.process(audit())
    env.run(until=WARM_UP + DAYS)
    late = [one for one in patients if one["day"] > WARM_UP]
    lost = sum(one["lost"] for one in late)
    return statistics.mean(counts), (len(late) - lost) / DAYS, lost / DAYS


RUNS = int(sys.argv[1])
print("beds,bed_utilisation,util_hw95,admitted_per_day,adm_hw95,lost_slots_per_day,lost_hw95")
for beds in (40, 50, 60, 70):
    row = [beds]
    for column in zip(*(season(beds, 1_000 * beds + n) for n in range(RUNS))):
        row += [round(statistics.mean(column), 4), round(2.0227 * statistics.stdev(column) / math.sqrt(RUNS), 4)]
    print(*row, sep=",")
