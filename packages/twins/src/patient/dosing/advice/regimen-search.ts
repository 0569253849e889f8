import { TwinwardError } from '@twinward/contract';
import type { DoseTarget, DrugTargets } from '../models/dose-target.ts';
import type { AveragedIndividual } from './averaged-individual.ts';
import {
  type ExposureDraws,
  type Horizon,
  type Regimen,
  type RegimenForecast,
  regimenForecast,
} from './regimen-forecast.ts';

/** The regimens that are compared. */
export interface RegimenChoices {
  /** mg, as the pharmacy can give them. */
  readonly amounts: readonly number[];
  /** Hours. */
  readonly intervals: readonly number[];
  /** Hours of infusion for an amount. */
  readonly over: (amount: number) => number;
}

/** A regimen and how likely it is to do what it should, and what it should not. */
export interface JudgedRegimen {
  readonly regimen: Regimen;
  /** Probability of the target, and of what is to be avoided. */
  readonly attains: number;
  readonly harms: number;
  /** Of the quantity of the target: 5, 50 and 95 %. */
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  /** Fifty values of that quantity, rising, each standing for a fiftieth of what may come. */
  readonly fifty: readonly number[];
}

/** Quantiles told of a regimen: the interval, its middle, and the middles of fifty equal shares. */
const SHOWN = [0.05, 0.5, 0.95, ...Array.from({ length: 50 }, (_, k) => (k + 0.5) / 50)];

/** Probability that a quantity lies where a target says. */
export function probabilityOfTarget({ quantity, low, high }: DoseTarget, forecast: RegimenForecast): number {
  const { values, weights } = forecast[quantity];
  return values.reduce((sum, value, i) => {
    const within = (low === null || value >= low) && (high === null || value <= high);
    return within ? sum + weights[i]! : sum;
  }, 0);
}

/** How a regimen does against a drug's targets. */
export function judgeRegimen(
  person: AveragedIndividual,
  regimen: Regimen,
  targets: DrugTargets,
  horizon: Horizon,
  from = 0,
): JudgedRegimen {
  const forecast = regimenForecast(person, regimen, horizon, from);
  const [q05, q50, q95, ...fifty] = weightedQuantiles(forecast[targets.attain.quantity], SHOWN);
  return {
    regimen,
    attains: probabilityOfTarget(targets.attain, forecast),
    harms: probabilityOfTarget(targets.avoid, forecast),
    q05: q05!,
    q50: q50!,
    q95: q95!,
    fifty,
  };
}

/**
 * All choices, best first: those whose probability of harm stays within `mostHarm` by their probability of the target, then the
 * others by their probability of harm. Every regimen is judged on the same draws, so differences are not chance. When none
 * stays within, the first still does not: look at `harms`.
 *
 * Throws `usage` for choices without any regimen or with numbers that are no dose.
 */
export function searchRegimens(
  person: AveragedIndividual,
  choices: RegimenChoices,
  targets: DrugTargets,
  options: { readonly horizon?: Horizon; readonly from?: number; readonly mostHarm?: number } = {},
): readonly JudgedRegimen[] {
  const { horizon = 'steady state', from = 0, mostHarm = 0.1 } = options;
  for (const [field, numbers] of Object.entries({ amounts: choices.amounts, intervals: choices.intervals })) {
    if (numbers.length > 0 && numbers.every((value) => value > 0 && Number.isFinite(value))) continue;
    throw new TwinwardError('usage', `${field} hold no regimen`, { field, remedy: 'give positive numbers' });
  }
  const judged = choices.intervals.flatMap((interval) =>
    choices.amounts.map((amount) => {
      const regimen = { amount, interval, over: choices.over(amount) };
      return judgeRegimen(person, regimen, targets, horizon, from);
    }),
  );
  const safe = ({ harms }: JudgedRegimen): boolean => harms <= mostHarm;
  return judged.sort((a, b) => {
    if (safe(a) !== safe(b)) return safe(a) ? -1 : 1;
    return safe(a) ? b.attains - a.attains || a.harms - b.harms : a.harms - b.harms;
  });
}

function weightedQuantiles({ values, weights }: ExposureDraws, levels: readonly number[]): readonly number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let below = 0;
  const shares = order.map((place) => (below += weights[place]!));
  return levels.map((level) => {
    const place = shares.findIndex((share) => share >= level);
    return values[order[place < 0 ? order.length - 1 : place]!]!;
  });
}
