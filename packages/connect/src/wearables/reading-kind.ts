// The kinds of thing a wearable's file records that a twin can use, in the order in which they are stored.

/** `sensor` and `scan` are interstitial glucose (kept by itself, read on demand), `capillary` a finger stick. */
export const READING_KINDS = ['sensor', 'scan', 'capillary', 'carbohydrate', 'bolus'] as const;

/** One of `READING_KINDS`. */
export type ReadingKind = (typeof READING_KINDS)[number];

/** What became of a value, in the order in which it is stored; from `sensor-error` on there is none. */
export const READING_STATES = [
  'quantity',
  'below',
  'above',
  'sensor-error',
  'unknown',
  'not-a-number',
] as const;

/** One of `READING_STATES`. */
export type ReadingState = (typeof READING_STATES)[number];

/** Whether a reading of this state has no value. */
export function isAbsent(state: ReadingState): boolean {
  return state === 'sensor-error' || state === 'unknown' || state === 'not-a-number';
}

/** Whether the kind is a measurement of glucose. */
export function isGlucose(kind: ReadingKind): boolean {
  return kind === 'sensor' || kind === 'scan' || kind === 'capillary';
}
