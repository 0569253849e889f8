import { TwinwardError } from '@twinward/contract';
import type { ChangeableFactors, ChangeEffect, RiskChange } from './risk-change.ts';
import { RISK_CHANGES } from './risk-changes.ts';

/** Pressure at which the effect of a drug is tabled, mm[Hg], and how much more it does for each beyond. */
const [TABLED_AT, MORE] = [154, 0.1];
/** 97.5 % quantile of the standard normal: an interval's end lies this many standard errors out. */
const END = 1.959964;
/** Values below which nobody should be taken by these effects. */
const FLOORS = { ldl: 0.3, systolic: 90, hba1c: 5, bmi: 18.5 } as const;

/** The changes of these names. Throws `scenario.invalid` for a name that is none, and for two of a kind. */
export function changesOf(ids: readonly string[]): readonly RiskChange[] {
  const kinds = new Set<string>();
  return ids.map((id) => {
    const change = RISK_CHANGES.find((candidate) => candidate.id === id);
    if (change === undefined) refuse('changes', `there is no change "${id.slice(0, 40)}"`, 'list them');
    if (kinds.has(change.kind)) refuse('changes', `two changes of ${change.kind}`, 'choose one of a kind');
    kinds.add(change.kind);
    return change;
  });
}

/**
 * The risk factors after changes, one upon the other. `spread` is how many standard errors from its mean each effect is taken, in the
 * order of changes and their effects; without it every effect is its mean. An effect without an interval is taken as certain.
 *
 * Throws `scenario.invalid`, by field, where a change needs what is not known, has nothing to end, or would go below where such
 * effects were seen.
 */
export function applyChanges(
  before: ChangeableFactors,
  changes: readonly RiskChange[],
  spread: (effect: number) => number = () => 0,
): ChangeableFactors {
  let now = before;
  let index = 0;
  for (const { id, effects } of changes) {
    for (const effect of effects) {
      now = applied(now, effect, sized(effect, spread(index)), id);
      index += 1;
    }
  }
  return now;
}

function sized({ mean, interval }: ChangeEffect, z: number): number {
  return interval === null ? mean : mean + (z * (interval[1] - interval[0])) / (2 * END);
}

function applied(
  factors: ChangeableFactors,
  { factor, how, drugs = 1 }: ChangeEffect,
  size: number,
  id: string,
): ChangeableFactors {
  if (factor === 'smoker') {
    if (!factors.smoker) refuse('smoker', `${id} for somebody who does not smoke`, 'leave it out');
    return { ...factors, smoker: false };
  }
  let value = factors[factor];
  // what was not measured is not moved, unless it is all that the change is about
  if (value === null) {
    if (how === 'amount' && id === 'intensive-lifestyle') return factors;
    return refuse(
      factor,
      `${id} needs ${factor}, which is not known`,
      `give ${factor}, or leave the change out`,
    );
  }
  if (how === 'share') value *= 1 - size;
  else if (how === 'amount') value -= size;
  else for (let drug = 0; drug < drugs; drug++) value -= size + MORE * (value - TABLED_AT);
  if (!(value >= FLOORS[factor]) || value > factors[factor]!)
    refuse(
      factor,
      `${id} would bring ${factor} to ${value.toFixed(1)}, where such effects were not seen`,
      `leave it out, or give a ${factor} from which it can fall`,
    );
  return { ...factors, [factor]: value };
}

function refuse(field: string, message: string, remedy: string): never {
  throw new TwinwardError('scenario.invalid', message, { field, remedy });
}
