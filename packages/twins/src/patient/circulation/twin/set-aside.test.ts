// What is set aside, and for how long: a jump is the sensor's until it lasts.
import { addSeconds, EMPTY_SCHEDULE, instant, type RecentReading, subjectRef } from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { circulation } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const RANDOM = philox('00000000000000ca');
const subject = { ref: subjectRef('Patient/test'), facts: {} };

describe('a pressure that falls', () => {
  const recent: RecentReading[] = [];
  const means: number[] = [];
  let belief = circulation.initialise(subject, START, 48, RANDOM.derive('prior'));
  for (let minute = 1; minute <= 90; minute++) {
    belief = circulation.advance(
      belief,
      addSeconds(START, 60 * minute),
      EMPTY_SCHEDULE,
      RANDOM.derive('life'),
    );
    const fallen = minute > 15;
    for (const [observable, value] of [
      ['systolic', fallen ? 80 : 120],
      ['diastolic', fallen ? 48 : 75],
    ] as const) {
      const measurement = { observable, value, censored: null };
      const reason = circulation.setAside!(belief, measurement, recent);
      recent.push({ at: belief.at, observable, value, aside: reason !== null });
      if (reason === null)
        belief = assimilate(circulation, belief, [measurement], RANDOM.derive(`${minute}`)).belief;
    }
    const values = circulation.output(belief, 'mean-pressure');
    means[minute] = values.reduce((sum, x) => sum + x, 0) / values.length;
  }

  it('is not believed for a quarter of an hour', () => {
    expect(Math.abs(means[29]! - means[15]!)).toBeLessThan(5);
  });

  it('is then, and within the hour the twin has followed it', () => {
    expect(recent.at(-1)!.aside).toBe(false);
    expect(means[90]!).toBeLessThan(75);
  });
});

describe('pressures of one instant', () => {
  const belief = circulation.initialise(subject, START, 48, RANDOM.derive('prior'));
  const taken = (observable: string, value: number): RecentReading => ({
    at: START,
    observable,
    value,
    aside: false,
  });
  const reason = (observable: string, value: number, ...recent: readonly RecentReading[]) =>
    circulation.setAside!(belief, { observable, value, censored: null }, recent);

  it('are taken when they are of one pulse', () => {
    expect(reason('diastolic', 75, taken('systolic', 118))).toBeNull();
    expect(reason('mean', 90, taken('systolic', 118), taken('diastolic', 75))).toBeNull();
  });

  it.each([
    ['diastolic', 119, [taken('systolic', 118)], 'not below'],
    ['diastolic', 112, [taken('systolic', 118)], 'hardly any pulse'],
    ['mean', 121, [taken('systolic', 118), taken('diastolic', 75)], 'between'],
    ['mean', 70, [taken('systolic', 118), taken('diastolic', 75)], 'between'],
  ] as const)('%s of %i is set aside', (observable, value, recent, words) => {
    expect(reason(observable, value, ...recent)).toContain(words);
  });

  it('an ejection fraction is not counted again beside its volumes', () => {
    expect(reason('ejection-fraction', 58)).toBeNull();
    const volumes = [taken('end-diastolic', 120), taken('end-systolic', 50)];
    expect(reason('ejection-fraction', 58, ...volumes)).toContain('follows from the volumes');
  });

  it('twenty sd away are set aside', () => {
    expect(reason('heart-rate', 240)).toContain('sd from');
  });
});
