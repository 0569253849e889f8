// A breath as it is drawn: what goes in comes out, pressures add up, and a ventilator's settings are found in it.
import { type Belief, EMPTY_SCHEDULE, instant, type Schedule, subjectRef } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { breathCycle } from './breath-cycle.ts';
import { lungs } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const subject = { ref: subjectRef('Patient/test'), facts: {} };
const belief: Belief = lungs.initialise(subject, START, 4, philox('00000000000000c4'));
const ventilated: Schedule = {
  interventions: [
    {
      type: 'volume-control',
      effectiveAt: START,
      amounts: { volume: 450, rate: 16, peep: 8, oxygen: 40, expiratory: 2, durationMinutes: 60 },
    },
  ],
  inputs: [],
};

function read(schedule: Schedule, member: number) {
  const trace = breathCycle.trace(belief, member, schedule);
  const signal = (name: string): Float64Array => {
    const row = breathCycle.signals.findIndex((one) => one.name === name);
    return trace.values.subarray(row * breathCycle.points, (row + 1) * breathCycle.points);
  };
  const figure = (name: string): number =>
    trace.figures[breathCycle.figures.findIndex((one) => one.name === name)]!;
  return { ...trace, signal, figure };
}

describe.each([
  ['of one who breathes alone', EMPTY_SCHEDULE],
  ['of one on a ventilator', ventilated],
] as const)('a breath %s', (_claim, schedule) => {
  it.each([0, 1, 2, 3])(
    'of member %i ends where it began, and what flows in is what it holds more',
    (member) => {
      const { period, signal, figure } = read(schedule, member);
      const [volume, flow] = [signal('breath-volume'), signal('airway-flow')];
      expect(Math.abs(volume.at(-1)! - volume[0]!)).toBeLessThan(0.01 * figure('tidal-volume'));
      let inside = 0;
      let most = 0;
      for (let k = 1; k < flow.length; k++) {
        inside += (((flow[k]! + flow[k - 1]!) / 2) * (1000 / 60) * period) / (flow.length - 1);
        most = Math.max(most, inside);
      }
      expect(most / figure('tidal-volume')).toBeCloseTo(1, 1);
      expect(Math.abs(inside)).toBeLessThan(0.03 * figure('tidal-volume'));
    },
  );

  it('lasts as long as the twin breathes, and moves as much', () => {
    for (const member of [0, 1, 2, 3]) {
      const { period, figure } = read(schedule, member);
      if (schedule === EMPTY_SCHEDULE)
        expect((figure('tidal-volume') * 60) / period / 1000).toBeCloseTo(
          lungs.output(belief, 'minute-ventilation')[member]!,
          1,
        );
      else expect([60 / period, figure('tidal-volume')]).toEqual([16, expect.closeTo(450, 6)]);
    }
  });
});

it('a ventilator drives without the muscles, above the end-expiratory pressure it is set to; alone, the muscles do all', () => {
  for (const member of [0, 1, 2, 3]) {
    const driven = read(ventilated, member);
    expect(driven.figure('work-of-breathing')).toBe(0);
    expect(Math.min(...driven.signal('opening-pressure'))).toBeCloseTo(8, 6);
    expect(driven.figure('end-expiratory-pressure')).toBeGreaterThanOrEqual(8 - 1e-6);
    expect(driven.figure('peak-pressure')).toBeGreaterThan(8 + 450 / 120);
    const alone = read(EMPTY_SCHEDULE, member);
    expect(alone.figure('peak-pressure')).toBe(0);
    expect(alone.figure('work-of-breathing')).toBeGreaterThan(0.05);
    expect(Math.min(...alone.signal('muscle-pressure'))).toBeLessThan(-1);
  }
});

it('tracing changes no belief', () => {
  const before = belief.values.slice();
  breathCycle.trace(belief, 0, ventilated);
  expect(belief.values).toEqual(before);
});
