import { TwinwardError } from '@twinward/contract';
import { solveSquare } from '@twinward/estimate';

/** Periods followed from empty before the search, so that it starts near. */
const FIRST = 4;
const MOST = 60;
/** Times what one period leaves of nothing; beyond, the amounts grow without end. */
const PILED_UP = 1e4;
/** Relative change of a period at which its start is taken for its fixed point. */
const SETTLED = 1e-10;

/**
 * The amounts [n] that `period` carries into themselves. For a linear period a0 = b + A a0 is solved with the columns of A from unit
 * amounts, and once more for what rounding left. Otherwise Newton's method with differences, from the fourth period on; a step to
 * negative amounts is halved.
 *
 * Throws `intervention.invalid` where no steady state is reached: more is given than can be eliminated.
 */
export function repeatingState(
  n: number,
  linear: boolean,
  period: (amounts: Float64Array) => void,
): Float64Array {
  const carried = (amounts: Float64Array): Float64Array => {
    const end = amounts.slice();
    period(end);
    return end;
  };
  let amounts: Float64Array = new Float64Array(n);
  const limit = PILED_UP * largest(carried(amounts));
  if (!linear) for (let k = 0; k < FIRST; k++) amounts = carried(amounts);
  for (let round = 0; round < MOST; round++) {
    const end = carried(amounts);
    const scale = largest(end);
    if (scale === 0) return end;
    if (!(scale <= limit)) break;
    const step = end.map((value, i) => value - amounts[i]!);
    if (step.every((change, i) => Math.abs(change) <= SETTLED * Math.abs(end[i]!) + 1e-14 * scale))
      return end;
    if (linear && round === 3) return end;
    newtonStep(n, amounts, end, step, linear ? scale : 1e-4 * scale, carried);
    let share = 1;
    while (share > 1e-6 && amounts.some((value, i) => !(value + share * step[i]! >= 0))) share /= 2;
    amounts = amounts.map((value, i) => Math.max(0, value + share * step[i]!));
    if (!(largest(amounts) <= limit)) break;
  }
  throw new TwinwardError('intervention.invalid', 'this course comes to no steady state', {
    field: 'ss',
    remedy: 'give less or less often: more is given than can be eliminated',
  });
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** (I - dP/da)^-1 (P(a) - a) into `step`. */
function newtonStep(
  n: number,
  amounts: Float64Array,
  end: Float64Array,
  step: Float64Array,
  by: number,
  carried: (amounts: Float64Array) => Float64Array,
): void {
  const matrix = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const moved = amounts.slice();
    moved[j] = moved[j]! + by;
    const then = carried(moved);
    for (let i = 0; i < n; i++) matrix[i * n + j] = (i === j ? 1 : 0) - (then[i]! - end[i]!) / by;
  }
  if (!solveSquare(matrix, step, n)) step.fill(0);
}
