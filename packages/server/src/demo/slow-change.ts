import { philox } from '@twinward/simulate';

/** Terms after which the past no longer counts: 0.8^50 is below 2e-5. */
const TERMS = 50;
const CARRY = 0.8;

/**
 * A slow change of mean 0 and standard deviation 1 at an hour: an autoregressive process on a grid of hours (correlation 0.8 from one to the
 * next), straight in between. It has no state: the same hour gives the same change.
 */
export function slowChange(seed: string, stream: number, hour: number): number {
  const step = Math.floor(hour);
  const share = hour - step;
  return (1 - share) * atHour(seed, stream, step) + share * atHour(seed, stream, step + 1);
}

function atHour(seed: string, stream: number, step: number): number {
  const source = philox(seed);
  let change = 0;
  for (let k = step - TERMS; k <= step; k++) {
    change = CARRY * change + Math.sqrt(1 - CARRY ** 2) * source.draws(0, stream, k >>> 0).normal();
  }
  return change;
}
