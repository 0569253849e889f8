import { STAY_EDGES, SurvivalTable } from './survival-table.ts';

/** Hours about the announced time at which the hazard of leaving may change; the first stretch begins long before, the last never ends. */
const EDGES: readonly number[] = [-48, -24, -12, -6, -3, 0, 3, 6, 12, 24, 48];
const STRETCHES = EDGES.length + 1;
/** Place of patients of whom nothing was announced. */
const SILENT = STRETCHES;
/** Stretches near the announced time: from half a day before it to a day after. */
const NEAR: readonly [number, number] = [3, 9];
/** Departures, and patient-hours near the announced time, that the prior, by which an announcement tells nothing, counts for in each stretch. */
const [PRIOR, PRIOR_HOURS] = [0.25, 10];
/** What a departure learnt counts for after one more. */
const DISCOUNT = 0.998;

/** Plain numbers from which `AnnouncedLeaving` can be made again: by stretch, and last for patients of whom nothing was announced. */
export interface AnnouncedCounts {
  readonly left: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly hours: ArrayLike<number>;
}

/**
 * How far announced dates of discharge can be trusted, learnt from the stream. Near the announced time the hazard of leaving is that which such
 * patients had, Gamma distributed of who left and the hours all spent there (Ibrahim, Chen and Sinha 2001, Bayesian Survival Analysis,
 * 3.1) about that of the patient's own stay. Farther from it the hazard is that of the stay times a ratio, Gamma distributed about 1 of who
 * left and how many were expected to (the standardised ratio of Breslow and Day 1987, Statistical Methods in Cancer Research II, 2.3).
 * Announcements that are kept make it steep at their time; such as tell nothing leave the stay as it was. Old departures count for less.
 *
 * @example
 * const learnt = new AnnouncedLeaving();
 * learnt.spend(-30, 0.01);
 * learnt.learn(-30);
 * learnt.hazard(-30, 0.01) > 0.04; // true
 */
export class AnnouncedLeaving {
  readonly #left: Float64Array;
  readonly #expected: Float64Array;
  readonly #hours: Float64Array;

  constructor(counts: AnnouncedCounts | null = null) {
    const from = (values: ArrayLike<number> | undefined): Float64Array =>
      values === undefined ? new Float64Array(STRETCHES + 1) : Float64Array.from(values);
    this.#left = from(counts?.left);
    this.#expected = from(counts?.expected);
    this.#hours = from(counts?.hours);
  }

  counts(): AnnouncedCounts {
    return { left: this.#left.slice(), expected: this.#expected.slice(), hours: this.#hours.slice() };
  }

  /** Somebody was there for an hour, `after` hours after the announced time (negative before it; null: nothing announced), where so many were expected to leave. */
  spend(after: number | null, expected: number): void {
    const k = stretchOf(after);
    this.#expected[k]! += expected;
    this.#hours[k]! += 1;
  }

  /** Somebody left so many hours after the announced time. */
  learn(after: number | null): void {
    for (const counts of [this.#left, this.#expected, this.#hours])
      for (let k = 0; k <= STRETCHES; k++) counts[k]! *= DISCOUNT;
    this.#left[stretchOf(after)]! += 1;
  }

  /** Hazard of leaving per hour where that of the stay alone would be `usual`. Where nothing is ever announced, silence tells nothing. */
  hazard(after: number | null, usual: number): number {
    const k = stretchOf(after);
    const left = this.#left[k]!;
    if (k === SILENT && !this.#announces()) return usual;
    if (k >= NEAR[0] && k < NEAR[1]) return (left + PRIOR_HOURS * usual) / (this.#hours[k]! + PRIOR_HOURS);
    return (usual * (left + PRIOR)) / (this.#expected[k]! + PRIOR);
  }

  /** The stay of a patient who is to leave at an announced age in hours (null: nothing announced). */
  stay(usual: SurvivalTable, announced: number | null): SurvivalTable {
    if (announced === null)
      return this.#announces() ? tableOf(STAY_EDGES, (age) => this.hazard(null, usual.hazard(age))) : usual;
    const own = EDGES.map((edge) => announced + edge).filter((age) => age > 0);
    const edges = [...new Set([...STAY_EDGES, ...own])].sort((a, b) => a - b);
    return tableOf(edges, (age) => this.hazard(age - announced, usual.hazard(age)));
  }

  #announces(): boolean {
    for (let k = 0; k < STRETCHES; k++) if (this.#hours[k]! > 0) return true;
    return false;
  }
}

function stretchOf(after: number | null): number {
  if (after === null) return SILENT;
  const k = EDGES.findIndex((edge) => after < edge);
  return k < 0 ? STRETCHES - 1 : k;
}

/** Hazards as they are in the middle of each piece. */
function tableOf(edges: readonly number[], hazardAt: (age: number) => number): SurvivalTable {
  const hazards = Float64Array.from(edges, (edge, k) => hazardAt((edge + (edges[k + 1] ?? edge + 1)) / 2));
  return new SurvivalTable(hazards, edges);
}
