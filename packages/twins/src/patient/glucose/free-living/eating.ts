// Logged carbohydrate: eaten at 5 g a minute on the whole minutes, a meal begun while another is eaten waiting its turn.
import type { Instant, Intervention, InterventionType } from '@twinward/contract';
import { minuteOf } from './prior.ts';

/** Grams of carbohydrate eaten in a minute. */
const PACE = 5;

/** What can be done: eating. */
export const CARBOHYDRATE: InterventionType = {
  name: 'carbohydrate',
  label: 'Carbohydrate',
  fields: [
    { name: 'grams', label: 'Carbohydrate', unit: 'g', minimum: 1, maximum: 300, default: 15, step: 1 },
  ],
  acts: 'eaten at 5 g/min into the first stage of the gut (A1), times the rise per gram (gain)',
  lasting: false,
};

/** What is eaten in one minute, and the whole of a meal that begins in it. */
export interface Bite {
  readonly minute: number;
  readonly grams: number;
  readonly begun: number;
}

/** The bites from one minute (with it) to another (without), by time. */
export function bitesBetween(
  interventions: readonly Intervention[],
  from: number,
  to: number,
): readonly Bite[] {
  const bites: Bite[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { type, effectiveAt, amounts } of interventions) {
    const grams = amounts.grams ?? 0;
    if (type !== CARBOHYDRATE.name || !(grams > 0)) continue;
    const first = Math.max(minuteOf(effectiveAt as Instant), free);
    const minutes = Math.ceil(grams / PACE);
    free = first + minutes;
    for (let k = Math.max(0, from - first); k < minutes && first + k < to; k++) {
      bites.push({
        minute: first + k,
        grams: Math.min(PACE, grams - k * PACE),
        begun: k === 0 ? grams : 0,
      });
    }
  }
  return bites;
}
