// Collects what is wrong with single rows: all are counted, the first hundred by row are kept.
import type { TwinwardError } from '@twinward/contract';

/** Problems listed in a report. */
export const LISTED_PROBLEMS = 100;

/** A growing list of row problems in bounded memory. */
export class ProblemList {
  readonly #rising: TwinwardError[] = [];
  readonly #late: TwinwardError[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** A problem found while reading rows in order. The error is made only if it will be listed. */
  add(make: () => TwinwardError): void {
    this.#count++;
    if (this.#rising.length < LISTED_PROBLEMS) this.#rising.push(make());
  }

  /** A problem found when readings were compared with each other, in whatever order. */
  addLate(row: number, make: () => TwinwardError): void {
    this.#count++;
    const last = this.#late.at(-1);
    if (this.#late.length === LISTED_PROBLEMS && last !== undefined && (last.place.row ?? 0) <= row) return;
    this.#late.push(make());
    this.#late.sort(byRow);
    if (this.#late.length > LISTED_PROBLEMS) this.#late.pop();
  }

  /** The first problems by row. */
  listed(): readonly TwinwardError[] {
    return [...this.#rising, ...this.#late].sort(byRow).slice(0, LISTED_PROBLEMS);
  }
}

function byRow(a: TwinwardError, b: TwinwardError): number {
  return (a.place.row ?? 0) - (b.place.row ?? 0);
}
