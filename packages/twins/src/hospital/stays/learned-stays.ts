import { log } from '@twinward/simulate';
import { LogNormalStay } from './log-normal-stay.ts';
import { STAY_EDGES, SurvivalTable } from './survival-table.ts';

/** Stays that the prior counts for unless told otherwise, and what one learnt counts for after one more stay. */
const PRIOR_STAYS = 20;
const DISCOUNT = 0.998;

/** Plain numbers from which learned stays can be made again. */
export type StayCounts = Readonly<
  Record<string, { readonly left: ArrayLike<number>; readonly spent: ArrayLike<number> }>
>;

/**
 * How long patients of each specialty stay, learnt from the stream: between two ages the hazard of leaving is Gamma distributed, of those who
 * left there and the hours all spent there (the conjugate of the piecewise exponential model; Ibrahim, Chen and Sinha 2001, Bayesian
 * Survival Analysis, 3.1), about the hazards of a log-normal prior. Patients still present count with the hours they have spent, so
 * that a stream that began lately is not taken for short stays. Old stays count for less.
 */
export class LearnedStays {
  readonly #prior: { readonly left: Float64Array; readonly spent: Float64Array };
  readonly #priorStays: number;
  readonly #counts: Map<string, { readonly left: Float64Array; readonly spent: Float64Array }>;

  /** Prior mean and standard deviation in hours, and the number of stays, above zero, that they rest on. */
  constructor(mean: number, sd: number, counts: StayCounts = {}, priorStays: number = PRIOR_STAYS) {
    this.#prior = priorOf(new LogNormalStay(mean, sd), priorStays);
    this.#priorStays = priorStays;
    this.#counts = new Map(
      Object.entries(counts).map(([specialty, { left, spent }]) => [
        specialty,
        { left: Float64Array.from(left), spent: Float64Array.from(spent) },
      ]),
    );
  }

  counts(): StayCounts {
    return Object.fromEntries(
      [...this.#counts].map(([specialty, { left, spent }]) => [
        specialty,
        { left: left.slice(), spent: spent.slice() },
      ]),
    );
  }

  /** One more stay that ended after so many hours. */
  learn(specialty: string, hours: number): void {
    const known = this.#counts.get(specialty) ?? { left: zeros(), spent: zeros() };
    this.#counts.set(specialty, known);
    for (const numbers of [known.left, known.spent])
      for (const [k, number] of numbers.entries()) numbers[k] = number * DISCOUNT;
    spend(known.spent, hours);
    known.left[binOf(hours)]! += 1;
  }

  /** The stays of a specialty, given how long its present patients have stayed; `scale` multiplies every hazard. */
  of(specialty: string, present: readonly number[], scale = 1): SurvivalTable {
    const known = this.#counts.get(specialty);
    const spent = zeros();
    for (const hours of present) spend(spent, hours);
    return new SurvivalTable(
      spent.map((hours, k) => {
        const left = this.#prior.left[k]! + (known?.left[k] ?? 0);
        return (scale * left) / (this.#prior.spent[k]! + (known?.spent[k] ?? 0) + hours);
      }),
    );
  }

  /** How many stays stand behind what is known of all specialties, the prior's among them: the shape of what scales all hazards. */
  evidence(): number {
    let sum = this.#priorStays;
    for (const { left } of this.#counts.values()) for (const count of left) sum += count;
    return sum;
  }
}

function zeros(): Float64Array {
  return new Float64Array(STAY_EDGES.length);
}

function binOf(hours: number): number {
  return STAY_EDGES.findLastIndex((edge) => edge <= Math.max(0, hours));
}

function spend(spent: Float64Array, hours: number): void {
  for (const [k, edge] of STAY_EDGES.entries()) {
    const next = STAY_EDGES[k + 1] ?? Number.POSITIVE_INFINITY;
    if (hours > edge) spent[k]! += Math.min(hours, next) - edge;
  }
}

/** What the prior's number of stays would have left behind: departures and hours between two ages. */
function priorOf(
  stay: LogNormalStay,
  stays: number,
): { readonly left: Float64Array; readonly spent: Float64Array } {
  const [left, spent] = [zeros(), zeros()];
  const last = STAY_EDGES.length - 1;
  for (let k = 0; k <= last; k++) {
    const [from, to] = [STAY_EDGES[k]!, k < last ? STAY_EDGES[k + 1]! : 2 * STAY_EDGES[k]!];
    const [begin, end] = [stay.survival(from), stay.survival(to)];
    const hazard = log(begin / Math.max(end, 1e-300)) / (to - from);
    left[k] = stays * Math.max(begin - end, 1e-6);
    spent[k] = left[k]! / Math.max(hazard, 1e-9);
  }
  return { left, spent };
}
