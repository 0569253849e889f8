export { recordEvidence } from './evidence.ts';
export { runSuite } from './run-suite.ts';
export type { CaseNote, Suite, SuiteCall, SuiteOutcome, SuiteResult } from './suite.ts';
export { suites } from './suites.ts';
