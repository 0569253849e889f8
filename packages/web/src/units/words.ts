// Sentences about numbers, so that no figure stands without its meaning.
import { formatInstant, formatNumber } from './format.ts';
import { type GlucoseChoice, type Measure, MGDL_PER_MMOLL } from './measure.ts';

/** Which way a quantity moves: a glyph for the eye and words for everyone. */
export interface Trend {
  readonly glyph: string;
  readonly words: string;
}

/**
 * A rate of change in words. Steady within 0.3 mg/dL a minute of nothing; fast from 2 on, as glucose sensors mark it
 * (`steady` and `fast` are in the quantity's unit per minute).
 */
export function trendOf(perMinute: number | null, measure: Measure, steady = 0.3, fast = 2): Trend {
  if (perMinute === null) return { glyph: '·', words: 'direction not yet known' };
  const size = Math.abs(perMinute);
  if (size < steady) return { glyph: '→', words: 'steady' };
  const rate = `${formatNumber(size * measure.factor, measure.decimals === 0 ? 1 : 2)} a minute`;
  if (perMinute > 0)
    return size >= fast
      ? { glyph: '↑', words: `rising fast, ${rate}` }
      : { glyph: '↗', words: `rising ${rate}` };
  return size >= fast
    ? { glyph: '↓', words: `falling fast, ${rate}` }
    : { glyph: '↘', words: `falling ${rate}` };
}

/** A sentence of the server, which speaks UTC and mg/dL, in the reader's zone and glucose unit. */
export function forReader(text: string, choice: GlucoseChoice): string {
  const local = text
    .replaceAll('[iU]', 'U')
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g, (iso) => formatInstant(Date.parse(iso)));
  if (choice === 'mg/dL') return local;
  const converted = (text: string): string =>
    text.replace(NUMBER, (number) => {
      const value = Number(number.replace('−', '-')) / MGDL_PER_MMOLL;
      return `${number.startsWith('+') ? '+' : ''}${formatNumber(value, 1)}`;
    });
  return local.replace(AMOUNT, (_whole, numbers: string, gap: string) => `${converted(numbers)}${gap}mmol/L`);
}

const NUMBER = /[+−-]?\d+(?:\.\d+)?/g;
/** `31`, `18 to 46`, `+31 (18 to 46)`, each before mg/dL. */
const AMOUNT =
  /((?:[+−-]?\d+(?:\.\d+)?\s*\(\s*)?[+−-]?\d+(?:\.\d+)?(?:\s*(?:to|and|–)\s*[+−-]?\d+(?:\.\d+)?)?)(\)?\s*)mg\/dL/g;

/** How far a mean squared normal score (1 when calibrated) is from what the twin promised. */
export function driftWords(drift: number): string {
  const ratio = Math.sqrt(drift);
  if (drift > DRIFTS_FROM) return `misses ${formatNumber(ratio, 1)} times as wide as it expects`;
  if (drift < 0.5) return 'misses are smaller than it expects';
  return 'misses are as wide as it expects';
}

/** Mean squared normal score from which a twin is called drifting: its misses are 1.4 times as wide as it says. */
export const DRIFTS_FROM = 2;

/** What the shape of a histogram of PIT values says about the spread of forecasts. Ten bins of counts. */
export function pitWords(counts: readonly number[]): string {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total < 50) return 'Too few forecasts have come true to read the shape.';
  const share = (from: number, to: number): number =>
    counts.slice(from, to).reduce((a, b) => a + b, 0) / total;
  const [low, high, middle] = [share(0, 2), share(8, 10), share(3, 7)];
  const tolerance = 0.06 + 1 / Math.sqrt(total);
  if (low + high > 0.4 + tolerance && middle < 0.4)
    return 'Too many truths fall in both tails: the intervals are too narrow.';
  if (middle > 0.4 + tolerance && low + high < 0.4)
    return 'Too many truths fall in the middle: the intervals are too wide.';
  if (high - low > tolerance * 1.5) return 'Truths tend to lie above the forecast: it runs too low.';
  if (low - high > tolerance * 1.5) return 'Truths tend to lie below the forecast: it runs too high.';
  if (total < 500) return `No sign yet that the spread is wrong, but ${total} forecasts are few.`;
  return 'Close to flat: the spread of the forecasts can be believed.';
}

/** The twin's error against persistence (the last value going on), in words. */
export function againstPersistence(rmse: number, persistence: number): string {
  const share = Math.round((1 - rmse / persistence) * 100);
  if (!Number.isFinite(share)) return 'no comparison yet';
  if (share === 0) return 'as good as persistence';
  return share > 0 ? `${share} % better than persistence` : `${-share} % worse than persistence`;
}
