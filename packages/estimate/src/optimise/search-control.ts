import { type AbortSignalLike, TwinwardError } from '@twinward/contract';

/** What holds for every search: how long, how to stop it, and how to watch it. */
export interface SearchControl {
  /** Evaluations of the function at most; each method has its default. */
  readonly maximumEvaluations?: number;
  /** A search whose signal is aborted ends at its best point, with status `cancelled`. */
  readonly signal?: AbortSignalLike;
  /** Called after each round of the search. */
  readonly progress?: (evaluations: number, of: number, best: number) => void;
}

/** Counts a function's evaluations and remembers its least value. What is not a number counts as infinitely bad. */
export class Evaluations {
  readonly limit: number;
  readonly #f: (x: Float64Array) => number;
  readonly #control: SearchControl;
  count: number = 0;
  best: number = Number.POSITIVE_INFINITY;
  x: Float64Array = new Float64Array(0);

  constructor(f: (x: Float64Array) => number, limit: number, control: SearchControl) {
    this.#f = f;
    this.#control = control;
    this.limit = control.maximumEvaluations ?? limit;
    if (!(this.limit >= 1)) {
      throw new TwinwardError('usage', `${this.limit} evaluations allow no search`, {
        field: 'maximumEvaluations',
        remedy: 'allow at least one',
      });
    }
  }

  at(x: Float64Array): number {
    const value = this.#f(x);
    this.count += 1;
    if (value < this.best) {
      this.best = value;
      this.x = x.slice();
    }
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }

  /** The value at the start of a search; throws `model.domain` unless it is a finite number. */
  first(x: Float64Array): number {
    const value = this.at(x);
    if (!Number.isFinite(value)) refuseStart(this.#f(x));
    return value;
  }

  /** Why to end now, if there is a reason to; tells the progress. */
  ended(): { readonly status: 'stopped' | 'cancelled'; readonly reason: string } | null {
    this.#control.progress?.(this.count, this.limit, this.best);
    if (this.#control.signal?.aborted === true)
      return { status: 'cancelled', reason: 'the search was cancelled' };
    if (this.count < this.limit) return null;
    return { status: 'stopped', reason: `all ${this.limit} evaluations were used` };
  }
}

/** Refuses a start at which there is nothing to improve on. */
export function refuseStart(value: number): never {
  throw new TwinwardError('model.domain', `the value at the start is ${value}`, {
    field: 'start',
    remedy: 'start where the model can be computed',
  });
}
