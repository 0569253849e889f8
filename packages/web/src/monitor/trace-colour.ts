import type { Trace } from './wave-store.ts';

const COLOURS: Readonly<Record<NonNullable<Trace['kind']>, string>> = {
  electrocardiogram: '--trace-electrocardiogram',
  'arterial-pressure': '--trace-pressure',
  plethysmogram: '--trace-plethysmogram',
  respiration: '--trace-breath',
};

/** The name of the colour in which a kind of signal and its numbers are shown. */
export function traceColour(kind: Trace['kind']): string {
  return kind === null ? '--trace-other' : COLOURS[kind];
}
