import { TwinwardError } from '@twinward/contract';

/** How far a time may lie from a whole number of steps, in steps. */
const SLACK = 1e-6;
const MOST_INTERVALS = 2 ** 32;

/** The number of steps from the first time to each of them. Throws `usage` for times that are not whole numbers of steps apart, or fall. */
export function stepGrid(times: ArrayLike<number>, step: number): Float64Array {
  if (!(step > 0 && step < Infinity)) {
    throw new TwinwardError('usage', `${step} is no step`, {
      field: 'step',
      remedy: 'give a positive length of time',
    });
  }
  if (times.length === 0) {
    throw new TwinwardError('usage', 'there is no time to start at', { field: 'times' });
  }
  const grid = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) {
    const steps = (times[i]! - times[0]!) / step;
    grid[i] = Math.round(steps);
    const rises = i === 0 || grid[i]! >= grid[i - 1]!;
    if (rises && Math.abs(steps - grid[i]!) <= SLACK && grid[i]! <= MOST_INTERVALS) continue;
    throw new TwinwardError(
      'usage',
      `time ${times[i]} is not a whole number of steps of ${step} after ${times[0]}`,
      {
        field: 'times',
        row: i + 1,
        remedy: 'give finite times that rise by whole numbers of steps, or a step that divides them',
      },
    );
  }
  return grid;
}
