import { ELEMENTARY_FUNCTIONS, type ElementaryFunction } from '../elementary-function.ts';

/** The name of a function that WebAssembly has from its TypeScript: the elementary ones, and what random numbers need. */
export type TranslatedFunction = ElementaryFunction | 'inverseNormal';

/** All of them. */
export const TRANSLATED_FUNCTIONS: readonly TranslatedFunction[] = [...ELEMENTARY_FUNCTIONS, 'inverseNormal'];
