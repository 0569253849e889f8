import { type Belief, EMPTY_SCHEDULE, type Instant, instant, type TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { assimilate } from '../assimilate/assimilate.ts';
import type { MeasurementResult } from '../assimilate/assimilated.ts';

/** Filters readings of the model's first observable; the belief and the result after each. */
export function filterRun(
  model: TwinModel,
  times: readonly Instant[],
  readings: readonly number[],
  size: number,
  seed: string,
): { readonly beliefs: readonly Belief[]; readonly results: readonly MeasurementResult[] } {
  const random = philox(seed);
  let belief = model.initialise({ ref: 'Device/d' as never, facts: {} }, instant(0), size, random);
  const beliefs: Belief[] = [];
  const results: MeasurementResult[] = [];
  readings.forEach((value, i) => {
    belief = model.advance(belief, times[i]!, EMPTY_SCHEDULE, random);
    const observable = model.observables[0]!.name;
    const taken = assimilate(model, belief, [{ observable, value, censored: null }], random);
    belief = taken.belief;
    beliefs.push(belief);
    results.push(...taken.results);
  });
  return { beliefs, results };
}
