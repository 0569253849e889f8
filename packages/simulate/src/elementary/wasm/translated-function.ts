import { ELEMENTARY_FUNCTIONS, type ElementaryFunction } from '../elementary-function.ts';

/** What random numbers need besides: the normal quantile, and its two pieces, for code that sorts its arguments first. */
const OF_RANDOM_NUMBERS = ['inverseNormal', 'normalCentre', 'normalTail'] as const;

/** The name of a function that WebAssembly has from its TypeScript: the elementary ones, and what random numbers need. */
export type TranslatedFunction = ElementaryFunction | (typeof OF_RANDOM_NUMBERS)[number];

/** All of them. */
export const TRANSLATED_FUNCTIONS: readonly TranslatedFunction[] = [
  ...ELEMENTARY_FUNCTIONS,
  ...OF_RANDOM_NUMBERS,
];
