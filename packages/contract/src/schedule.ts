import type { Instant } from './instant.ts';
import type { Intervention } from './intervention.ts';

/** The course of one input of a twin, member by member: another twin's output, or a constant of the surroundings. */
export interface InputSeries {
  readonly input: string;
  /** [T] rising. */
  readonly times: readonly Instant[];
  /** [rows x T]; member m reads row m modulo their number, so with one row all members share it. */
  readonly values: Float64Array;
  readonly between: 'hold' | 'linear';
}

/**
 * What acts on a twin while it advances: interventions by rising effective time (those already past stay on it as long as
 * the model's `memory` says they still act) and the inputs that couplings bring.
 */
export interface Schedule {
  readonly interventions: readonly Intervention[];
  readonly inputs: readonly InputSeries[];
}

/** Nothing acts. */
export const EMPTY_SCHEDULE: Schedule = { interventions: [], inputs: [] };

/** The value of an input for one member at an instant; before the first time it is the first value, after the last the last. */
export function inputAt(series: InputSeries, member: number, at: Instant): number {
  const count = series.times.length;
  const row = (member % (series.values.length / count)) * count;
  let after = 0;
  while (after < count && series.times[after]! <= at) after++;
  if (after === 0) return series.values[row]!;
  const before = series.values[row + after - 1]!;
  if (after === count || series.between === 'hold') return before;
  const from = series.times[after - 1]!;
  const share = (at - from) / (series.times[after]! - from);
  return before + share * (series.values[row + after]! - before);
}
