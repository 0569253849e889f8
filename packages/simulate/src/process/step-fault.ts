import { TwinwardError } from '@twinward/contract';

/** The error of a step that cannot be taken: which one, when, and why. The run cannot go on after it. */
export function stepFault(step: string, time: number, why: string): TwinwardError {
  return new TwinwardError('model.domain', `${step}, at time ${time}: ${why}`, {
    field: step,
    remedy: 'mend the step, or the distribution it draws from',
  });
}
