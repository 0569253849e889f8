// `verify circulation-estimate`: what the circulation twin makes of another model's heart rate and pressures.
import { availableParallelism } from 'node:os';
import { TwinwardError } from '@twinward/contract';
import { readSteadyScenarios, type SteadyScenario } from '../circulation/steady-scenario.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import { wholeOption } from '../whole-option.ts';
import type { JudgedEstimate, OutputWork } from './judged-estimate.ts';

/** Percent of the true output, and the share of rows that must come so close. */
const BAR = 10;
const SHARE = 6 / 7;
const HELD = { low: 0.8, high: 0.97 } as const;
const PEOPLE = 60;

/** Estimates all works in threads; results are in their order. */
type Estimates = (works: readonly OutputWork[]) => Promise<readonly JudgedEstimate[]>;

/**
 * The truth is Heldt's 21-compartment circulation, of another structure than the twin. Two claims: the twin's cardiac output is
 * within 10 % in at least 6 of 7 rows of the file; and its 90 % interval holds the output of 80 to 97 of 100 adults drawn from
 * Heldt's published population, each of a size of their own, in the conditions of the file. The rows are one person under several
 * conditions, so they alone cannot tell coverage; nor could people of one size, since a twin that is told no weight allows for every size.
 * People are counted again with as many more when the first count lies outside: an interval that truly holds 87 % then fails by
 * chance in 6 of 1000 seeds (binomial, 60 people; 45 of 1000 by the first count alone), one that holds 99 % in 9 of 10.
 */
export const circulationEstimateSuite: Suite = {
  name: 'circulation-estimate',
  title: 'Cardiac output from heart rate and pressures alone, the truth being another model',
  takes: 'a CSV of steady states, as data/circulation/cvsim21-steady.csv',
  options: { people: `virtual adults for the coverage (default ${PEOPLE}, at least 20)` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const people = wholeOption(call, 'people', PEOPLE, 20);
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'circulation', 'cvsim21-steady.csv')];
    const rows: SteadyScenario[] = [];
    for (const file of files) rows.push(...readSteadyScenarios(await readInput(file), file));
    if (rows.length === 0) throw new TwinwardError('usage', 'no steady state was given', { field: 'FILE' });
    const figures: Record<string, number | string> = { seed: call.seed };
    return inThreads(call, rows.length + people, async (estimates) => {
      const far = await farRows(rows, call, estimates, figures);
      const failed: CaseNote[] = rows.length - far.length < SHARE * rows.length - 1e-9 ? [...far] : [];
      const uncovered = await coverage(rows, people, call, estimates, figures);
      if (uncovered !== null) failed.push(uncovered);
      const cases = rows.length + 1;
      return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
    });
  },
};

/** Work that has estimates made in threads, `expected` of them unless the count is doubled. */
async function inThreads<T>(
  call: SuiteCall,
  expected: number,
  work: (estimates: Estimates) => Promise<T>,
): Promise<T> {
  const url = new URL('./judged-estimate-worker.ts', import.meta.url);
  const pool = new ThreadPool<OutputWork, JudgedEstimate>(url, availableParallelism(), call.signal);
  let done = 0;
  let asked = 0;
  try {
    return await work((works) => {
      asked += works.length;
      return Promise.all(
        works.map(async (one) => {
          const found = await pool.run(one);
          call.progress(++done, Math.max(expected, asked), 'twins');
          return found;
        }),
      );
    });
  } finally {
    await pool.close();
  }
}

/** Rows whose output is told too far off. */
async function farRows(
  rows: readonly SteadyScenario[],
  { seed }: SuiteCall,
  estimates: Estimates,
  figures: Record<string, number | string>,
): Promise<readonly CaseNote[]> {
  const works = rows.map((_, index) => ({ seed, rows, index, drawn: false }));
  const far: CaseNote[] = [];
  let held = 0;
  for (const [index, { CO, median, low, high }] of (await estimates(works)).entries()) {
    const { name } = rows[index]!;
    const off = 100 * (median / CO - 1);
    figures[`${name}: % off on output (CVSim; bar ${BAR}), 90 % interval, truth`] =
      `${off.toFixed(1)}, ${low.toFixed(2)} to ${high.toFixed(2)}, ${CO}`;
    if (!(Math.abs(off) <= BAR)) far.push({ name, why: `output ${off.toFixed(1)} % off; at most ${BAR}` });
    if (low <= CO && CO <= high) held += 1;
  }
  figures[`rows within ${BAR} % (at least 6 of 7)`] = `${rows.length - far.length} of ${rows.length}`;
  figures['rows whose 90 % interval holds the output (one person; no bar)'] = `${held} of ${rows.length}`;
  return far;
}

/** What is wrong with the coverage of virtual people, if it is. */
async function coverage(
  rows: readonly SteadyScenario[],
  people: number,
  { seed }: SuiteCall,
  estimates: Estimates,
  figures: Record<string, number | string>,
): Promise<CaseNote | null> {
  const judged: JudgedEstimate[] = [];
  const count = () => judged.filter(({ CO, low, high }) => low <= CO && CO <= high).length;
  const within = () => {
    const share = count() / judged.length;
    return share >= HELD.low && share <= HELD.high;
  };
  while (judged.length < 2 * people && !(judged.length === people && within())) {
    const first = judged.length;
    const works = Array.from({ length: people }, (_, k) => ({ seed, rows, index: first + k, drawn: true }));
    judged.push(...(await estimates(works)));
  }
  const errors = judged.map(({ CO, median }) => 100 * Math.abs(median / CO - 1)).sort((a, b) => a - b);
  figures['virtual adults in the 90 % interval (Heldt 2004, other parameters and size each; 80 to 97 %)'] =
    `${count()} of ${judged.length}`;
  figures['median % off on the output of virtual adults'] = errors[errors.length >> 1]!;
  if (within()) return null;
  return { name: 'coverage', why: `${count()} of ${judged.length} in the 90 % interval; 80 to 97 %` };
}
