import type { Box } from './box.ts';

/** Writes residuals at x to `out` [m]. */
export type Residuals = (x: Float64Array, out: Float64Array) => void;

/** The first difference relative to the size of x, and what divides it from row to row of the table. */
const FIRST = 1e-2;
const RATIO = 2.5;
const ROWS = 6;

/**
 * Derivatives of residuals by central differences extrapolated to step zero (Richardson; Ridders 1982, Adv. Eng. Softw. 4:75-76),
 * each entry at the order and step where two estimates agree best: nearly full accuracy for smooth models, at up to twelve
 * evaluations a column. Next to a bound the difference is taken to the free side, at half the order. Writes [m x n, row by row].
 * `sizes` [n] are changes over which the residuals bend noticeably; where x is larger, or they are not known, x tells them.
 */
export function numericJacobian(
  residuals: Residuals,
  x: Float64Array,
  m: number,
  box: Box,
  out: Float64Array,
  sizes: ArrayLike<number> | null = null,
): void {
  const n = x.length;
  const at = x.slice();
  const here = new Float64Array(m);
  const [up, down] = [new Float64Array(m), new Float64Array(m)];
  for (let j = 0; j < n; j++) {
    const width = Math.max(Math.abs(x[j]!), sizes?.[j] ?? 1e-4) * FIRST;
    const side = roomAt(x[j]!, width, box.lower[j]!, box.upper[j]!);
    if (side !== 0) residuals(x, here);
    const best = new Float64Array(m).fill(Number.POSITIVE_INFINITY);
    let before: Float64Array[] = [];
    let step = width;
    for (let row = 0; row < ROWS; row++) {
      const table: Float64Array[] = [];
      const difference = new Float64Array(m);
      const [high, low] = [x[j]! + (side < 0 ? 0 : step), x[j]! - (side > 0 ? 0 : step)];
      difference.set(valuesAt(residuals, at, j, high, side < 0 ? here : up, side >= 0));
      const below = valuesAt(residuals, at, j, low, side > 0 ? here : down, side <= 0);
      for (let i = 0; i < m; i++) difference[i] = (difference[i]! - below[i]!) / (high - low);
      table.push(difference);
      let weight = 1;
      for (let order = 1; order <= row; order++) {
        weight *= side === 0 ? RATIO * RATIO : RATIO;
        const [fine, coarse] = [table[order - 1]!, before[order - 1]!];
        const next = new Float64Array(m);
        for (let i = 0; i < m; i++) {
          next[i] = (weight * fine[i]! - coarse[i]!) / (weight - 1);
          const doubt = Math.max(Math.abs(next[i]! - fine[i]!), Math.abs(next[i]! - coarse[i]!));
          if (doubt <= best[i]!) {
            best[i] = doubt;
            out[i * n + j] = next[i]!;
          }
        }
        table.push(next);
      }
      if (row === 0) for (let i = 0; i < m; i++) out[i * n + j] = difference[i]!;
      before = table;
      step /= RATIO;
    }
    at[j] = x[j]!;
  }
}

/** 0 when there is room on both sides, else the sign of the side to go to. */
function roomAt(x: number, width: number, low: number, high: number): -1 | 0 | 1 {
  if (x - width >= low && x + width <= high) return 0;
  return high - x >= x - low ? 1 : -1;
}

function valuesAt(
  residuals: Residuals,
  at: Float64Array,
  j: number,
  value: number,
  out: Float64Array,
  fresh: boolean,
): Float64Array {
  if (!fresh) return out;
  at[j] = value;
  residuals(at, out);
  return out;
}
