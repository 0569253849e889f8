import type { SubjectRef, TwinwardError } from '@twinward/contract';
import type { ComparisonRunView } from '../views/comparison-run-view.ts';
import type { SubjectWhatIf } from './compare-subject.ts';

/** A what-if across twins as it is kept: what was asked, where in the record it stands, and how it stood. Its futures follow from these, to the bit. */
export interface KeptRun {
  readonly id: string;
  readonly subject: SubjectRef;
  readonly by: string;
  readonly whatIf: SubjectWhatIf;
  readonly state: ComparisonRunView['state'];
  readonly problem: Pick<TwinwardError, 'code' | 'message' | 'place'> | null;
}

/** Where what-ifs that are worked on rest while the process does not run. */
export interface RunStore {
  read(): readonly KeptRun[];
  keep(runs: readonly KeptRun[]): void;
}

/** Runs of a process that forgets them when it ends. */
export const NO_RUNS: RunStore = { read: () => [], keep: () => undefined };
