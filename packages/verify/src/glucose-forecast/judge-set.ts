import type { CaseNote, SuiteOutcome } from '../suite.ts';
import type { CorruptionResult } from './corrupt-future.ts';
import { GRID_MINUTES } from './five-minute-grid.ts';
import { LEADS } from './follow-person.ts';
import { type LeadScore, type PersonScore, pooled } from './score-person.ts';

/** Bounds of the share of truths inside the 90 % interval. */
const COVERAGE = [0.87, 0.93] as const;

/** Holds the scores of one set of people to the bars: no worse than AR(12), calibrated, and blind to the future. */
export function judgeSet(
  set: string,
  scores: readonly PersonScore[],
  corruptions: readonly CorruptionResult[],
  unsupported: readonly CaseNote[],
): SuiteOutcome {
  const all = pooled(scores);
  const failed: CaseNote[] = [];
  const check = (name: string, holds: boolean, why: string): void => {
    if (!holds) failed.push({ name: `${set}${name}`, why });
  };
  const figures: Record<string, number | string | readonly number[]> = {
    [`${set}people`]: scores.length,
  };
  LEADS.forEach((lead, i) => {
    const minutes = lead * GRID_MINUTES;
    const score = all.leads[i]!;
    const [twin, ar] = [rmse(score, 'twin'), rmse(score, 'autoregression')];
    const within90 = score.within90 / score.forecasts;
    const figure = (name: string, value: number): void => {
      figures[`${set}${minutes} min: ${name}`] = value;
    };
    figure('forecasts', score.forecasts);
    figure('RMSE of the twin, mg/dL (bar: AR(12))', twin);
    figure('RMSE of AR(12), mg/dL', ar);
    figure('RMSE of persistence, mg/dL', rmse(score, 'persistence'));
    figure('twin over AR(12), % of its RMSE', 100 * (twin / ar - 1));
    figure('coverage of the 90 % interval, % (bar: 87 to 93)', 100 * within90);
    figure('coverage of the 50 % interval, %', (100 * score.within50) / score.forecasts);
    figure('mean CRPS, mg/dL', score.crps / score.forecasts);
    figure('mean WIS of median, 50 and 90 % interval, mg/dL', score.wis / score.forecasts);
    check(`RMSE at ${minutes} min`, twin <= ar, `${twin.toFixed(2)} mg/dL; AR(12) has ${ar.toFixed(2)}`);
    check(
      `coverage at ${minutes} min`,
      within90 >= COVERAGE[0] && within90 <= COVERAGE[1],
      `${(100 * within90).toFixed(1)} % of truths in the 90 % interval; 87 to 93 wanted`,
    );
  });
  const sum = (of: (result: CorruptionResult) => number): number =>
    corruptions.reduce((total, result) => total + of(result), 0);
  const [before, changed] = [sum((c) => c.before), sum((c) => c.differBefore)];
  figures[`${set}forecasts abstained from (scored all the same)`] = all.abstained;
  figures[`${set}futures corrupted`] = corruptions.length;
  figures[`${set}forecasts compared bit for bit before a cut`] = before;
  figures[`${set}of those, changed by the corrupted future (bar 0)`] = changed;
  figures[`${set}forecasts after a cut, and changed`] = [sum((c) => c.after), sum((c) => c.differAfter)];
  check(
    'blind to the future',
    before > 0 && changed === 0 && sum((c) => c.differAfter) === sum((c) => c.after),
    `${changed} of ${before} forecasts before a cut changed; ${sum((c) => c.differAfter)} of ${sum((c) => c.after)} after it`,
  );
  for (const { id, leads } of scores) {
    figures[`${set}${id}: RMSE at 30 and 60 min of twin, persistence, AR(12), mg/dL`] = leads.flatMap(
      (lead) => [rmse(lead, 'twin'), rmse(lead, 'persistence'), rmse(lead, 'autoregression')],
    );
    figures[`${set}${id}: coverage of the 90 % interval at 30 and 60 min, %`] = leads.map(
      (lead) => (100 * lead.within90) / lead.forecasts,
    );
  }
  const cases = 2 * LEADS.length + 1;
  if (scores.length === 0) return { cases: 0, passed: 0, failed: [], unsupported, figures: {} };
  return { cases, passed: cases - failed.length, failed, unsupported, figures };
}

function rmse(score: LeadScore, of: 'twin' | 'persistence' | 'autoregression'): number {
  return Math.sqrt(score[of] / score.forecasts);
}
