import { TwinwardError } from '@twinward/contract';

/** Throws `belief.collapsed` when a state or covariance is not of finite numbers. */
export function checkFinite(values: Float64Array, what: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new TwinwardError('belief.collapsed', `the ${what} is not finite (entry ${at} is ${values[at]})`, {
    field: what,
    remedy: 'look for parameters or observations outside the range of the model, or use an ensemble',
  });
}
