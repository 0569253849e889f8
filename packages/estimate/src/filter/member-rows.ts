import { TwinwardError } from '@twinward/contract';
import { rowKernel } from '../linear-algebra/row-kernel.ts';

/** How many members an array of rows holds; `usage` when it is not two or more whole ones. */
export function membersIn(values: Float64Array, size: number): number {
  const members = values.length / size;
  if (members >= 2 && Number.isInteger(members)) return members;
  throw new TwinwardError('usage', `${values.length} numbers are not members of ${size} each`, {
    field: 'initial',
    remedy: 'give at least two members by rows',
  });
}

/** Writes the mean of the members [members x size, by rows]; members that agree have exactly that mean. */
export function meanRow(values: Float64Array, members: number, mean: Float64Array): void {
  const size = values.length / members;
  rowKernel().departures(values, members, size, mean);
  for (let i = 0; i < size; i++) mean[i] = values[i]! + mean[i]! / members;
}

/** Writes the mean and leaves the anomalies, multiplied by a factor. */
export function centreRows(values: Float64Array, members: number, mean: Float64Array, factor = 1): void {
  meanRow(values, members, mean);
  const size = values.length / members;
  for (let m = 0; m < members; m++) {
    const at = m * size;
    for (let i = 0; i < size; i++) values[at + i] = factor * (values[at + i]! - mean[i]!);
  }
}

/** Adds a row to every member. */
export function addRow(values: Float64Array, members: number, row: Float64Array): void {
  const size = values.length / members;
  for (let m = 0; m < members; m++) {
    const at = m * size;
    for (let i = 0; i < size; i++) values[at + i] = values[at + i]! + row[i]!;
  }
}

/** Multiplies the anomalies by a factor; `mean` is written. */
export function inflateRows(values: Float64Array, members: number, mean: Float64Array, factor: number): void {
  meanRow(values, members, mean);
  spreadRows(values, members, mean, factor);
}

/** Multiplies the distance of every member from a centre by a factor. */
export function spreadRows(
  values: Float64Array,
  members: number,
  centre: Float64Array,
  factor: number,
): void {
  const size = values.length / members;
  for (let m = 0; m < members; m++) {
    const at = m * size;
    for (let i = 0; i < size; i++) values[at + i] = centre[i]! + factor * (values[at + i]! - centre[i]!);
  }
}

/** Writes the mean of weighted members [members x size, by rows], normalised weights [members]; those that weigh nothing may be NaN. */
export function weightedMeanRow(values: Float64Array, weights: Float64Array, mean: Float64Array): void {
  const size = mean.length;
  mean.fill(0);
  for (let m = 0; m < weights.length; m++) {
    const w = weights[m]!;
    if (w === 0) continue;
    for (let i = 0; i < size; i++) mean[i] = mean[i]! + w * values[m * size + i]!;
  }
}

/** Whether all of `count` numbers are finite. */
export function allFinite(values: Float64Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/** Copies members from one array to another: row k of `to` is row `ancestors[k]` of `from`. */
export function gatherRows(from: Float64Array, ancestors: Int32Array, size: number, to: Float64Array): void {
  for (let m = 0; m < ancestors.length; m++) {
    const at = ancestors[m]! * size;
    for (let i = 0; i < size; i++) to[m * size + i] = from[at + i]!;
  }
}
