import { TwinwardError } from '@twinward/contract';
import type { Suite, SuiteCall, SuiteResult } from './suite.ts';

/** Runs a suite and holds it to its word: a suite that looked at nothing has failed. */
export async function runSuite(suite: Suite, call: SuiteCall): Promise<SuiteResult> {
  for (const option of Object.keys(call.options)) {
    if (!(option in suite.options)) {
      throw new TwinwardError('usage', `suite ${suite.name} has no option --${option}`, {
        field: option,
        remedy: `its options: ${Object.keys(suite.options).join(', ') || 'none'}`,
      });
    }
  }
  const started = performance.now();
  const outcome = await suite.run(call);
  const failed =
    outcome.cases === 0
      ? [
          ...outcome.failed,
          { name: suite.name, why: 'no case was found: a check that looked at nothing has failed' },
        ]
      : outcome.failed;
  return { suite: suite.name, ...outcome, failed, seconds: (performance.now() - started) / 1000 };
}
