import { TwinwardError } from '@twinward/contract';
import { exp, inverseNormal, log } from '@twinward/simulate';
import { normalTail } from './normal-tail.ts';
import type { StayModel } from './stay-model.ts';

/**
 * Stays that are log-normal, by mean and standard deviation in hours; both above zero, else throws `model.invalid`. What is left of a stay of
 * known length so far follows from the tail, so that it is right however long somebody has stayed.
 *
 * @example
 * const stay = new LogNormalStay(120, 144);
 * stay.survival(0); // 1
 */
export class LogNormalStay implements StayModel {
  readonly mean: number;
  readonly #mu: number;
  readonly #sigma: number;

  constructor(mean: number, sd: number) {
    if (!(mean > 0 && sd > 0 && Number.isFinite(mean * sd)))
      throw new TwinwardError('model.invalid', `stays of ${mean} ± ${sd} h`, { field: 'stay' });
    this.mean = mean;
    const variance = log(1 + (sd / mean) ** 2);
    this.#mu = log(mean) - variance / 2;
    this.#sigma = Math.sqrt(variance);
  }

  survival(hours: number): number {
    return hours <= 0 ? 1 : normalTail((log(hours) - this.#mu) / this.#sigma);
  }

  remaining(age: number, uniform: number): number {
    // the share of stays that lasts longer than the one drawn
    const tail = this.survival(age) * (1 - uniform);
    const hours = exp(this.#mu - this.#sigma * inverseNormal(Math.max(tail, Number.MIN_VALUE)));
    return Math.max(0, hours - Math.max(0, age));
  }
}
