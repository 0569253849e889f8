import type { BedSources } from '../beds/bed-sources.ts';
import type { Ward } from './ward.ts';
import { bedsAt, type WardChange } from './ward-change.ts';
import { type WardFuturesOptions, type WardPaths, wardFutures } from './ward-futures.ts';

const HOUR = 3_600_000;

/** A number of futures: its mean, and levels between which 90 % of them lie. */
export interface FuturesSpread {
  readonly mean: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

/** Something without and with changes, and the difference in each future: the draws are the same. */
export interface PairedFutures {
  readonly without: FuturesSpread;
  readonly with: FuturesSpread;
  readonly change: FuturesSpread;
}

/** A share of futures without and with changes, and the difference with its 90 % interval of chance. */
export interface PairedShare {
  readonly without: number;
  readonly with: number;
  readonly change: number;
  readonly low: number;
  readonly high: number;
}

/** What changes do to one ward. */
export interface WardEffect {
  readonly unit: string;
  /** Its beds needed at the worst hour. */
  readonly peak: PairedFutures;
  /** Patients in its beds, on average over the hours. */
  readonly lying: PairedFutures;
  /** Futures in which its beds are too few at some hour in which it is not closed. */
  readonly tooFew: PairedShare;
}

/** What changes do to a hospital's wards. */
export interface WardComparison {
  readonly wards: readonly WardEffect[];
  /** Patients without a bed at the worst hour, those who wait longer than four hours, and patients in a bed of another ward than theirs, on average. */
  readonly waiting: PairedFutures;
  readonly breached: PairedFutures;
  readonly elsewhere: PairedFutures;
}

/** The same futures of a hospital's wards without and with changes. */
export function compareWards(
  sources: BedSources,
  wards: readonly Ward[],
  at: number,
  options: WardFuturesOptions & { readonly changes: readonly WardChange[] },
): WardComparison {
  const { changes, ...usual } = options;
  const [before, after] = [wardFutures(sources, wards, at, usual), wardFutures(sources, wards, at, options)];
  const { hours, size } = options;
  const peak = (counts: Uint16Array): Float64Array => perMember(counts, hours, size, Math.max);
  const mean = (counts: Uint16Array): Float64Array =>
    perMember(counts, hours, size, (sum, count) => sum + count).map((sum) => sum / hours);
  return {
    wards: wards.map(({ unit, staffed }, w) => {
      const few = (paths: WardPaths, acting: readonly WardChange[]): Float64Array =>
        tooFew(paths.needed[w]!, hours, size, (hour) => bedsAt(unit, staffed, acting, at + hour * HOUR - 1));
      return {
        unit,
        peak: paired(peak(before.needed[w]!), peak(after.needed[w]!)),
        lying: paired(mean(before.lying[w]!), mean(after.lying[w]!)),
        tooFew: pairedShare(few(before, []), few(after, changes)),
      };
    }),
    waiting: paired(peak(before.waiting), peak(after.waiting)),
    breached: paired(peak(before.breached), peak(after.breached)),
    elsewhere: paired(mean(before.elsewhere), mean(after.elsewhere)),
  };
}

/** By member, its counts at all hours taken together. */
function perMember(
  counts: Uint16Array,
  hours: number,
  size: number,
  together: (so: number, count: number) => number,
): Float64Array {
  const values = new Float64Array(size);
  for (let hour = 0; hour < hours; hour++)
    for (let member = 0; member < size; member++)
      values[member] = together(values[member]!, counts[hour * size + member]!);
  return values;
}

/** 1 of each member in which more is needed than there is as some hour ends; where there is none nothing is judged. */
function tooFew(
  needed: Uint16Array,
  hours: number,
  size: number,
  beds: (hour: number) => number,
): Float64Array {
  const few = new Float64Array(size);
  for (let hour = 0; hour < hours; hour++) {
    const there = beds(hour + 1);
    if (there === 0) continue;
    for (let member = 0; member < size; member++) if (needed[hour * size + member]! > there) few[member] = 1;
  }
  return few;
}

function paired(before: Float64Array, after: Float64Array): PairedFutures {
  return {
    without: spread(before),
    with: spread(after),
    change: spread(after.map((value, member) => value - before[member]!)),
  };
}

function spread(values: Float64Array): FuturesSpread {
  const sorted = values.toSorted();
  const level = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { mean: meanOf(values), q05: level(0.05), q50: level(0.5), q95: level(0.95) };
}

function pairedShare(before: Float64Array, after: Float64Array): PairedShare {
  const differences = after.map((value, member) => value - before[member]!);
  const change = meanOf(differences);
  const squares = differences.reduce((sum, value) => sum + (value - change) ** 2, 0);
  const chance = 1.645 * Math.sqrt(squares / (differences.length - 1) / differences.length);
  return {
    without: meanOf(before),
    with: meanOf(after),
    change,
    low: Math.max(-1, change - chance),
    high: Math.min(1, change + chance),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
