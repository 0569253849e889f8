/** A small JSON document that a service keeps over a restart: how far it has come, whom it trusts, what it was asked to do. */
export interface StateEntry {
  /** Whose it is, `fhir-subscription`. */
  readonly kind: string;
  readonly key: string;
  /** JSON; null removes the document. */
  readonly value: unknown;
}

/** Which documents of a kind to list, in the order of their keys by code points. */
export interface StateRange {
  /** Keys from this one on. */
  readonly from?: string;
  /** Keys before this one. */
  readonly before?: string;
  readonly limit?: number;
}

/** Documents by kind and key. `put` returns once all are durable, together or not at all. */
export interface StateStore {
  put(entries: readonly StateEntry[]): Promise<void>;
  get(kind: string, key: string): Promise<unknown>;
  list(kind: string, range?: StateRange): Promise<readonly StateEntry[]>;
  /** Removes what `list` would give, without limit. */
  clear(kind: string, range: Omit<StateRange, 'limit'>): Promise<void>;
}
