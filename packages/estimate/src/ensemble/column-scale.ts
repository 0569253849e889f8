import { type Column, TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';

/** Members nearer to a bound than this share of the farthest member (log) or of the range (logit) count as lying there. */
const NEAREST = 1e-6;

/**
 * A column's values [N] on the scale on which it is estimated: x, ln(x - low) or ln((x - low) / (high - x)). Values on a bound
 * have no finite image; they are taken at the nearest distance told above, so one empty compartment does not throw the mean.
 * A log column whose members all lie on the bound becomes zeros, that is, it does not move. Throws `model.invalid` for a logit
 * column without `high`.
 */
export function toScale(column: Column, values: Float64Array): Float64Array {
  if (column.scale === 'linear') return values.slice();
  const low = column.low ?? 0;
  const out = new Float64Array(values.length);
  if (column.scale === 'logit') {
    const range = rangeOf(column);
    for (let m = 0; m < out.length; m++) {
      const share = Math.min(1 - NEAREST, Math.max(NEAREST, (values[m]! - low) / range));
      out[m] = log(share / (1 - share));
    }
    return out;
  }
  let farthest = 0;
  for (let m = 0; m < out.length; m++) {
    const distance = values[m]! - low;
    if (distance > farthest) farthest = distance;
  }
  if (farthest === 0) return out;
  for (let m = 0; m < out.length; m++) out[m] = log(Math.max(NEAREST * farthest, values[m]! - low));
  return out;
}

/** Back from the scale of estimation; always finite and inside the bounds. */
export function fromScale(column: Column, z: number): number {
  if (column.scale === 'linear') return z;
  const low = column.low ?? 0;
  if (column.scale === 'log') return low + exp(Math.max(-690, Math.min(690, z)));
  return low + rangeOf(column) / (1 + exp(-Math.max(-20, Math.min(20, z))));
}

function rangeOf(column: Column): number {
  const range = (column.high ?? Number.NaN) - (column.low ?? 0);
  if (!(range > 0)) {
    throw new TwinwardError('model.invalid', `the logit column ${column.name} needs low < high`, {
      field: column.name,
      remedy: 'declare high (and low, if not 0)',
    });
  }
  return range;
}
