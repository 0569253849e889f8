// `verify arterial-tree`: pressures in the arteries against nonlinear one-dimensional programs and what was published of people.
import { setImmediate } from 'node:timers/promises';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { firstBeatChecks, periodicChecks } from './benchmark-runs.ts';
import { personChecks } from './person-checks.ts';
import type { TreeCheck } from './tree-check.ts';

/** The tree of arteries: as a benchmark network solved by others, and standing in people drawn from the twin's prior. */
export const arterialTreeSuite: Suite = {
  name: 'arterial-tree',
  title:
    'Pressures in 56 arteries against two nonlinear 1-D programs (ADAN56) and published figures of people',
  takes:
    'CSVs of pressure (Pa) in the middle of arteries of ADAN56 by phase of the beat, as data/arteries/adan56-periodic.csv; without, all checks',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = call.files.length === 0 ? { seed: call.seed } : {};
    let cases = 0;
    for await (const { name, value, low, high } of checks(call)) {
      cases += 1;
      const range = low === Number.NEGATIVE_INFINITY ? `at most ${high}` : `${low} to ${high}`;
      figures[`${name}; ${range}`] = Number(value.toPrecision(4));
      if (!(value >= low && value <= high)) failed.push({ name, why: `${value}; ${range}` });
      call.progress(cases, cases, 'checks');
      await setImmediate();
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

async function* checks({ files, seed }: SuiteCall): AsyncGenerator<TreeCheck> {
  for (const file of files) yield* periodicChecks(file);
  if (files.length > 0) return;
  yield* periodicChecks();
  yield* firstBeatChecks();
  yield* personChecks(seed);
}
