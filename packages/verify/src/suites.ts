import { crashSuite } from './crash/crash-suite.ts';
import { glucoseSuite } from './glucose/glucose-suite.ts';
import type { Suite } from './suite.ts';

/** Every suite of `twinward verify`. */
export const suites: readonly Suite[] = [crashSuite, glucoseSuite];
