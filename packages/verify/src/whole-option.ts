import { TwinwardError } from '@twinward/contract';
import type { SuiteCall } from './suite.ts';

/**
 * A whole number given as an option of a suite, `otherwise` where it is left out; throws `usage` naming the option unless it lies from `least`
 * to `most`.
 */
export function wholeOption<Otherwise extends number | null>(
  { options }: SuiteCall,
  name: string,
  otherwise: Otherwise,
  least = 1,
  most: number = Number.POSITIVE_INFINITY,
): number | Otherwise {
  const given = options[name];
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (given.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TwinwardError('usage', `--${name} ${given.slice(0, 30)} is no such number`, {
    field: name,
    remedy: `give a whole number from ${least}${Number.isFinite(most) ? ` to ${most}` : ' on'}${otherwise === null ? '' : `, or leave it out for ${otherwise}`}`,
  });
}
