import { readFileSync } from 'node:fs';
import {
  type Belief,
  ByteReader,
  ByteWriter,
  EMPTY_SCHEDULE,
  type Innovation,
  type Instant,
  type Intervention,
  instant,
  type Measurement,
  membersOf,
  readBelief,
  subjectRef,
  writeBelief,
} from '@twinward/contract';
import {
  assimilate,
  driftOf,
  meanOf,
  pathColumn,
  posteriorAgainstPrior,
  quantiles,
  runFutures,
  weightsOf,
} from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { glucoseFreeLiving as model } from './model.ts';

const MINUTE = 60_000;
const START = instant(1_759_999_800_000);
const at = (minute: number): Instant => instant(START + minute * MINUTE);
const random = philox(seedFrom('free-living model test'));
const person = { ref: subjectRef('Patient/test'), facts: {} };

/** Two and a half days of one recorded person, five minutes apart (mg/dL). */
const recorded = readFileSync(
  new URL('../../../../../../data/cgm/hall2018-cgm-13subjects.csv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line.startsWith('2133-017'))
  .slice(0, 720)
  .map((line) => Number(line.split(',')[2]));

function begin(facts: Readonly<Record<string, number>> = {}): Belief {
  return model.initialise({ ...person, facts }, START, membersOf(model.assimilation), random);
}

/** Takes one reading in, `minute` minutes after the start. */
function read(
  belief: Belief,
  minute: number,
  value: number,
  censored: Measurement['censored'] = null,
): { readonly belief: Belief; readonly pit: number; readonly predicted: number; readonly sd: number } {
  const carried = model.advance(belief, at(minute), EMPTY_SCHEDULE, random);
  const taken = assimilate(model, carried, [{ observable: 'glucose', value, censored }], random);
  return { belief: taken.belief, ...taken.results[0]! };
}

function follow(readings: readonly number[], from: Belief = begin(), spacing = 5, first = 0): Belief {
  let belief = from;
  readings.forEach((value, k) => {
    belief = read(belief, first + spacing * k, value).belief;
  });
  return belief;
}

/** The futures' readings, one array a five-minute step. */
function futures(
  belief: Belief,
  interventions: readonly Intervention[] = [],
  steps = 24,
  size = 200,
): readonly Float64Array[] {
  const times = Array.from({ length: steps }, (_, i) => instant(belief.at + (i + 1) * 5 * MINUTE));
  const unit = { model: model.name, belief, schedule: { interventions, inputs: [] }, times, size };
  const { paths } = runFutures({ ...unit, seed: seedFrom('futures') }, model);
  return times.map((_, t) => pathColumn(paths[0]!, steps, t));
}

function bytes(belief: Belief): Uint8Array {
  const writer = new ByteWriter();
  writeBelief(writer, belief);
  return writer.finish();
}

const mean = (values: ArrayLike<number>): number => meanOf(values, null);
const shown = (belief: Belief): number => meanOf(model.predict(belief, 'glucose'), weightsOf(belief));
const eats = (grams: number, minutes: number, belief: Belief): Intervention => ({
  type: 'carbohydrate',
  effectiveAt: instant(belief.at + minutes * MINUTE),
  amounts: { grams },
});
const lived = follow(recorded);

describe('the belief about a person living freely', () => {
  it('stays within 25 kB and comes back from its bytes with the same futures', () => {
    const stored = bytes(lived);
    expect(stored.length).toBeLessThan(25_000);
    const restored = readBelief(new ByteReader(stored));
    expect(bytes(restored)).toEqual(stored);
    expect(futures(restored)).toEqual(futures(lived));
  });

  it('is the same to the last bit when the same readings are taken in again', () => {
    expect(bytes(follow(recorded))).toEqual(bytes(lived));
  });

  it('is never changed in place by advancing, reading or branching', () => {
    const before = bytes(lived);
    read(lived, 720 * 5, 180);
    futures(lived, [eats(40, 0, lived)]);
    expect(bytes(lived)).toEqual(before);
  });

  it('has weights that sum to one and every number finite', () => {
    expect(weightsOf(lived)!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(lived.values.every((value) => Number.isFinite(value))).toBe(true);
    for (const { name } of model.outputs)
      expect(model.output(lived, name).every((value) => Number.isFinite(value))).toBe(true);
  });

  it('follows the sensor: after a reading it expects what was read', () => {
    expect(Math.abs(shown(lived) - recorded.at(-1)!)).toBeLessThan(1.5);
  });

  it('knows the rates no better than its population at first, and better after two days', () => {
    const ratios = (belief: Belief): readonly number[] =>
      posteriorAgainstPrior(model, belief).map(({ varianceRatio }) => varianceRatio);
    for (const ratio of ratios(begin())) expect(ratio).toBeCloseTo(1, 1);
    expect(ratios(lived)).toHaveLength(5);
    expect(Math.min(...ratios(lived))).toBeLessThan(0.7);
  });

  it('refuses absurd facts and does without any', () => {
    for (const facts of [{ weight: 7000 }, { utcOffsetMinutes: 1000 }])
      expect(() => begin(facts)).toThrow('impossible');
  });
});

describe('readings that are not ordinary', () => {
  it('a second reading within the same minute leaves the belief as it is', () => {
    const again = read(lived, 5 * (recorded.length - 1), recorded.at(-1)! + 40);
    expect(again.belief).toBe(lived);
  });

  it('one wild reading is followed at once and forgotten within the hour', () => {
    const end = 5 * recorded.length;
    const calm = recorded.at(-1)!;
    const wild = follow([calm, 400, ...new Array<number>(12).fill(calm)], lived, 5, end);
    const [q05, q95] = quantiles(futures(wild)[5]!, null, [0.05, 0.95]);
    expect(shown(wild)).toBeGreaterThan(calm - 2);
    expect(shown(wild)).toBeLessThan(calm + 2);
    expect(mean(futures(wild)[5]!)).toBeGreaterThan(calm - 25);
    expect(mean(futures(wild)[5]!)).toBeLessThan(calm + 25);
    expect(q95! - q05!).toBeLessThan(180);
  });

  it('a reading of Low moves the expectation below the limit and teaches nothing of scale', () => {
    const falling = follow([80, 70, 60, 52, 46], lived, 5, 5 * recorded.length);
    const low = read(falling, 5 * (recorded.length + 5), 40, 'below');
    const scale = (belief: Belief): readonly number[] =>
      Array.from({ length: belief.size }, (_, m) => belief.values[m * belief.width + 8]!);
    expect(shown(low.belief)).toBeLessThan(40);
    expect(shown(low.belief)).toBeGreaterThan(20);
    expect(scale(low.belief)).toEqual(scale(falling));
    expect(low.pit).toBeGreaterThan(0);
    expect(low.pit).toBeLessThan(1);
  });

  it('High for an hour, however unexpected, leaves every number finite and the estimate above the limit', () => {
    let belief = lived;
    for (let k = 0; k < 12; k++) belief = read(belief, 5 * (recorded.length + k), 400, 'above').belief;
    expect(belief.values.every((value) => Number.isFinite(value))).toBe(true);
    expect(shown(belief)).toBeGreaterThan(400);
    expect(shown(belief)).toBeLessThan(600);
  });

  it('after ten silent days it expects the personal mean, about as widely as the person varies', () => {
    const silent = model.advance(lived, at(5 * recorded.length + 14_400), EMPTY_SCHEDULE, random);
    const [q05, q95] = quantiles(futures(silent)[0]!, null, [0.05, 0.95]);
    expect(Math.abs(mean(futures(silent)[0]!) - mean(recorded))).toBeLessThan(30);
    expect(q95! - q05!).toBeGreaterThan(40);
  });

  it('a sensor that reads every minute, and one that misses every third reading, forecast about the same', () => {
    const sparse = recorded.map((value, k) => ({ value, k })).filter(({ k }) => k % 3 !== 1 || k === 719);
    let missing = begin();
    for (const { value, k } of sparse) missing = read(missing, 5 * k, value).belief;
    const between = recorded.flatMap((value, k) =>
      [0, 1, 2, 3, 4].map((i) => value + ((recorded[k + 1] ?? value) - value) * (i / 5)),
    );
    const dense = follow(between.slice(0, 719 * 5 + 1), begin(), 1);
    for (const other of [missing, dense])
      expect(Math.abs(mean(futures(other)[5]!) - mean(futures(lived)[5]!))).toBeLessThan(15);
  });

  it('readings without any course make it doubt itself', () => {
    const draws = random.draws(7, 7, 7);
    const innovations: Innovation[] = [];
    let belief = lived;
    for (let k = 0; k < 36; k++) {
      const taken = read(belief, 5 * (recorded.length + k), 60 + 300 * draws.uniform());
      belief = taken.belief;
      innovations.push({ pit: taken.pit } as Innovation);
    }
    expect(driftOf(innovations, 36)).toBeGreaterThan(model.fit.tolerance);
  });
});

describe('futures', () => {
  it('are the same bytes carried in one stretch or in steps of five minutes', () => {
    const branch = model.branch!(lived, 51, random);
    const meal = { interventions: [eats(30, 7, lived)], inputs: [] };
    const end = instant(lived.at + 120 * MINUTE);
    let stepped = branch;
    for (let k = 1; k <= 24; k++)
      stepped = model.advance(stepped, instant(lived.at + 5 * k * MINUTE), meal, random);
    expect(bytes(model.advance(branch, end, meal, random))).toEqual(bytes(stepped));
  });

  it('have the mean and spread of the belief they were drawn from', () => {
    const now = model.predict(model.branch!(lived, 4000, random), 'glucose');
    expect(Math.abs(mean(now) - shown(lived))).toBeLessThan(1);
  });

  it('20 g of carbohydrate raise glucose within the hour, after which it returns', () => {
    const baseline = futures(lived);
    const branch = futures(lived, [eats(20, 0, lived)]);
    const rises = branch.map((readings, t) => mean(readings) - mean(baseline[t]!));
    const highest = rises.indexOf(Math.max(...rises));
    expect(rises[highest]).toBeGreaterThan(15);
    expect(rises[highest]).toBeLessThan(90);
    expect(Math.abs(5 * (highest + 1) - 50)).toBeLessThanOrEqual(25);
    expect(rises.at(-1)).toBeLessThan(rises[highest]! * 0.75);
  });

  it('share every draw with their baseline until the meal begins', () => {
    const baseline = futures(lived);
    const branch = futures(lived, [eats(60, 30, lived)]);
    expect(branch.slice(0, 6)).toEqual(baseline.slice(0, 6));
    expect(branch[9]).not.toEqual(baseline[9]);
  });

  it('a lighter person rises more from the same meal', () => {
    const rise = (weight: number): number => {
      const belief = follow(recorded.slice(0, 100), begin({ weight }));
      return mean(futures(belief, [eats(20, 0, belief)])[8]!) - mean(futures(belief)[8]!);
    };
    expect(rise(50)).toBeGreaterThan(1.5 * rise(90));
  });

  it('a meal that was logged is expected before the sensor shows it', () => {
    const later = instant(lived.at + 30 * MINUTE);
    const meal = { interventions: [eats(50, 1, lived)], inputs: [] };
    const fasting = model.advance(lived, later, EMPTY_SCHEDULE, random);
    const fed = model.advance(lived, later, meal, random);
    expect(shown(fed) - shown(fasting)).toBeGreaterThan(20);
    const halves = model.advance(lived, instant(lived.at + 6 * MINUTE), meal, random);
    expect(shown(model.advance(halves, later, meal, random))).toBeCloseTo(shown(fed), 6);
  });

  it('cannot be branched again and take in no readings', () => {
    const branch = model.branch!(lived, 4, random);
    expect(() => model.branch!(branch, 4, random)).toThrow('branched');
    expect(() =>
      assimilate(model, branch, [{ observable: 'glucose', value: 100, censored: null }], random),
    ).toThrow('branched');
  });
});

describe('calibration', () => {
  it('covers what its own prior predicts: 90 % intervals hold 85 to 95 % of simulated truths', () => {
    let [held, seen] = [0, 0];
    for (let someone = 0; someone < 6; someone++) {
      const fate = philox(seedFrom('someone', someone));
      let truth = model.branch!(begin(), 1, fate);
      const readings = Array.from({ length: 540 }, (_, k) => {
        truth = model.advance(truth, at(5 * (k + 1)), EMPTY_SCHEDULE, fate);
        return model.predict(truth, 'glucose')[0]!;
      });
      let belief = begin();
      readings.slice(0, -24).forEach((value, k) => {
        belief = read(belief, 5 * (k + 1), value).belief;
        if (k < 220 || k % 6 !== 0) return;
        const ahead = futures(belief, [], 12);
        for (const lead of [6, 12]) {
          const [q05, q95] = quantiles(ahead[lead - 1]!, null, [0.05, 0.95]);
          seen++;
          if (q05! <= readings[k + lead]! && readings[k + lead]! <= q95!) held++;
        }
      });
    }
    expect(seen).toBeGreaterThan(500);
    expect(held / seen).toBeGreaterThan(0.85);
    expect(held / seen).toBeLessThan(0.95);
  });
});
