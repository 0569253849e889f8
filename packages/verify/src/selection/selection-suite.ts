// `verify selection`: how often the best of several simulated designs is selected, where the best is known.
import { kimNelson, optimalBudget, type Selection } from '@twinward/estimate';
import {
  drawNormal,
  exponential,
  philox,
  process,
  processModel,
  runReplications,
  seedFrom,
} from '@twinward/simulate';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

const TIMES = 500;
const BAR = 0.95;
/** A ward's staffing is simulated, so it is chosen fewer times. */
const WARD_TIMES = 100;

/** Nurses to choose from for 4 calls an hour that take an hour; a nurse costs 0.9 of what a waiting patient does. */
const STAFF = [5, 6, 7, 8];
const CALLS = 4;
const NURSE = 0.9;
const HOURS = 200;

interface Setting {
  readonly name: string;
  readonly times: number;
  readonly best: number;
  readonly select: (seed: string) => Selection;
}

/** Ten designs, the first better than all others by just the indifference: the hardest case of the guarantee. */
const SLIPPAGE = [0, ...new Array<number>(9).fill(1)];
/** Ten designs a half apart. */
const LADDER = Array.from({ length: 10 }, (_, n) => n / 2);

const SETTINGS: readonly Setting[] = [
  {
    name: 'Kim and Nelson: ten designs, nine worse by the indifference, unequal noise',
    times: TIMES,
    best: 0,
    select: (seed) => kimNelson(noisy(SLIPPAGE, seed, 0), SLIPPAGE.length, { indifference: 1 }),
  },
  {
    name: 'Kim and Nelson: the same with common random numbers',
    times: TIMES,
    best: 0,
    select: (seed) => kimNelson(noisy(SLIPPAGE, seed, 3), SLIPPAGE.length, { indifference: 1 }),
  },
  {
    name: 'OCBA: ten designs, each half a unit worse than the one before',
    times: TIMES,
    best: 0,
    select: (seed) => optimalBudget(noisy(LADDER, seed, 0), LADDER.length, { budget: 20_000 }),
  },
  {
    name: 'Kim and Nelson: nurses of a simulated ward, against Erlang C',
    times: WARD_TIMES,
    best: bestStaffing(),
    select: (seed) =>
      kimNelson((design, n) => wardCost(design, n, seed), STAFF.length, { indifference: 0.4, first: 10 }),
  },
];

/** Each setting: the share of selections that chose the best, and what they took. */
export const selectionSuite: Suite = {
  name: 'selection',
  title: 'The best of several simulated designs selected, at least 95 of 100 times',
  takes: 'no file: the designs are those of the suite',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    for (const [index, { name, times, best, select }] of SETTINGS.entries()) {
      let right = 0;
      let replications = 0;
      for (let n = 0; n < times && !call.signal.aborted; n++) {
        const found = select(seedFrom(call.seed, name, n));
        if (found.best === best) right += 1;
        replications += found.designs.reduce((sum, design) => sum + design.replications, 0);
      }
      const share = right / times;
      figures[`${name}: selected rightly (0.95)`] = share;
      figures[`${name}: replications each time`] = Math.round(replications / times);
      if (!(share >= BAR)) failed.push({ name, why: `${right} of ${times}` });
      call.progress(index + 1, SETTINGS.length, 'settings');
    }
    const cases = SETTINGS.length;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** Normal measures whose noise grows from 2 with the design, on top of noise that all share. */
function noisy(
  means: readonly number[],
  seed: string,
  shared: number,
): (design: number, n: number) => number {
  const random = philox(seed);
  return (design, n) =>
    means[design]! +
    drawNormal(random.draws(design + 1, 0, n), 0, 2 + design / 5) +
    (shared > 0 ? drawNormal(random.draws(0, 0, n), 0, shared) : 0);
}

function bestStaffing(): number {
  const costs = STAFF.map((nurses) => NURSE * nurses + waitingByErlang(nurses));
  return costs.indexOf(Math.min(...costs));
}

/** Mean number waiting by Erlang's second formula. */
function waitingByErlang(nurses: number): number {
  let blocked = 1;
  for (let n = 1; n <= nurses; n++) blocked = (CALLS * blocked) / (n + CALLS * blocked);
  const load = CALLS / nurses;
  const waits = blocked / (1 - load * (1 - blocked));
  return (waits * load) / (1 - load);
}

function wardCost(design: number, n: number, seed: string): number {
  const nurses = STAFF[design]!;
  const answered = process()
    .seize({ nurse: 1 })
    .delay(exponential(1), 'answer')
    .release({ nurse: 1 })
    .leave('done');
  const model = processModel({
    resources: { nurse: { capacity: nurses } },
    sources: { call: { every: exponential(1 / CALLS), process: answered } },
  });
  const unit = { model, seed, first: n, count: 1, until: HOURS, warmUp: 20 };
  const [run] = runReplications(unit, {});
  return NURSE * nurses + run!.resources.nurse!.queue;
}
