import { type Belief, type RandomSource, type TwinModel, TwinwardError } from '@twinward/contract';
import { resample } from './resample.ts';

/**
 * The belief of `size` equally weighted members from which futures run: the model's own `branch` if it has one, else systematic
 * resampling. Throws `scenario.invalid` if size is not a whole number from 1.
 */
export function branchBelief(model: TwinModel, belief: Belief, size: number, random: RandomSource): Belief {
  if (!Number.isInteger(size) || size < 1) {
    throw new TwinwardError('scenario.invalid', `${size} futures cannot be run`, {
      field: 'size',
      remedy: 'ask for a whole number of futures, at least 1',
    });
  }
  if (model.branch !== undefined) return model.branch(belief, size, random);
  return resample(belief, size, random.derive('branch').draws(0, 0, 0).uniform());
}
