/** One call of a connected system, for the page that shows them; the audit trail has them all for good. */
export interface AppCall {
  readonly app: string;
  readonly at: string;
  readonly what: string;
  /** Milliseconds it took. */
  readonly took: number;
  /** Cards given, or answers taken. */
  readonly count: number;
}

const KEPT = 200;

/** The latest calls since the start, newest first. */
export class CallTally {
  readonly #calls: AppCall[] = [];

  add(call: AppCall): void {
    this.#calls.unshift(call);
    if (this.#calls.length > KEPT) this.#calls.length = KEPT;
  }

  latest(): readonly AppCall[] {
    return this.#calls;
  }
}
