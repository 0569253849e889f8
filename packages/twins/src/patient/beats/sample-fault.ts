import { type WaveQuality, withheld } from './wave-quality.ts';

/** What a sound signal is not: constant to within `still`, or at the end of what its converter can tell. */
export interface SampleLimits {
  /** Samples a second. */
  readonly frequency: number;
  /** A span that a living signal exceeds within two seconds. */
  readonly still: number;
  /** The least and largest value that can be sent, where known. */
  readonly rails: readonly [low: number, high: number] | null;
}

/** Seconds without a sample, of standing still, and at a rail, that spoil a stretch; and the share of samples that does. */
const GAP = 1;
const STILL = 2;
const STUCK = 0.02;
const MISSING = 0.1;
const RAILED = 0.02;

/**
 * What is wrong with the samples of a stretch whatever they mean: none come, they stand still, or they are cut off at the end of the
 * range. Null where nothing is.
 */
export function sampleFault(samples: readonly number[], limits: SampleLimits): WaveQuality | null {
  const { frequency, still, rails } = limits;
  const missing = samples.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  if (
    samples.length === 0 ||
    missing > MISSING * samples.length ||
    longest(samples, Number.isNaN) > GAP * frequency
  )
    return withheld('lead-off', 'no samples come: the lead or sensor is off');
  if (rails !== null) {
    const [low, high] = rails;
    const edge = (high - low) / 4000;
    const railed = (value: number): boolean => value <= low + edge || value >= high - edge;
    if (
      samples.filter(railed).length > RAILED * samples.length &&
      longest(samples, railed) >= Math.max(2, STUCK * frequency)
    )
      return withheld('saturated', 'cut off at the end of the range of the converter');
  }
  if (longestStill(samples, still) > STILL * frequency)
    return withheld(
      'flat',
      'a flat line: the sensor is off or flushed, or nothing pulsates; which of them is not told',
    );
  return null;
}

function longest(samples: readonly number[], holds: (value: number) => boolean): number {
  let [run, most] = [0, 0];
  for (const value of samples) {
    run = holds(value) ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return most;
}

/** The longest run whose values span no more than `still`. */
function longestStill(samples: readonly number[], still: number): number {
  let [run, most, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    if (Number.isNaN(value)) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
    if (high - low > still) [run, low, high] = [0, value, value];
    run += 1;
    most = Math.max(most, run);
  }
  return most;
}
