import type { AbortSignalLike } from '@twinward/contract';

/** A case of a suite that did not pass, or was refused, and why. */
export interface CaseNote {
  readonly name: string;
  readonly why: string;
}

/** What a suite printed: the one JSON object of `twinward verify --json`. */
export interface SuiteResult {
  readonly suite: string;
  readonly cases: number;
  readonly passed: number;
  readonly failed: readonly CaseNote[];
  /** Explicit refusals with a reason; a wrong answer given silently counts as failed. */
  readonly unsupported: readonly CaseNote[];
  /** Figures by name; each name says what it is compared with. */
  readonly figures: Readonly<Record<string, number | string | readonly number[]>>;
  readonly seconds: number;
}

/** What a suite is given. */
export interface SuiteCall {
  /** Paths; empty means the data of the repository. */
  readonly files: readonly string[];
  /** 16 hexadecimal digits for randomised suites. */
  readonly seed: string;
  /** Further `--name value` options of the suite. */
  readonly options: Readonly<Record<string, string>>;
  readonly progress: (done: number, of: number, what: string) => void;
  readonly signal: AbortSignalLike;
}

/** What a suite found, before it is timed and named. */
export type SuiteOutcome = Omit<SuiteResult, 'suite' | 'seconds'>;

/** A verification suite: evidence that whoever adopts a model can rerun on their own machine and data. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** What FILE is, for the help. */
  readonly takes: string;
  readonly options: Readonly<Record<string, string>>;
  run(call: SuiteCall): Promise<SuiteOutcome>;
}
