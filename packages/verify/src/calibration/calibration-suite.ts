// `verify calibration`: whether twins are as sure as they should be, by truths drawn from their own models.
import { setImmediate } from 'node:timers/promises';
import { membersOf, TwinwardError } from '@twinward/contract';
import { type CalibrationRank, calibrationRanks, ecdfTest } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { calibratedTwins } from './calibration-course.ts';
import { liveByOwnForecasts } from './live-by-own-forecasts.ts';

const REPLICATES = 300;
/** Least probability, over all quantities of a twin (Holm 1979), of ranks this uneven by chance. */
const LEAST_P = 0.01;
/** Bounds of the share of truths inside 90 % intervals, over all quantities of a twin. */
const HELD = { low: 0.87, high: 0.93 } as const;

interface Calibrated {
  readonly name: string;
  readonly words: string;
  ranks(replicate: number): readonly CalibrationRank[];
}

/**
 * Simulation-based calibration (see `calibrationRanks`). For every twin all quantities are judged at once: the ranks of each
 * are held against uniform ones by the simultaneous test of `ecdfTest`, with Holm's correction for their number, and the 90 %
 * intervals of all of them together must hold 87 to 93 of 100 truths. The free-living glucose twin keeps a bank of people
 * rather than draws from a prior; it is held against lives that follow its own forecasts step by step.
 */
export const calibrationSuite: Suite = {
  name: 'calibration',
  title: 'Simulation-based calibration of the glucose twins, the vancomycin twin and both example models',
  takes: 'no file',
  options: { replicates: `truths drawn for each twin (default ${REPLICATES})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const replicates = Number(call.options.replicates ?? REPLICATES);
    if (!Number.isInteger(replicates) || replicates < 20) {
      throw new TwinwardError('usage', '--replicates takes a whole number from 20', {
        field: 'replicates',
        remedy: `leave it out for ${REPLICATES}`,
      });
    }
    const root = philox(call.seed);
    const drawn: Calibrated[] = (await calibratedTwins()).map(({ model, course, words }) => ({
      name: model.name,
      words,
      ranks: (replicate) => {
        const own = root.derive(`${model.name} ${replicate}`);
        return calibrationRanks(
          model,
          course,
          membersOf(model.assimilation),
          own.derive('truth'),
          own.derive('twin'),
        );
      },
    }));
    const twins = [...drawn, liveByOwnForecasts(root)];
    const failed: CaseNote[] = [];
    const figures: Record<string, string> = { seed: call.seed };
    let done = 0;
    for (const twin of twins) {
      const ranks = new Map<string, number[]>();
      for (let replicate = 0; replicate < replicates; replicate++) {
        for (const { quantity, rank } of twin.ranks(replicate)) {
          const known = ranks.get(quantity) ?? [];
          known.push(rank);
          ranks.set(quantity, known);
        }
        call.progress(++done, twins.length * replicates, twin.name);
        if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
        await setImmediate();
      }
      const { words, why } = judge(ranks, call.seed);
      figures[`${twin.name} (${twin.words}; bars ${HELD.low} to ${HELD.high}, p above ${LEAST_P})`] = words;
      if (why !== null) failed.push({ name: twin.name, why });
    }
    return { cases: twins.length, passed: twins.length - failed.length, failed, unsupported: [], figures };
  },
};

function judge(
  ranks: ReadonlyMap<string, readonly number[]>,
  seed: string,
): { readonly words: string; readonly why: string | null } {
  const random = philox(seed).derive('ecdf');
  const quantities = [...ranks].map(([quantity, values]) => ({
    quantity,
    held: heldBy(values),
    p: ecdfTest(values, random.derive(quantity)).p,
  }));
  const held = heldBy([...ranks.values()].flat());
  const least = quantities.reduce((a, b) => (a.p < b.p ? a : b));
  const holm = Math.min(1, least.p * quantities.length);
  const each = quantities.map(({ quantity, held: own }) => `${quantity} ${own.toFixed(3)}`).join(', ');
  const words = `90 % intervals hold ${held.toFixed(3)} (${each}); least p ${holm.toFixed(3)} (${least.quantity}, Holm)`;
  if (held < HELD.low || held > HELD.high) return { words, why: `90 % intervals hold ${held.toFixed(3)}` };
  return {
    words,
    why: holm > LEAST_P ? null : `the ranks of ${least.quantity} are not uniform, p ${holm.toFixed(4)}`,
  };
}

function heldBy(values: readonly number[]): number {
  return values.filter((rank) => rank >= 0.05 && rank <= 0.95).length / values.length;
}
