// `verify wards`: forecasts of each ward's patients, and chances of leaving that heed announced discharges, held to what came in made-up hospitals.
import { availableParallelism } from 'node:os';
import { seedFrom } from '@twinward/simulate';
import { WARD_LEADS, type WardScore } from '@twinward/twins/hospital';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import { wholeOption } from '../whole-option.ts';
import type { HospitalScores, HospitalWork } from './follow-hospital.ts';

const HOSPITALS = 6;
const DAYS = 120;
const COVERAGE = { least: 0.87, most: 0.93 };

/**
 * Hospitals live on by declared rules that their twins do not know: placement by specialty and elsewhere when wards are full, moves back and
 * onward, discharges announced with errors. Forecasts of one ward overlap, hospitals have nothing in common: standard errors are those
 * of means over hospitals.
 */
export const wardsSuite: Suite = {
  name: 'wards',
  title:
    'Forecasts of the patients of each ward, and chances of leaving by announced discharges, against what came in made-up hospitals',
  takes: 'nothing: hospitals are made up by declared rules from the seed',
  options: { hospitals: `hospitals followed (${HOSPITALS})`, days: `days judged of each (${DAYS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const hospitals = wholeOption(call, 'hospitals', HOSPITALS, 2);
    const days = wholeOption(call, 'days', DAYS, 7);
    const works = Array.from({ length: hospitals }, (_, k) => ({ seed: seedFrom(call.seed, k), days }));
    const found = await follow(works, call);
    const figures: Record<string, number | string> = {
      seed: call.seed,
      'hospitals x days': `${hospitals} x ${days}`,
    };
    const failed: CaseNote[] = [];
    const judge = (name: string, words: string, bar: string, holds: boolean): void => {
      figures[name] = words;
      if (!holds) failed.push({ name, why: `${words}, not ${bar}` });
    };
    for (const [k, lead] of WARD_LEADS.entries()) {
      const held = found.map(({ wards }) => shareOf(wards, k, 'held'));
      const [mean, error] = meanOf(held);
      judge(
        `${lead} h: held by 90 % intervals`,
        `${percent(mean)} ± ${percent(1.96 * error)}`,
        `${percent(COVERAGE.least)} to ${percent(COVERAGE.most)}`,
        mean >= COVERAGE.least && mean <= COVERAGE.most,
      );
      const [own] = meanOf(found.map(({ wards }) => shareOf(wards, k, 'error')));
      const [same] = meanOf(found.map(({ wards }) => shareOf(wards, k, 'persistence')));
      judge(
        `${lead} h: mean error, patients of a ward`,
        `${own.toFixed(3)}; ${same.toFixed(3)} if all stayed as it is`,
        'less than that',
        own < same,
      );
    }
    const brier = (of: 'announced' | 'silent'): number =>
      meanOf(found.map(({ chance }) => chance[of] / chance.patients))[0];
    const [announced, silent] = [brier('announced'), brier('silent')];
    judge(
      'chance of leaving in 24 h, discharge announced: Brier score',
      `${announced.toFixed(4)}; ${silent.toFixed(4)} without heeding announcements`,
      'less than that',
      announced < silent,
    );
    const cases = 2 * WARD_LEADS.length + 1;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** A mean over all forecasts of a hospital's wards at one lead. */
function shareOf(wards: HospitalScores['wards'], lead: number, of: 'held' | 'error' | 'persistence'): number {
  let [sum, forecasts] = [0, 0];
  for (const leads of Object.values(wards)) {
    const score: WardScore = leads[lead]!;
    sum += score[of];
    forecasts += score.forecasts;
  }
  return sum / forecasts;
}

async function follow(works: readonly HospitalWork[], call: SuiteCall): Promise<readonly HospitalScores[]> {
  const url = new URL('./follow-hospital-worker.ts', import.meta.url);
  const pool = new ThreadPool<HospitalWork, HospitalScores>(url, availableParallelism(), call.signal);
  let done = 0;
  try {
    return await Promise.all(
      works.map(async (work) => {
        const scores = await pool.run(work);
        call.progress(++done, works.length, 'hospitals followed');
        return scores;
      }),
    );
  } finally {
    await pool.close();
  }
}

function meanOf(values: readonly number[]): readonly [mean: number, error: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1) / values.length)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
