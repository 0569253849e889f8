// What becomes of people with type 2 diabetes: curves over the years with their Monte-Carlo error, and length of life.
import { TwinwardError } from '@twinward/contract';
import type { Lives } from './follow-lives.ts';
import { OM2_EVENTS, type Om2Event } from './om2-events.ts';

/** A mean over lives with its Monte-Carlo standard error. */
export interface Estimated {
  readonly mean: number;
  readonly error: number;
}

/** Probabilities by year: after 1, 2, ... years. */
export interface YearlyProbabilities {
  readonly probability: Float64Array;
  /** Monte-Carlo standard error. */
  readonly error: Float64Array;
}

/** A summary of simulated lives. */
export interface Progression {
  readonly lives: number;
  /** Still alive after each year. */
  readonly alive: YearlyProbabilities;
  /** Each complication has happened by the end of each year, death having come first where it did. */
  readonly happened: Readonly<Record<Om2Event, YearlyProbabilities>>;
  /** Alive and none of the complications has happened since the start. */
  readonly aliveWithout: YearlyProbabilities;
  /** Years of life within the horizon. */
  readonly lifeYears: Estimated;
  /** Within which the middle half and nine in ten of lives lie, years: quantiles .05, .25, .5, .75, .95. */
  readonly lifeYearsQuantiles: readonly [number, number, number, number, number];
  /** Quality-adjusted years; null without utilities. */
  readonly qualityYears: Estimated | null;
}

/** Two summaries of the same lives under a change, life by life; positive where the change has more. */
export interface ProgressionDifference {
  readonly lifeYears: Estimated;
  readonly qualityYears: Estimated | null;
  readonly alive: YearlyProbabilities;
  readonly happened: Readonly<Record<Om2Event, YearlyProbabilities>>;
}

const EVENTS = OM2_EVENTS.length;

/** Summarises lives. */
export function progressionOf(lives: Lives): Progression {
  const { count, years, ends, first } = lives;
  const without = Int16Array.from({ length: count }, (_, life) => {
    let soonest = ends[life]!;
    for (let i = 0; i < EVENTS; i++) soonest = Math.min(soonest, first[life * EVENTS + i]!);
    return soonest;
  });
  const lengths = Float64Array.from({ length: count }, (_, life) => lengthOf(lives, life));
  const sorted = lengths.slice().sort();
  const quantile = (p: number): number => sorted[Math.min(count - 1, Math.floor(p * count))]!;
  return {
    lives: count,
    alive: yearly(years, count, (life, year) => (ends[life]! > year ? 1 : 0)),
    happened: byEvent((i) =>
      yearly(years, count, (life, year) => (first[life * EVENTS + i]! <= year ? 1 : 0)),
    ),
    aliveWithout: yearly(years, count, (life, year) => (without[life]! > year ? 1 : 0)),
    lifeYears: estimated(lengths),
    lifeYearsQuantiles: [quantile(0.05), quantile(0.25), quantile(0.5), quantile(0.75), quantile(0.95)],
    qualityYears: lives.quality === null ? null : estimated(lives.quality),
  };
}

/** What a change makes of the same lives: `changed` minus `usual`, paired. Throws `usage` unless both are of one request. */
export function progressionDifference(usual: Lives, changed: Lives): ProgressionDifference {
  const { count, years } = usual;
  if (changed.count !== count || changed.years !== years)
    throw new TwinwardError('usage', 'the lives are not of one request', { field: 'count' });
  const pair = (of: (lives: Lives, life: number) => number): Estimated =>
    estimated(Float64Array.from({ length: count }, (_, life) => of(changed, life) - of(usual, life)));
  const by = (of: (lives: Lives, life: number, year: number) => number): YearlyProbabilities =>
    yearly(years, count, (life, year) => of(changed, life, year) - of(usual, life, year));
  return {
    lifeYears: pair(lengthOf),
    qualityYears:
      usual.quality === null || changed.quality === null
        ? null
        : pair(({ quality }, life) => quality![life]!),
    alive: by(({ ends }, life, year) => (ends[life]! > year ? 1 : 0)),
    happened: byEvent((i) => by(({ first }, life, year) => (first[life * EVENTS + i]! <= year ? 1 : 0))),
  };
}

/** A life that ends counts half of its last year. */
function lengthOf({ ends, years }: Lives, life: number): number {
  return ends[life]! < years ? ends[life]! + 0.5 : years;
}

function byEvent<T>(of: (place: number) => T): Readonly<Record<Om2Event, T>> {
  return Object.fromEntries(OM2_EVENTS.map((event, i) => [event, of(i)])) as Record<Om2Event, T>;
}

function yearly(
  years: number,
  count: number,
  of: (life: number, year: number) => number,
): YearlyProbabilities {
  const probability = new Float64Array(years);
  const error = new Float64Array(years);
  for (let year = 0; year < years; year++) {
    let [sum, squares] = [0, 0];
    for (let life = 0; life < count; life++) {
      const value = of(life, year);
      sum += value;
      squares += value * value;
    }
    probability[year] = sum / count;
    error[year] = standardError(sum, squares, count);
  }
  return { probability, error };
}

function estimated(values: Float64Array): Estimated {
  const sum = values.reduce((a, b) => a + b, 0);
  const squares = values.reduce((a, b) => a + b * b, 0);
  return { mean: sum / values.length, error: standardError(sum, squares, values.length) };
}

function standardError(sum: number, squares: number, n: number): number {
  return Math.sqrt(Math.max(0, squares - (sum * sum) / n) / Math.max(1, n - 1) / n);
}
