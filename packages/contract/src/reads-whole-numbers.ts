import type { ErrorModel } from './observable.ts';

/** Whether what an instrument of this error model reads is a whole number from 0: a count or a level. */
export function readsWholeNumbers({ kind }: ErrorModel): boolean {
  return kind === 'count' || kind === 'negative-binomial' || kind === 'ordinal';
}
