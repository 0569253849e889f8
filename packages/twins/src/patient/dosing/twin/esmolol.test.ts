// Esmolol and its effect on receptors: what the studies it is made of printed, and one that was kept aside.
import { addSeconds, type Belief, instant, subjectRef } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { esmololSumTwin as twin } from './drug-twins.ts';

const START = instant(Date.UTC(2026, 0, 5));
const WEIGHT = 70;
const SIZE = 400;
const subject = { ref: subjectRef('Patient/test'), facts: { weight: WEIGHT } };

/** People after so many minutes, given an infusion of ug/kg/min for the first of them. */
function after(minutes: number, rate: number, given: number): Belief {
  const amount = (rate * WEIGHT * given) / 1000;
  const infusion = {
    type: 'esmolol-infusion',
    effectiveAt: START,
    amounts: { amount, durationMinutes: given },
  };
  const random = philox('00000000000000e5');
  const belief = twin.initialise(subject, START, SIZE, random);
  return twin.advance(
    belief,
    addSeconds(START, 60 * minutes),
    { interventions: [infusion], inputs: [] },
    random,
  );
}

const median = (belief: Belief, output: string): number =>
  [...twin.output(belief, output)].sort((a, b) => a - b)[SIZE / 2]!;

describe('esmolol', () => {
  it('at 400 ug/kg/min for two hours comes to 1.4 mg/L (rate over clearance, Sum 1983)', () => {
    expect(median(after(120, 400, 120), 'level')).toBeGreaterThan(1.25);
    expect(median(after(120, 400, 120), 'level')).toBeLessThan(1.55);
  });

  it('blocks about half of the receptors at 113 ug/kg/min and nine tenths of that within fifteen minutes', () => {
    const steady = median(after(120, 113, 120), 'beta-blockade');
    expect(Math.abs(steady - 50)).toBeLessThan(4);
    expect(median(after(15, 113, 15), 'beta-blockade')).toBeGreaterThan(0.9 * steady);
  });

  it('at 500 ug/kg/min blocks what Volz 1994 found, 85 %', () => {
    expect(Math.abs(median(after(120, 500, 120), 'beta-blockade') - 84.7)).toBeLessThan(5);
  });

  it('has lost its effect half an hour after 300 ug/kg/min, kept aside (Reilly 1985: in 18 to 30 minutes)', () => {
    expect(median(after(60, 300, 60), 'beta-blockade')).toBeGreaterThan(65);
    expect(median(after(90, 300, 60), 'beta-blockade')).toBeLessThan(20);
  });

  it('fits before any level, differs between people, and lets what it blocks reach a circulation as a course', () => {
    expect(twin.fit.warmUp).toBe(0);
    expect(twin.feeds).toBe('course');
    const blocked = [...twin.output(after(60, 150, 60), 'beta-blockade')].sort((a, b) => a - b);
    expect(blocked[0.95 * SIZE]! - blocked[0.05 * SIZE]!).toBeGreaterThan(20);
  });
});
