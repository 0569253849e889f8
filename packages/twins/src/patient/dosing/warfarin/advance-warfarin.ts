import type { Belief, Instant, Intervention, Schedule } from '@twinward/contract';
import { exp, pow } from '@twinward/simulate';
import { WARFARIN } from './hamberg-2010.ts';
import { AT, WIDTH } from './warfarin-columns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Transit compartments in each chain. */
const CHAIN = 3;

/** The doses, mg, that fall within [from, to), by rising time. */
export function dosesWithin(
  interventions: readonly Intervention[],
  from: number,
  to: number,
): readonly { readonly at: number; readonly amount: number }[] {
  return interventions
    .flatMap(({ type, effectiveAt, amounts }) => {
      const amount = amounts.amount ?? 0;
      if (type === 'dose') return [{ at: effectiveAt as number, amount }];
      if (type !== 'daily-dose') return [];
      const days = Math.ceil((amounts.durationMinutes ?? 0) / 1440);
      return Array.from({ length: days }, (_, day) => ({ at: effectiveAt + day * DAY, amount }));
    })
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at - b.at);
}

/**
 * Carries every member to a later instant: S-warfarin, half of each dose, through one compartment in closed form; its effect
 *
 *     E = C^gamma / (EC50^gamma + C^gamma),     c_1' = k (1 - E - c_1), c_2' = k (c_1 - c_2), c_3' = k (c_2 - c_3),  k = 3 / MTT
 *
 * through two chains of three by Runge and Kutta's fourth-order steps between full hours and doses.
 */
export function advanceWarfarin(belief: Belief, to: Instant, { interventions }: Schedule): Belief {
  if (to <= belief.at) return belief;
  const values = belief.values.slice();
  const doses = dosesWithin(interventions, belief.at, to);
  const cuts = new Set<number>([belief.at, to, ...doses.map(({ at }) => at)]);
  for (let full = Math.floor(belief.at / HOUR) * HOUR + HOUR; full < to; full += HOUR) cuts.add(full);
  const times = [...cuts].sort((a, b) => a - b);
  for (let m = 0; m < belief.size; m++) {
    const own = new Member(values, m * WIDTH);
    let next = 0;
    for (let i = 0; i + 1 < times.length; i++) {
      for (; next < doses.length && doses[next]!.at <= times[i]!; next++) own.take(doses[next]!.amount);
      own.carry((times[i + 1]! - times[i]!) / HOUR);
    }
  }
  return { ...belief, at: to, values };
}

const RATES = [CHAIN / WARFARIN.MTT1, CHAIN / WARFARIN.MTT2] as const;

class Member {
  readonly #values: Float64Array;
  readonly #o: number;
  readonly #k: number;
  readonly #V: number;
  readonly #half: number;

  constructor(values: Float64Array, o: number) {
    this.#values = values;
    this.#o = o;
    this.#V = values[o + AT.V]!;
    this.#k = values[o + AT.CL]! / this.#V;
    this.#half = pow(values[o + AT.EC50]!, WARFARIN.gamma);
  }

  /** Half of a dose is S-warfarin. */
  take(amount: number): void {
    this.#values[this.#o + AT.depot] = this.#values[this.#o + AT.depot]! + amount / 2;
  }

  carry(hours: number): void {
    const v = this.#values;
    const o = this.#o;
    const [depot, held] = [v[o + AT.depot]!, v[o + AT.central]!];
    const later = (t: number): readonly [number, number] => {
      const [fed, gone] = [exp(-WARFARIN.ka * t), exp(-this.#k * t)];
      const absorbed = (WARFARIN.ka * depot * (gone - fed)) / (WARFARIN.ka - this.#k);
      return [depot * fed, held * gone + absorbed];
    };
    const [, midway] = later(hours / 2);
    const [depotThen, heldThen] = later(hours);
    const [first, middle, last] = [held, midway, heldThen].map((amount) => this.#left(amount));
    for (const [chain, k] of RATES.entries())
      this.#transit(o + AT.chains + CHAIN * chain, k, hours, first!, middle!, last!);
    v[o + AT.depot] = depotThen;
    v[o + AT.central] = heldThen;
  }

  /** What the effect leaves, 1 - E. */
  #left(amount: number): number {
    if (!(amount > 0)) return 1;
    const c = pow(amount / this.#V, WARFARIN.gamma);
    return this.#half / (this.#half + c);
  }

  #transit(at: number, k: number, h: number, first: number, middle: number, last: number): void {
    const v = this.#values;
    const [a, b, c] = [v[at]!, v[at + 1]!, v[at + 2]!];
    const [a1, b1, c1] = [k * (first - a), k * (a - b), k * (b - c)];
    const [ah, bh, ch] = [a + (h / 2) * a1, b + (h / 2) * b1, c + (h / 2) * c1];
    const [a2, b2, c2] = [k * (middle - ah), k * (ah - bh), k * (bh - ch)];
    const [ai, bi, ci] = [a + (h / 2) * a2, b + (h / 2) * b2, c + (h / 2) * c2];
    const [a3, b3, c3] = [k * (middle - ai), k * (ai - bi), k * (bi - ci)];
    const [ae, be, ce] = [a + h * a3, b + h * b3, c + h * c3];
    v[at] = a + (h / 6) * (a1 + 2 * a2 + 2 * a3 + k * (last - ae));
    v[at + 1] = b + (h / 6) * (b1 + 2 * b2 + 2 * b3 + k * (ae - be));
    v[at + 2] = c + (h / 6) * (c1 + 2 * c2 + 2 * c3 + k * (be - ce));
  }
}
