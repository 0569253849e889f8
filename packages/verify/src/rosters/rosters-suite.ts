// `verify rosters`: the cheapest rosters and plans of slots against writing down every one.
import { availableParallelism } from 'node:os';
import { type Draws, type IntegerSolution, TwinwardError } from '@twinward/contract';
import { solveInteger } from '@twinward/runtime';
import { philox } from '@twinward/simulate';
import { type RosterProblem, roster, type SlotPlanProblem, slotPlan } from '@twinward/twins/hospital';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { drawnRoster, drawnSlotPlan } from './drawn-problems.ts';
import { countRosters, leastCostOfEvery } from './every-roster.ts';
import { leastCostOfEveryPlan } from './every-slot-plan.ts';

const ROSTERS = 40;
const PLANS = 40;
/** Rosters to write down at most; larger problems are drawn again. */
const MOST = 300_000;

/** Every problem: the same least cost to the last unit, with nothing left between it and the bound; or impossible for both. */
export const rostersSuite: Suite = {
  name: 'rosters',
  title: 'Rosters and plans of slots by mixed-integer programs against writing down every one',
  takes: 'no file: small problems are drawn from the seed',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const random = philox(call.seed);
    const failed: CaseNote[] = [];
    let [impossible, largest, walked, next, done] = [0, 0, 0, 0, 0];
    const judge = async (n: number): Promise<void> => {
      const isRoster = n < ROSTERS;
      const name = isRoster ? `roster ${n}` : `plan ${n - ROSTERS}`;
      let exact: number | null;
      let found: Answer;
      if (isRoster) {
        const problem = smallRoster((again) => random.draws(n, 0, again));
        const count = countRosters(problem);
        largest = Math.max(largest, count);
        walked += count;
        exact = leastCostOfEvery(problem);
        if (exact === Number.POSITIVE_INFINITY) exact = null;
        found = await answerTo(() => roster(problem, solveInteger));
      } else {
        const problem: SlotPlanProblem = drawnSlotPlan(random.draws(n, 0, 0));
        exact = leastCostOfEveryPlan(problem);
        found = await answerTo(() => slotPlan(problem, solveInteger));
      }
      if (exact === null) impossible += 1;
      const same =
        exact === null
          ? found === null
          : found !== null && Math.abs(found.cost - exact) <= 1e-6 && found.gap === 0;
      if (!same) failed.push({ name, why: `${JSON.stringify(found)} for ${exact}` });
      call.progress(++done, ROSTERS + PLANS, 'problems');
    };
    // each is solved in a process of its own: while one solver starts, the next problem is written down
    const lane = async (): Promise<void> => {
      while (next < ROSTERS + PLANS) {
        if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
        await judge(next++);
      }
    };
    await Promise.all(Array.from({ length: 2 * availableParallelism() }, lane));
    const cases = ROSTERS + PLANS;
    const figures = {
      seed: call.seed,
      rosters: ROSTERS,
      'plans of slots': PLANS,
      'rosters written down': walked,
      'most in one problem': largest,
      'problems that nothing solves (told so by both)': impossible,
    };
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

type Answer = (Pick<IntegerSolution, 'gap'> & { readonly cost: number }) | null;

function smallRoster(draws: (again: number) => Draws): RosterProblem {
  for (let again = 0; ; again++) {
    const problem = drawnRoster(draws(again));
    const tooMany = problem.people.some(
      (person) => (1 + problem.shifts.length * person.skills.length) ** problem.days > 3_000,
    );
    if (!tooMany && countRosters(problem) <= MOST) return problem;
  }
}

async function answerTo(
  solve: () => Promise<{ readonly cost: number; readonly gap: number }>,
): Promise<Answer> {
  try {
    const { cost, gap } = await solve();
    return { cost, gap };
  } catch (error) {
    if (error instanceof TwinwardError && error.code === 'solver.failed') return null;
    throw error;
  }
}
