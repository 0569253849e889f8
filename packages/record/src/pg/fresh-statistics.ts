// Keeps what the planner knows of the resources near what is there: after a bulk of them, searches would be planned for empty tables.
import type { Statements } from './database.ts';

const ANALYZE = 'analyze resource, resource_version, resource_token, resource_string, resource_range';
/** Index rows after which it looks for the first time, and by which share they grow until the next. */
const FIRST = 20_000;
const GROWTH = 0.3;

/** Counts what is written and has the database look at its tables anew, beside the work, once enough has come. */
export class FreshStatistics {
  readonly #statements: Statements;
  #written = 0;
  #next = FIRST;
  #looking: Promise<void> | null = null;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** So many index rows were written. */
  grown(rows: number): void {
    this.#written += rows;
    if (this.#written < this.#next || this.#looking !== null) return;
    this.#next = Math.ceil(this.#written * (1 + GROWTH));
    this.#looking = this.#statements
      .rows(ANALYZE)
      // Plans are worse without; the database's own routine looks too, only later.
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        this.#looking = null;
      });
  }
}
