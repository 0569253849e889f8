import type { Column, Draws } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';

/**
 * Lets the parameters of a member wander, in the order of its columns: each by a normal step of its spread times a share, on the
 * scale of its column.
 */
export function wander(
  row: Float64Array,
  columns: readonly Column[],
  spread: Readonly<Record<string, number>>,
  share: number,
  draws: Draws,
): void {
  for (const [at, column] of columns.entries()) {
    if (column.role !== 'parameter') continue;
    row[at] = moved(column, row[at]!, spread[column.name]! * share * draws.normal());
  }
}

/** A value moved by a step on the scale of its column. */
function moved({ scale, low = 0, high = 1 }: Column, value: number, step: number): number {
  if (scale === 'linear') return value + step;
  if (scale === 'log') return value * exp(step);
  const odds = (value - low) / (high - value);
  return low + (high - low) / (1 + exp(-(log(odds) + step)));
}
