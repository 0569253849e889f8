import { addSeconds, type Belief, EMPTY_SCHEDULE, instant, type Schedule } from '@twinward/contract';
import {
  assimilate,
  pairedDifference,
  posteriorAgainstPrior,
  runFutures,
  uniformityTest,
} from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { wardQueue } from './ward-queue.ts';
import { wearingTube } from './wearing-tube.ts';

const START = instant(Date.UTC(2026, 0, 1));
const DAY = 86_400;
const [DEMAND, SEEN] = [2, 7];
const SUBJECT = { ref: 'Location/ward-3' as never, facts: { beds: 8, stay: 1, arrivals: 6.4 } };
const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b) / values.length;

/** A ward whose demand is known to be as planned: 6.4 arrivals a day for 8 beds and stays of one day, so rho is 0.8. */
function knownWard(size: number, seed: string): Belief {
  const belief = wardQueue.initialise(SUBJECT, START, size, philox(seed));
  for (let m = 0; m < size; m++) belief.values.set([1e9, 1e9], m * belief.width + SEEN);
  return belief;
}

/** Erlang 1917: the chance of waiting with c servers and a = lambda / mu erlangs offered. */
function erlangC(c: number, a: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; k < c; k++) {
    term *= a / k;
    sum += term;
  }
  const last = (term * a) / c / (1 - a / c);
  return last / (sum + last);
}

describe('a ward in steady state', () => {
  it('has the queue, the occupancy and the wait of Erlang', () => {
    const [size, warmUp, samples] = [300, 60, 60];
    const random = philox('00000000000000b2');
    let belief = wardQueue.advance(
      knownWard(size, '00000000000000b1'),
      addSeconds(START, warmUp * DAY),
      EMPTY_SCHEDULE,
      random,
    );
    const sums = {
      waiting: new Float64Array(size),
      occupancy: new Float64Array(size),
      wait: new Float64Array(size),
    };
    for (let i = 1; i <= samples; i++) {
      belief = wardQueue.advance(belief, addSeconds(START, (warmUp + 10 * i) * DAY), EMPTY_SCHEDULE, random);
      for (const [name, sum] of Object.entries(sums)) {
        for (const [m, x] of wardQueue.output(belief, name).entries()) sum[m] = sum[m]! + x / samples;
      }
    }
    const wait = erlangC(8, 6.4);
    const exact = { waiting: (wait * 0.8) / 0.2, occupancy: 0.8, wait: (24 * wait) / (8 - 6.4) };
    for (const name of ['waiting', 'occupancy', 'wait'] as const) {
      const mean = meanOf(sums[name]);
      const error = Math.sqrt(meanOf(sums[name].map((x) => (x - mean) ** 2)) / size);
      expect([name, Math.abs(mean - exact[name]) / error < 3.5]).toEqual([name, true]);
      expect([name, error / exact[name] < 0.05]).toEqual([name, true]);
    }
  });
});

describe('a ward that is watched', () => {
  const runs = Array.from({ length: 30 }, (_, i) => {
    const [truthSource, twinSource] = [philox(seedFrom('wards', i, 'truth')), philox(seedFrom('wards', i))];
    let truth = wardQueue.initialise(SUBJECT, START, 1, truthSource);
    let belief = wardQueue.initialise(SUBJECT, START, 800, twinSource);
    const pits: number[] = [];
    for (let round = 1; round <= 30; round++) {
      const at = addSeconds(START, (round * DAY) / 2);
      truth = wardQueue.advance(truth, at, EMPTY_SCHEDULE, truthSource);
      belief = wardQueue.advance(belief, at, EMPTY_SCHEDULE, twinSource);
      const readings = ['census', 'queue'].map((observable, k) => ({
        observable,
        value: wardQueue.predict(truth, observable)[0]! + 0.7 * truthSource.draws(0, 9 + k, round).normal(),
        censored: null,
      }));
      const taken = assimilate(wardQueue, belief, readings, twinSource);
      belief = taken.belief;
      pits.push(...taken.results.map((r) => r.pit));
    }
    return { truth, belief, pits };
  });

  it('is believed to be as busy as it is: 90 % intervals hold the true demand of most of 30 wards', () => {
    const inside = runs.filter(({ truth, belief }) => {
      const { q05, q95 } = posteriorAgainstPrior(wardQueue, belief)[0]!.posterior;
      return q05 <= truth.values[DEMAND]! && truth.values[DEMAND]! <= q95;
    }).length;
    // binomial(30, 0.9): fewer than 22 has probability 0.002
    expect(inside).toBeGreaterThanOrEqual(22);
    const ratios = runs.map(({ belief }) => posteriorAgainstPrior(wardQueue, belief)[0]!.varianceRatio);
    expect(meanOf(ratios)).toBeLessThan(0.6);
  });

  it('has uniform PITs', () => {
    const pits = runs.flatMap((r) => r.pits);
    expect(pits).toHaveLength(1800);
    expect(uniformityTest(pits).p).toBeGreaterThan(0.01);
  });
});

describe('beds', () => {
  const times = Array.from({ length: 72 }, (_, i) => addSeconds(START, (i + 1) * 3600));
  const unit = {
    model: 'ward-queue',
    belief: knownWard(300, '00000000000000b5'),
    schedule: EMPTY_SCHEDULE,
    times,
    size: 300,
    seed: '00000000000000b6',
  };
  const waiting = (schedule: Schedule) =>
    runFutures({ ...unit, schedule }, wardQueue).paths.find((p) => p.name === 'waiting')!;
  const beds = (count: number): Schedule => ({
    interventions: [{ type: 'open-beds', effectiveAt: addSeconds(START, 5400), amounts: { beds: count } }],
    inputs: [],
  });

  it('that are opened shorten the queue, beds that are closed lengthen it', () => {
    const baseline = waiting(EMPTY_SCHEDULE);
    const mean = (schedule: Schedule) =>
      meanOf(pairedDifference(baseline, waiting(schedule), 72, null).fan.mean);
    expect(mean(beds(2))).toBeLessThan(-0.05);
    expect(mean(beds(-3))).toBeGreaterThan(1);
  });

  it('that are closed do not put out who lies in them', () => {
    const belief = knownWard(50, '00000000000000b7');
    const before = wardQueue.predict(belief, 'census');
    const at = addSeconds(START, 60);
    const closed = wardQueue.advance(
      belief,
      at,
      { ...beds(-100), interventions: [{ ...beds(-100).interventions[0]!, effectiveAt: START }] },
      philox('00000000000000b8'),
    );
    expect(meanOf(wardQueue.predict(closed, 'census')) / meanOf(before)).toBeGreaterThan(0.95);
  });

  it('depend on the scanner: where its tube fails, member by member, nobody is taken in', () => {
    const tube = wearingTube.initialise(
      { ref: 'Device/tube-1' as never, facts: {} },
      START,
      40,
      philox('00000000000000b9'),
    );
    for (let m = 0; m < 20; m++) tube.values[m * tube.width + 3] = 1;
    const available = wearingTube.output(tube, 'available');
    const coupled: Schedule = {
      interventions: [],
      inputs: [{ input: 'available', times: [START], values: available, between: 'hold' }],
    };
    const later = wardQueue.advance(
      knownWard(80, '00000000000000ba'),
      addSeconds(START, 10 * DAY),
      coupled,
      philox('00000000000000bb'),
    );
    const census = wardQueue.predict(later, 'census');
    for (const [m, patients] of census.entries()) {
      if (m % 40 < 20) expect(patients).toBeLessThanOrEqual(1);
    }
    expect(meanOf(census.filter((_, m) => m % 40 >= 20))).toBeGreaterThan(4);
  });

  it('and everything else come out the same to the byte, whoever runs it', () => {
    const run = () => wardQueue.advance(unit.belief, times[71]!, beds(2), philox('00000000000000bc'));
    expect(run()).toEqual(run());
  });
});
