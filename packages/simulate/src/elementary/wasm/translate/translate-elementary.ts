import { TRANSLATED_FUNCTIONS } from '../translated-function.ts';
import { printBodies } from './print-bodies.ts';
import { readSource } from './read-source.ts';
import { translate } from './translate.ts';

/** Files that define nothing to be translated: what the stack machine has instructions for, the list of names, tests. */
const OTHERS = /^(two-to-the|binary-exponent|with-sign|lesser|elementary-function)\.ts$|\.test\.ts$/;

/** The generated file `bodies.ts` from the files of the folder `elementary`, by name. */
export function translateElementary(files: ReadonlyMap<string, string>): string {
  const sources = [...files].filter(([name]) => !OTHERS.test(name)).map(([, text]) => readSource(text));
  return printBodies(translate(sources, TRANSLATED_FUNCTIONS));
}
