import { addSeconds, type Belief, EMPTY_SCHEDULE, instant, type Schedule } from '@twinward/contract';
import {
  assimilate,
  columnValues,
  normalCumulative,
  pairedDifference,
  posteriorAgainstPrior,
  probabilityOf,
  runFutures,
  uniformityTest,
} from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { wearingTube } from './wearing-tube.ts';

const START = instant(Date.UTC(2026, 0, 1));
const WEEK = 7 * 86_400;
const SUBJECT = { ref: 'Device/tube-1' as never, facts: {} };
const open = (size: number, seed: string) => wearingTube.initialise(SUBJECT, START, size, philox(seed));
const meanOf = (values: Float64Array) => values.reduce((a, b) => a + b) / values.length;
const after = (days: number) => addSeconds(START, days * 86_400);

/** A tube of known drift, read weekly until it fails, and the belief of a twin that saw only the readings. */
function follow(seed: string, weeks: number) {
  const [truthSource, twinSource] = [philox(seedFrom(seed, 'truth')), philox(seedFrom(seed, 'twin'))];
  let truth = wearingTube.initialise(SUBJECT, START, 1, truthSource);
  let belief: Belief = open(500, seedFrom(seed, 'twin'));
  const pits: number[] = [];
  for (let week = 1; week <= weeks; week++) {
    const at = addSeconds(START, week * WEEK);
    truth = wearingTube.advance(truth, at, EMPTY_SCHEDULE, truthSource);
    if (wearingTube.output(truth, 'available')[0] === 0) break;
    const x = wearingTube.predict(truth, 'vibration')[0]!;
    const value = x + Math.hypot(0.1, 0.05 * x) * truthSource.draws(0, 9, week).normal();
    belief = wearingTube.advance(belief, at, EMPTY_SCHEDULE, twinSource);
    const reading = { observable: 'vibration', value, censored: null };
    const taken = assimilate(wearingTube, belief, [reading], twinSource);
    belief = taken.belief;
    pits.push(taken.results[0]!.pit);
  }
  return { drift: columnValues(truth, 1)[0]!, belief, pits };
}

describe('a wearing tube', () => {
  it('fails by a day as often as the inverse Gaussian distribution says', () => {
    const size = 4000;
    const [drift, load, gap, sigma] = [0.05, 120, 4.5 - 0.7, 0.03];
    const belief = open(size, '00000000000000a1');
    for (let m = 0; m < size; m++) belief.values[m * belief.width + 1] = drift;
    for (const days of [580, 640, 700]) {
      // one step from new to the day, so that only the bridge sees the crossing in between
      const later = wearingTube.advance(belief, after(days), EMPTY_SCHEDULE, philox('00000000000000a2'));
      const s = (days * load) / 1000;
      const root = sigma * Math.sqrt(s);
      const failed =
        normalCumulative((drift * s - gap) / root) +
        Math.exp((2 * drift * gap) / sigma ** 2) * normalCumulative(-(drift * s + gap) / root);
      expect(failed).toBeGreaterThan(0.02);
      expect(1 - meanOf(wearingTube.output(later, 'available'))).toBeCloseTo(failed, 1);
    }
  });

  it('is believed to drift as it truly does: 90 % intervals hold the truth of most of 40 tubes', () => {
    const runs = Array.from({ length: 40 }, (_, i) => follow(seedFrom('tubes', i), 60));
    const inside = runs.filter(({ belief, drift }) => {
      const { posterior } = posteriorAgainstPrior(wearingTube, belief)[0]!;
      return posterior.q05 <= drift && drift <= posterior.q95;
    }).length;
    // binomial(40, 0.9): fewer than 31 has probability 0.005
    expect(inside).toBeGreaterThanOrEqual(31);
    const ratios = runs.map(({ belief }) => posteriorAgainstPrior(wearingTube, belief)[0]!.varianceRatio);
    expect(ratios.filter((r) => r < 0.5).length).toBeGreaterThan(30);
    const pits = runs.flatMap((r) => r.pits);
    expect(pits.length).toBeGreaterThan(1500);
    expect(uniformityTest(pits).p).toBeGreaterThan(0.01);
  });

  it('lasts twice as long at half the load', () => {
    const half: Schedule = {
      interventions: [],
      inputs: [{ input: 'load', times: [START], values: new Float64Array([60]), between: 'hold' }],
    };
    const belief = open(2000, '00000000000000a3');
    const wornAt = (schedule: Schedule) =>
      meanOf(
        wearingTube.predict(
          wearingTube.advance(belief, after(100), schedule, philox('00000000000000a4')),
          'vibration',
        ),
      ) - 0.7;
    expect(wornAt(half) / wornAt(EMPTY_SCHEDULE)).toBeCloseTo(0.5, 1);
  });

  it('is new again when it is replaced, also at the very start of a step', () => {
    const { belief } = follow(seedFrom('tubes', 3), 60);
    for (const wait of [0, 3]) {
      const at = addSeconds(belief.at, wait * 86_400);
      const schedule: Schedule = {
        interventions: [{ type: 'replace', effectiveAt: at, amounts: {} }],
        inputs: [],
      };
      const later = wearingTube.advance(belief, addSeconds(at, 3600), schedule, philox('00000000000000a5'));
      expect(meanOf(wearingTube.predict(later, 'vibration'))).toBeCloseTo(0.7, 1);
      expect(Math.min(...wearingTube.output(later, 'available'))).toBe(1);
    }
  });

  it('has futures in which replacing it now lowers the chance of failing within a year', () => {
    const belief = open(300, '00000000000000a6');
    for (let m = 0; m < 300; m++) belief.values[m * belief.width] = 3.5;
    const times = Array.from({ length: 52 }, (_, i) => addSeconds(START, (i + 1) * WEEK));
    const unit = {
      model: 'wearing-tube',
      belief,
      schedule: EMPTY_SCHEDULE,
      times,
      size: 300,
      seed: '00000000000000a7',
    };
    const replace = { type: 'replace', effectiveAt: addSeconds(START, 1800), amounts: {} };
    const baseline = runFutures(unit, wearingTube);
    const branch = runFutures({ ...unit, schedule: { interventions: [replace], inputs: [] } }, wearingTube);
    const [risk, less] = [baseline, branch].map(
      ({ paths }) => probabilityOf(wearingTube.thresholds[0]!, paths, times, null).probability,
    );
    expect(risk).toBeGreaterThan(0.3);
    expect(less).toBeLessThan(risk! / 2);
    const life = (paths: typeof baseline.paths) => paths.find((p) => p.name === 'remaining-life')!;
    const { effects } = pairedDifference(life(baseline.paths), life(branch.paths), 52, null);
    expect(effects.find((e) => e.what === 'end')!.q50).toBeGreaterThan(300);
  });
});
