import type { SubjectComparisonView } from './subject-comparison-view.ts';

/** A what-if across the twins of a subject on its way. */
export interface ComparisonRunView {
  readonly id: string;
  readonly subject: string;
  readonly by: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** Futures of twins finished, and how many there will be at most; 0 until all twins stand at one position. */
  readonly done: number;
  readonly of: number;
  /** Whether all twins stand at one position of the record, from which the run is made. */
  readonly standing: boolean;
  /** Null until it is done. */
  readonly result: SubjectComparisonView | null;
  /** Why it failed. */
  readonly problem: { readonly code: string; readonly detail: string; readonly remedy: string | null } | null;
}

/** A what-if across the twins of a subject that somebody kept, as it was computed. */
export interface KeptComparisonView {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly result: SubjectComparisonView;
}
