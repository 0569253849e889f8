// `verify experiments`: comparing scenarios and finding the end of a warm-up, where the right answer is known.
import { philox, runReplications, seedFrom } from '@twinward/simulate';
import { URGENT_CARE, urgentCare, warmUpEnd } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable } from '../table.ts';

const DAYS = 2000;
const REDUCTION = 40;

/** Variance reduction by common random numbers on the urgent care centre, and the warm-up of a series that is known. */
export const experimentsSuite: Suite = {
  name: 'experiments',
  title: 'Common random numbers on the urgent care centre, and the warm-up of a known series',
  takes: 'a CSV of arrivals an hour, as data/hospital/urgent-care-arrivals.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const path = call.files[0] ?? repositoryPath('data', 'hospital', 'urgent-care-arrivals.csv');
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    const judge = (name: string, holds: boolean, words: string): void => {
      figures[name] = words;
      if (!holds) failed.push({ name, why: words });
    };
    const reduction = await commonDraws(path, call);
    judge(
      'common random numbers, exam + 1, total time: variance of independent runs over paired (at least 40)',
      reduction >= REDUCTION,
      reduction.toFixed(1),
    );
    const { cut, found } = warmUpEnd(fallingSeries(call.seed));
    judge(
      'MSER-5 on a start that decays over 200 of 4,000 (cut between 100 and 1,200)',
      found && cut >= 100 && cut <= 1_200,
      String(cut),
    );
    return { cases: 2, passed: 2 - failed.length, failed, unsupported: [], figures };
  },
};

async function commonDraws(path: string, call: SuiteCall): Promise<number> {
  const rows = readTable(await readInput(path), ['arrival_rate'], path);
  const hourly = rows.map((row, index) => numberIn(row, 'arrival_rate', index, path));
  const times = (examRooms: number): readonly number[] => {
    const model = urgentCare({ ...URGENT_CARE, examRooms }, { hourly });
    const runs = runReplications(
      { model, seed: call.seed, first: 0, count: DAYS, until: 1_140 },
      { signal: call.signal },
    );
    return runs.map(({ sources }) => sources.patient!.left['non-trauma']!.mean);
  };
  const [base, more] = [times(URGENT_CARE.examRooms), times(URGENT_CARE.examRooms + 1)];
  return (variance(base) + variance(more)) / variance(base.map((x, n) => more[n]! - x));
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1);
}

/** An autoregressive series that begins ten standard deviations high and forgets it over 200 steps. */
function fallingSeries(seed: string): readonly number[] {
  const random = philox(seedFrom(seed, 'warm-up', 0));
  let state = 0;
  return Array.from({ length: 4_000 }, (_, n) => {
    state = 0.7 * state + random.draws(0, 0, n).normal();
    return state + Math.max(0, 14 * (1 - n / 200));
  });
}
