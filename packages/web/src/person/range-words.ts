// An estimate beside its usual range, in words that say how sure it is.
import type { Output, SpreadView } from '../generated/types.ts';
import { formatValue } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';

/** Where an estimate stands. `unknown`: its model names no usual range. */
export type Standing = 'inside' | 'perhaps-outside' | 'probably-outside' | 'outside' | 'unknown';

/** Where an estimate stands to a usual range, by its 90 % interval, and the words for it. */
export function rangeWords(
  spread: Pick<SpreadView, 'q05' | 'q50' | 'q95'>,
  reference: Output['reference'],
  measure: Measure,
): { readonly standing: Standing; readonly words: string } {
  if (reference === undefined) return { standing: 'unknown', words: '' };
  const low = reference.low ?? Number.NEGATIVE_INFINITY;
  const high = reference.high ?? Number.POSITIVE_INFINITY;
  const show = (value: number): string => formatValue(value, measure);
  if (spread.q50 < low) {
    return spread.q95 < low
      ? { standing: 'outside', words: `below the usual ${show(low)}` }
      : { standing: 'probably-outside', words: `more likely than not below the usual ${show(low)}` };
  }
  if (spread.q50 > high) {
    return spread.q05 > high
      ? { standing: 'outside', words: `above the usual ${show(high)}` }
      : { standing: 'probably-outside', words: `more likely than not above the usual ${show(high)}` };
  }
  if (spread.q05 < low) return { standing: 'perhaps-outside', words: `usual, but may be below ${show(low)}` };
  if (spread.q95 > high)
    return { standing: 'perhaps-outside', words: `usual, but may be above ${show(high)}` };
  return { standing: 'inside', words: 'within the usual range' };
}
