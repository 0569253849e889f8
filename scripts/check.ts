// What can be said of the sources without running the product: types, style, structure, nothing unused, nothing stale.
import { CHECKS } from './checks.ts';
import { runSteps } from './steps.ts';

const failed = await runSteps(CHECKS);
process.exitCode = failed.length === 0 ? 0 : 1;
