// `verify warm-start`: forecasts that branch off a living ward, where the law of admissions and stays is known, so that only the start can be wrong.
import { availableParallelism } from 'node:os';
import { seedFrom } from '@twinward/simulate';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import { wholeOption } from '../whole-option.ts';
import { HORIZONS, type WardScore, type WardWork } from './follow-ward.ts';

/** Starts, and wards at each: as many forecasts as keep chance within the bars. */
const STARTS = 500;
const WARDS = 8;
/** Starts that a thread follows one after the other. */
const STRETCH = 50;
const COVERAGE = { least: 0.88, most: 0.92 };
const MOST_CRPS = 1.02;
const LEAST_COLD = 1.2;
/** Standard errors about a figure that are said with it. */
const WIDE = 1.96;

/**
 * Wards live on by declared rules and twins that know these rules follow them by their messages. Forecasts of one ward do not overlap and those
 * of different wards have nothing in common: what they miss is independent, and its standard error is that of a mean.
 */
export const warmStartSuite: Suite = {
  name: 'warm-start',
  title:
    'Forecasts from a living ward against what came and against the exact convolution; a cold start beside',
  takes: 'nothing: wards are made up by declared rules from the seed',
  options: { starts: `warm starts (${STARTS})`, wards: `wards at each (${WARDS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const starts = wholeOption(call, 'starts', STARTS, 2);
    const wards = wholeOption(call, 'wards', WARDS);
    const works = Array.from({ length: wards }, (_, ward) =>
      stretches(starts).map((count, k) => ({ seed: seedFrom(call.seed, ward, k), starts: count })),
    ).flat();
    const scores = await follow(works, call);
    const figures: Record<string, number | string> = {
      seed: call.seed,
      'warm starts x wards': `${starts} x ${wards}`,
    };
    const failed: CaseNote[] = [];
    for (const horizon of HORIZONS) {
      const at = scores.filter((score) => score.horizon === horizon);
      const held = meanOf(at, ({ held }) => held);
      const [warm, exact, cold] = [
        meanOf(at, (score) => score.warm),
        meanOf(at, (score) => score.exact),
        meanOf(at, (score) => score.cold),
      ];
      const ratio = warm.mean / exact.mean;
      const ratioError = meanOf(at, (score) => score.warm - ratio * score.exact).error / exact.mean;
      const worse = cold.mean / warm.mean;
      const worseError = meanOf(at, (score) => score.cold - worse * score.warm).error / warm.mean;
      const judged = [
        {
          name: `${horizon} h: held by 90 % intervals`,
          words: `${percent(held.mean)} ± ${percent(WIDE * held.error)}`,
          bar: `${percent(COVERAGE.least)} to ${percent(COVERAGE.most)}`,
          holds: held.mean >= COVERAGE.least && held.mean <= COVERAGE.most,
        },
        {
          name: `${horizon} h: CRPS, times that of the exact convolution`,
          words: `${ratio.toFixed(4)} ± ${(WIDE * ratioError).toFixed(4)} (${warm.mean.toFixed(3)} patients)`,
          bar: `at most ${MOST_CRPS}`,
          holds: ratio <= MOST_CRPS,
        },
        {
          name: `${horizon} h: CRPS of a cold start, times that of the warm`,
          words: `${worse.toFixed(3)} ± ${(WIDE * worseError).toFixed(3)}`,
          bar: `at least ${LEAST_COLD}`,
          holds: worse >= LEAST_COLD,
        },
      ];
      for (const { name, words, bar, holds } of judged) {
        figures[name] = words;
        if (!holds) failed.push({ name, why: `${words}, not ${bar}` });
      }
    }
    const cases = 3 * HORIZONS.length;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

function stretches(starts: number): readonly number[] {
  const whole = new Array<number>(Math.floor(starts / STRETCH)).fill(STRETCH);
  return starts % STRETCH === 0 ? whole : [...whole, starts % STRETCH];
}

async function follow(works: readonly WardWork[], call: SuiteCall): Promise<readonly WardScore[]> {
  const url = new URL('./follow-ward-worker.ts', import.meta.url);
  const pool = new ThreadPool<WardWork, readonly WardScore[]>(url, availableParallelism(), call.signal);
  let done = 0;
  try {
    const scores = await Promise.all(
      works.map(async (work) => {
        const found = await pool.run(work);
        call.progress(++done, works.length, 'stretches of wards followed');
        return found;
      }),
    );
    return scores.flat();
  } finally {
    await pool.close();
  }
}

function meanOf(
  scores: readonly WardScore[],
  of: (score: WardScore) => number,
): { readonly mean: number; readonly error: number } {
  const mean = scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (of(score) - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (scores.length - 1) / scores.length) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
