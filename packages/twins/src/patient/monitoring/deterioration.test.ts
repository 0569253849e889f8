import { TwinwardError } from '@twinward/contract';
import { exp, philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { budgetAt, levelWithin, rarityOf } from './alert-budget.ts';
import { alertDays } from './alert-days.ts';
import { HEART_FAILURE } from './conditions/heart-failure.ts';
import { daysRising, followDeterioration, openDeterioration, sharesOf } from './deterioration.ts';

type Vitals = Readonly<Record<string, number | null>>;

/** Days of a person whose vitals scatter as the rule expects, moved by `shift` standard deviations towards the worse. */
function follow(length: number, shift: (name: string, day: number) => number | null, person = 0xd7) {
  let state = openDeterioration(HEART_FAILURE);
  return Array.from({ length }, (_, day) => {
    const draws = philox(person.toString(16).padStart(16, '0')).draws(day, 0, 0);
    const values: Vitals = Object.fromEntries(
      HEART_FAILURE.vitals.map(({ name, typical, scatter, worse, scale }) => {
        const moved = shift(name, day);
        const noise = draws.normal();
        const x = moved === null ? null : scatter * (noise + worse * moved);
        return [name, x === null ? null : scale === 'log' ? typical * exp(x) : typical + x];
      }),
    );
    const today = followDeterioration(HEART_FAILURE, state, values);
    state = today.state;
    return today;
  });
}

const begun = (days: ReturnType<typeof follow>, budget = 1.5): readonly number[] =>
  alertDays(budgetAt(HEART_FAILURE, budget), days);

describe('watching for worsening', () => {
  it('leaves a stable person in peace, whatever is missing', () => {
    const gaps = (name: string, day: number) =>
      day % 40 > 32 || (name === 'weight' && day % 3 === 0) ? null : 0;
    const days = follow(730, gaps);
    expect(begun(days).length).toBeLessThanOrEqual(4);
    expect(days[35]!.deviations).toEqual([null, null, null, null]);
  });

  it('alerts once to a slow joint rise, says by what, and ends with it', () => {
    const rise = (name: string, day: number) =>
      name === 'activity' ? 0 : day < 100 ? 0 : day < 130 ? Math.min(2.5, (day - 100) / 6) : 0;
    const days = follow(220, rise);
    const alerts = begun(days).filter((day) => day >= 95);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toBeGreaterThan(100);
    expect(alerts[0]).toBeLessThan(118);
    const { state } = days[129]!;
    const shares = sharesOf(state);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1);
    expect(Math.min(...shares)).toBe(shares[3]);
    expect(levelWithin(budgetAt(HEART_FAILURE, 1.5), days[215]!)).toBe('clear');
  });

  it('does not stand for weeks after a worsening of weeks', () => {
    const days = follow(260, (_, day) => (day >= 100 && day < 128 ? Math.min(4, (day - 99) / 2.5) : 0));
    const within = budgetAt(HEART_FAILURE, 1.5);
    expect(levelWithin(within, days[130]!)).toBe('begins');
    const recovered = days.slice(128).findIndex((day) => levelWithin(within, day) === 'clear');
    expect(recovered).toBeGreaterThan(0);
    expect(recovered).toBeLessThan(12);
  });

  it('says of most people within four days when the rise began', () => {
    const rise = (name: string, day: number) =>
      name === 'activity' || day < 100 ? 0 : Math.min(2.5, (day - 100) / 6);
    const off = Array.from({ length: 41 }, (_, person) => {
      const days = follow(130, rise, person);
      const alert = begun(days).find((day) => day >= 100)!;
      return Math.abs(alert - daysRising(days[alert]!.state) - 104);
    });
    expect(off.filter((error) => error <= 4).length).toBeGreaterThan(30);
  });

  it('alerts to one vital that jumps, and not to an improvement', () => {
    const jump = follow(160, (name, day) => (name === 'respiratory-rate' && day >= 120 ? 5 : 0));
    expect(begun(jump).find((day) => day >= 120)).toBeLessThan(125);
    const better = follow(160, (_, day) => (day >= 120 ? -4 : 0));
    expect(begun(better).some((day) => day >= 120)).toBe(false);
  });

  it('alerts later and less for a smaller budget; between budgets it takes what lies between', () => {
    const days = follow(140, (_: string, day: number) => (day < 100 ? 0 : (day - 100) / 8));
    const first = (budget: number) => begun(days, budget).find((day) => day > 99)!;
    expect(first(0.25)).toBeGreaterThan(first(4));
    const [one, between, two] = [1, 1.2, 1.5].map((budget) => budgetAt(HEART_FAILURE, budget).cumulative);
    expect(between).toBeLessThan(one!);
    expect(between).toBeGreaterThan(two!);
    expect(() => budgetAt(HEART_FAILURE, 100)).toThrow(TwinwardError);
  });

  it('knows how rare a day is: the budget within which it would just alert', () => {
    const { cumulative, distance } = budgetAt(HEART_FAILURE, 1.2);
    expect(rarityOf(HEART_FAILURE, { cumulative, distance: 0 })).toBeCloseTo(1.2);
    expect(rarityOf(HEART_FAILURE, { cumulative: 0, distance })).toBeCloseTo(1.2);
    expect(rarityOf(HEART_FAILURE, { cumulative: 1000, distance: 0 })).toBe(0.25);
  });

  it('holds the weight of another person aside, and believes a new scale after five days', () => {
    const heavy = (from: number, to: number) =>
      follow(90, (name, day) => (name === 'weight' && day >= from && day < to ? 40 : 0));
    const guest = heavy(60, 62);
    expect(guest[60]!.foreign).toEqual(['weight']);
    expect(guest[60]!.deviations[0]).toBeNull();
    expect(begun(guest).some((day) => day >= 60)).toBe(false);
    expect(guest[63]!.state[0]!.baseline.level).toBeCloseTo(82, 0);
    const replaced = heavy(60, 90);
    expect(replaced[63]!.foreign).toEqual(['weight']);
    expect(replaced[70]!.foreign).toEqual([]);
    expect(replaced[70]!.state[0]!.baseline.level).toBeCloseTo(102, 0);
    expect(begun(replaced).some((day) => day >= 60)).toBe(false);
  });

  it('learns how much a person scatters, so that a restless one is not alerted to more often', () => {
    const own = (name: string) => HEART_FAILURE.vitals.findIndex((vital) => vital.name === name);
    const restless = follow(730, (name, day) => philox('00000000000000aa').draws(day, own(name), 0).normal());
    expect(begun(restless).length).toBeLessThanOrEqual(6);
    const wider = restless
      .at(-1)!
      .state.map(({ baseline }, i) => baseline.scatterVariance / HEART_FAILURE.vitals[i]!.scatter ** 2);
    expect(wider.reduce((a, b) => a + b) / wider.length).toBeGreaterThan(1.5);
  });

  it('refuses what is no number', () => {
    const state = openDeterioration(HEART_FAILURE);
    expect(() => followDeterioration(HEART_FAILURE, state, { weight: Number.NaN })).toThrow(/weight/);
  });
});
