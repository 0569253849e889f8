import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { alertThreshold, followDeterioration, openDeterioration } from './deterioration.ts';
import { HEART_FAILURE } from './heart-failure.ts';

type Vitals = Readonly<Record<string, number | null>>;

/** Days of a person whose vitals scatter as the rule expects, moved by `shift` standard deviations towards the worse. */
function follow(length: number, shift: (name: string, day: number) => number | null, budget = 1.5) {
  let state = openDeterioration(HEART_FAILURE);
  return Array.from({ length }, (_, day) => {
    const draws = philox('00000000000000d7').draws(day, 0, 0);
    const values: Vitals = Object.fromEntries(
      HEART_FAILURE.vitals.map(({ name, typical, scatter, worse }) => {
        const moved = shift(name, day);
        const noise = draws.normal();
        return [name, moved === null ? null : typical + scatter * (noise + worse * moved)];
      }),
    );
    const today = followDeterioration(HEART_FAILURE, state, values, budget);
    state = today.state;
    return today;
  });
}

describe('watching for worsening', () => {
  it('leaves a stable person in peace, whatever is missing', () => {
    const gaps = (name: string, day: number) =>
      day % 40 > 32 || (name === 'weight' && day % 3 === 0) ? null : 0;
    const days = follow(730, gaps);
    expect(days.filter(({ begins }) => begins).length).toBeLessThanOrEqual(6);
    expect(days[35]!.missing).toHaveLength(4);
  });

  it('alerts once to a slow joint rise, says since when and by what, and ends with it', () => {
    const rise = (name: string, day: number) =>
      name === 'activity' ? 0 : day < 100 ? 0 : day < 130 ? Math.min(2.5, (day - 100) / 6) : 0;
    const days = follow(220, rise);
    const begun = days.flatMap(({ begins }, day) => (begins ? [day] : [])).filter((day) => day >= 95);
    expect(begun).toHaveLength(1);
    expect(begun[0]).toBeGreaterThan(100);
    expect(begun[0]).toBeLessThan(118);
    const { since, contributions } = days[begun[0]!]!;
    expect(Math.abs(begun[0]! - since - 102)).toBeLessThan(9);
    expect(contributions.map(({ share }) => share).reduce((a, b) => a + b)).toBeCloseTo(1);
    expect(contributions.at(-1)!.name).toBe('activity');
    expect(days[215]!.state.alert).toBe(false);
  });

  it('alerts to one vital that jumps, and not to an improvement', () => {
    const jump = follow(160, (name, day) => (name === 'respiratory-rate' && day >= 120 ? 5 : 0));
    expect(jump.findIndex(({ begins }, day) => begins && day >= 120)).toBeLessThan(127);
    const better = follow(160, (_, day) => (day >= 120 ? -4 : 0));
    expect(better.slice(120).some(({ begins }) => begins)).toBe(false);
  });

  it('alerts later and less for a smaller budget; between budgets it takes what lies between', () => {
    const rise = (_: string, day: number) => (day < 100 ? 0 : (day - 100) / 8);
    const first = (budget: number) =>
      follow(140, rise, budget).findIndex(({ begins }, day) => begins && day > 99);
    expect(first(0.25)).toBeGreaterThan(first(4));
    const [one, between, two] = [1, 1.2, 1.5].map(
      (budget) => alertThreshold(HEART_FAILURE, budget).cumulative,
    );
    expect(between).toBeLessThan(one!);
    expect(between).toBeGreaterThan(two!);
    expect(() => alertThreshold(HEART_FAILURE, 100)).toThrow(TwinwardError);
  });

  it('refuses what is no number', () => {
    const state = openDeterioration(HEART_FAILURE);
    expect(() => followDeterioration(HEART_FAILURE, state, { weight: Number.NaN }, 1)).toThrow(/weight/);
  });
});
