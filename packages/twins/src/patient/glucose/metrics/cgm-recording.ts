// What every glucose metric is computed from: one person's sensor readings.
import { TwinwardError } from '@twinward/contract';

/** A continuous glucose recording; gaps are simply absent readings. */
export interface CgmRecording {
  /** Milliseconds of the wall clock, counted as if its zone were UTC [n]: days begin at the person's midnight. */
  readonly times: Float64Array;
  /** Glucose, mg/dL, positive [n]. */
  readonly mgdl: Float64Array;
}

/**
 * Checks what every metric relies on: at least two readings, each with a time, and positive glucose. Throws `model.domain` naming
 * the field and the first reading at fault.
 */
export function checkRecording({ times, mgdl }: CgmRecording): void {
  const refuse = (message: string, field: string, row: number): never => {
    throw new TwinwardError('model.domain', message, {
      field,
      row,
      remedy: 'give every reading a time and a positive glucose in mg/dL',
    });
  };
  if (times.length !== mgdl.length) refuse(`${times.length} times for ${mgdl.length} readings`, 'times', 1);
  if (mgdl.length < 2) refuse('a recording needs at least two readings', 'mgdl', 1);
  for (let i = 0; i < mgdl.length; i++) {
    if (!(mgdl[i]! > 0 && mgdl[i]! < Number.POSITIVE_INFINITY))
      refuse('glucose is not a positive number', 'mgdl', i + 1);
    if (!Number.isFinite(times[i]!)) refuse('time is not a number', 'times', i + 1);
  }
}
