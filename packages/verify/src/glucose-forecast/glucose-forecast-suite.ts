// `verify glucose-forecast`: two-hour forecasts of the free-living twin on recordings of real people, against what they would have to beat.
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type CorruptionResult, corruptFuture } from './corrupt-future.ts';
import { fiveMinuteGrid, type GlucoseGrid } from './five-minute-grid.ts';
import { followPerson } from './follow-person.ts';
import { judgeSet } from './judge-set.ts';
import { readRecordings } from './read-recordings.ts';
import { isOrigin, type PersonScore, scorerOf } from './score-person.ts';

/** People of a set whose future is corrupted. */
const CUTS = 5;
/** Forecasts between looking whether the run was cancelled. */
const BREATH = 40;

/**
 * Each recording is put on a grid of five minutes from its first reading (`five-minute-grid.ts`: nearest point, no interpolation). Its
 * first 70 % are history: they start the twin, and the person's own AR(12) is fitted on them by least squares. Every point of
 * the last 30 % is an origin if the hour up to it is complete and there is a reading 30 or 60 minutes later; both methods see
 * the same origins. The twin goes on learning from readings as they come, as it does in use; it starts from population constants
 * alone and is told nothing about the person. AR(12) is iterated, which is slightly better here than a fit for each horizon.
 * Forecasts at which the twin abstains are counted and scored all the same, so abstaining never improves a figure. The twin's
 * point forecast is the mean of 200 futures, its interval runs between their 5 and 95 % quantiles.
 */
export const glucoseForecastSuite: Suite = {
  name: 'glucose-forecast',
  title: 'Free-living glucose forecasts on recorded people, against persistence and AR(12)',
  takes: 'CGM tables id,time,gl[,diagnosis] or time,glucose_mgdl as CSV, each a set of its own',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'cgm', 'hall2018-cgm-13subjects.csv')];
    const sets: SuiteOutcome[] = [];
    for (const file of files) {
      const set = files.length === 1 ? '' : `${basename(file)}: `;
      sets.push(await runSet(file, set, call));
    }
    return {
      cases: sets.reduce((sum, { cases }) => sum + cases, 0),
      passed: sets.reduce((sum, { passed }) => sum + passed, 0),
      failed: sets.flatMap(({ failed }) => failed),
      unsupported: sets.flatMap(({ unsupported }) => unsupported),
      figures: { seed: call.seed, ...Object.assign({}, ...sets.map(({ figures }) => figures)) },
    };
  },
};

async function runSet(file: string, set: string, call: SuiteCall): Promise<SuiteOutcome> {
  const grids = readRecordings(await readInput(file), basename(file)).map(fiveMinuteGrid);
  const cuts = grids.slice(0, CUTS);
  const steps = grids.length + cuts.length;
  const scores: PersonScore[] = [];
  const unsupported: CaseNote[] = [];
  for (const [index, grid] of grids.entries()) {
    const score = await scorePerson(grid, call);
    if (score === null) unsupported.push({ name: `${set}${grid.id}`, why: TOO_SHORT });
    else scores.push(score);
    call.progress(index + 1, steps, 'people followed');
  }
  const corruptions: CorruptionResult[] = [];
  for (const [index, grid] of cuts.entries()) {
    await breathe(call);
    const result = corruptFuture(grid, call.seed, call.signal);
    if (result !== null) corruptions.push(result);
    call.progress(grids.length + index + 1, steps, 'futures corrupted');
  }
  return judgeSet(set, scores, corruptions, unsupported);
}

const TOO_SHORT = 'too few complete hours to fit AR(12) on the first 70 % or to score the last 30 %';

async function scorePerson(grid: GlucoseGrid, call: SuiteCall): Promise<PersonScore | null> {
  const scorer = scorerOf(grid);
  if (scorer === null) return null;
  let since = 0;
  for (const forecast of followPerson(grid, call.seed, (point) => isOrigin(grid, point), call.signal)) {
    scorer.add(forecast);
    if (++since % BREATH === 0) await breathe(call);
  }
  return scorer.score.leads.some(({ forecasts }) => forecasts > 0) ? scorer.score : null;
}

/** Lets a cancellation through. */
async function breathe({ signal }: SuiteCall): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
}
