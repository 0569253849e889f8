import { TwinwardError } from '@twinward/contract';
import type { ObservationSet } from './observation-set.ts';

/** The error variance of one observation of a set; throws `observation.invalid` unless it is a number above 0. */
export function errorVariance({ variance }: ObservationSet, index: number): number {
  const value = variance[index]!;
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new TwinwardError('observation.invalid', `observation ${index} has error variance ${value}`, {
    field: `variance[${index}]`,
    remedy: 'give a variance above 0; what is known exactly belongs into the model',
  });
}
