// `verify calibration`: whether twins are as sure as they should be, by truths drawn from their own models.
import { setImmediate } from 'node:timers/promises';
import { membersOf, type RandomSource, TwinwardError } from '@twinward/contract';
import { type CalibrationRank, calibrationRanks } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { calibratedTwins } from './calibration-course.ts';
import { HELD, judgeRanks, LEAST_P, type RanksOfTwin, testRanks } from './judge-ranks.ts';
import { liveByOwnForecasts } from './live-by-own-forecasts.ts';

interface Calibrated {
  readonly name: string;
  readonly words: string;
  readonly lives: number;
  ranks(life: number): readonly CalibrationRank[];
}

/**
 * Simulation-based calibration (see `calibrationRanks`). The ranks of each quantity are held against uniform ones by the
 * simultaneous test of `ecdfTest`, with Holm's correction for the number of quantities of all twins, and the 90 % intervals of all
 * quantities of a twin together must hold 87 to 93 of 100 truths. A twin that misses a bar is judged once more by as many other
 * truths, and fails if it misses again: one that is calibrated does in fewer than one seed of a thousand. The free-living glucose
 * twin keeps a bank of people rather than draws from a prior; it is held against lives that follow its own forecasts step by step.
 */
export const calibrationSuite: Suite = {
  name: 'calibration',
  title:
    'Simulation-based calibration of the glucose twins, the vancomycin twin, the lung twin and both example models',
  takes: 'no file',
  options: {
    replicates: 'truths drawn for each twin (default: as many as its bars need, 300 to 800)',
    only: 'only twins whose name holds this text',
  },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const wanted = wholeOption(call, 'replicates', null, 20);
    const root = philox(call.seed);
    const only = call.options.only ?? '';
    const all = await twinsOf(root);
    const twins = all.filter(({ name }) => name.includes(only));
    if (twins.length === 0) {
      throw new TwinwardError('usage', `no twin's name holds "${only}"`, {
        field: 'only',
        remedy: `give a part of one of ${all.map(({ name }) => name).join(', ')}`,
      });
    }
    const livesOf = (twin: Calibrated): number => wanted ?? twin.lives;
    let [done, total] = [0, twins.reduce((sum, twin) => sum + livesOf(twin), 0)];
    const live = async (twin: Calibrated, from: number): Promise<RanksOfTwin> => {
      const ranks = new Map<string, number[]>();
      for (let life = from; life < from + livesOf(twin); life++) {
        for (const { quantity, rank } of twin.ranks(life)) {
          const known = ranks.get(quantity) ?? [];
          known.push(rank);
          ranks.set(quantity, known);
        }
        call.progress(++done, total, twin.name);
        if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
        await setImmediate();
      }
      return testRanks(ranks, root.derive(`ecdf ${twin.name} ${from}`));
    };
    const first: RanksOfTwin[] = [];
    for (const twin of twins) first.push(await live(twin, 0));
    const quantities = first.reduce((sum, { tested }) => sum + tested.length, 0);
    const failed: CaseNote[] = [];
    const figures: Record<string, string> = { seed: call.seed };
    for (const [i, twin] of twins.entries()) {
      const bars = `bars ${HELD.low} to ${HELD.high}, p above ${LEAST_P}`;
      const name = `${twin.name} (${livesOf(twin)} lives: ${twin.words}; ${bars})`;
      const once = judgeRanks(first[i]!, quantities);
      figures[name] = once.words;
      if (once.why === null) continue;
      total += livesOf(twin);
      const again = judgeRanks(await live(twin, livesOf(twin)), quantities);
      figures[`${name}, judged again by other lives`] = again.words;
      if (again.why !== null) failed.push({ name: twin.name, why: `${once.why}; and again: ${again.why}` });
    }
    return { cases: twins.length, passed: twins.length - failed.length, failed, unsupported: [], figures };
  },
};

async function twinsOf(root: RandomSource): Promise<readonly Calibrated[]> {
  const drawn: Calibrated[] = (await calibratedTwins()).map(({ model, course, words, lives }) => ({
    name: model.name,
    words,
    lives,
    ranks: (life) => {
      const own = root.derive(`${model.name} ${life}`);
      return calibrationRanks(
        model,
        course,
        membersOf(model.assimilation),
        own.derive('truth'),
        own.derive('twin'),
      );
    },
  }));
  return [...drawn, liveByOwnForecasts(root)];
}
