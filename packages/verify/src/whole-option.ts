import { TwinwardError } from '@twinward/contract';
import type { SuiteCall } from './suite.ts';

/** An option of a suite that is a whole number of at least `least`, or `otherwise` when it is not given. Throws `usage` for anything else. */
export function wholeOption(call: SuiteCall, name: string, otherwise: number, least = 1): number {
  const given = call.options[name];
  const count = given === undefined ? otherwise : Number(given);
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new TwinwardError('usage', `--${name} ${given} is not such a number`, {
    field: name,
    remedy: `give a whole number of at least ${least}`,
  });
}
