// `verify queueing`: the process simulation against queueing systems whose answers are known exactly.
import { TwinwardError } from '@twinward/contract';
import {
  overReplications,
  type ProcessModel,
  ProcessSimulation,
  type ReplicationMean,
  runReplications,
  seedFrom,
} from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type QueueingCase, readQueueingCase, readQueueingFile } from './queueing-case.ts';
import { measuresOf, waitsOver } from './queueing-measures.ts';
import { queueingModel } from './queueing-model.ts';
import { savedAndRestored } from './saved-and-restored.ts';

/** Standard errors a mean may be off. */
const BAR = 3.5;
/** Half of a 95 % interval, in percent of the exact value, that is reached or the run goes on. */
const PRECISION = '1.5';
/** Customers of a replication, and how many replications there are at least and at most. */
const CUSTOMERS = 25_000;
const LEAST = 20;
const MOST = 400;
/** Customers of a run that is saved and restored. */
const SAVED_CUSTOMERS = 200;
/** Periods of a rate that changes: before counting, and counted in one replication. */
const WARM_PERIODS = 60;
const PERIODS = 40;

interface Found {
  readonly name: string;
  readonly exact: number;
  readonly mean: ReplicationMean;
}

/**
 * Every case is simulated in independent replications until each of its measures is known to within 1.5 % (95 %), or to the end of
 * its budget; a mean more than 3.5 standard errors from the exact value fails, and so does one not known to within twice that.
 */
export const queueingSuite: Suite = {
  name: 'queueing',
  title: 'Queues by discrete events against exact queueing theory, at most 3.5 standard errors off',
  takes: 'a JSON of queueing systems with exact measures, as data/queueing/queueing-exact.json',
  options: { precision: 'half of a 95 % interval to reach, in % of the exact value (1.5)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'queueing', 'queueing-exact.json')];
    const precision = precisionOf(call.options.precision ?? PRECISION);
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    let [cases, saves, equal] = [0, 0, 0];
    for (const file of files) {
      const given = readQueueingFile(await readInput(file), file);
      for (const [index, value] of given.entries()) {
        cases += 1;
        const name = String(value.name ?? `case ${index + 1}`);
        try {
          const read = readQueueingCase(value);
          const restored = savedAndRestored(
            queueingModel(read, []),
            SAVED_CUSTOMERS / rateOf(read),
            call.seed,
          );
          saves += restored.saves;
          equal += restored.equal;
          if (restored.equal < restored.saves)
            failed.push({ name, why: `${restored.saves - restored.equal} restored runs went on otherwise` });
          for (const found of simulate(read, precision, call)) {
            const { words, why } = judge(found, precision);
            figures[`${name}: ${found.name}`] = words;
            if (why !== null) failed.push({ name, why: `${found.name}: ${why}` });
          }
        } catch (error) {
          if (!(error instanceof TwinwardError) || error.code === 'run.cancelled') throw error;
          unsupported.push({ name, why: error.message });
        }
        call.progress(index + 1, given.length, 'queueing systems');
      }
    }
    figures['saved at random times and restored: equal event logs (SHA-256)'] = `${equal} of ${saves}`;
    const wrong = new Set(failed.map(({ name }) => name)).size;
    return { cases, passed: cases - wrong - unsupported.length, failed, unsupported, figures };
  },
};

function simulate(given: QueueingCase, precision: number, call: SuiteCall): readonly Found[] {
  const model = queueingModel(given, waitsOver(given));
  const measures = measuresOf(given);
  const found: Found[] = [];
  if (measures.length > 0) {
    const until = CUSTOMERS / rateOf(given);
    const seed = seedFrom(call.seed, given.name);
    const runs = [...replicate(0, LEAST)];
    const estimate = (): readonly Found[] =>
      measures.map(({ name, exact, of }) => ({ name, exact, mean: overReplications(runs, of) }));
    while (runs.length < MOST && !estimate().every((measure) => halfWidth(measure) <= precision))
      runs.push(...replicate(runs.length, LEAST));
    found.push(...estimate());
    function replicate(first: number, count: number): ReturnType<typeof runReplications> {
      return runReplications(
        { model, seed, first, count, until, warmUp: until / 5 },
        { signal: call.signal },
      );
    }
  }
  if (given.expect.occupancyAt !== undefined) found.push(...occupancy(given, model, call.seed));
  if (found.length === 0)
    throw new TwinwardError('request.unsupported', 'a case without measures is not supported');
  return found;
}

/** Mean numbers inside at times of the period; over its periods one replication gives one number. */
function occupancy(given: QueueingCase, model: ProcessModel, seed: string): readonly Found[] {
  const period = given.timeVarying?.period ?? 24;
  const times = Object.entries(given.expect.occupancyAt as Readonly<Record<string, number>>)
    .map(([at, exact]) => ({ at: Number(at), exact, sums: new Array<number>(LEAST).fill(0) }))
    .sort((a, b) => a.at - b.at);
  for (let n = 0; n < LEAST; n++) {
    const run = new ProcessSimulation(model, { seed: seedFrom(seed, given.name, n) });
    for (let k = WARM_PERIODS; k < WARM_PERIODS + PERIODS; k++) {
      for (const { at, sums } of times) {
        run.advance(k * period + at);
        sums[n]! += run.inside / PERIODS;
      }
    }
  }
  return times.map(({ at, exact, sums }) => {
    const mean = sums.reduce((total, value) => total + value, 0) / LEAST;
    const squares = sums.reduce((total, value) => total + (value - mean) ** 2, 0);
    const standardError = Math.sqrt(squares / (LEAST - 1) / LEAST);
    return { name: `mean number at ${at}`, exact, mean: { mean, standardError, count: LEAST } };
  });
}

function judge(found: Found, precision: number): { readonly words: string; readonly why: string | null } {
  const { exact, mean } = found;
  const z = (mean.mean - exact) / mean.standardError;
  const wide = halfWidth(found);
  const words = `${mean.mean.toPrecision(6)} (exact ${exact}), z ${z.toFixed(2)}, half-width ${(100 * wide).toFixed(2)} %`;
  const holds = Math.abs(z) <= BAR && wide <= 2 * precision;
  return { words, why: holds ? null : words };
}

function precisionOf(given: string): number {
  const precision = Number(given) / 100;
  if (precision > 0 && precision < 1) return precision;
  throw new TwinwardError('usage', `--precision ${given} is no share`, {
    field: 'precision',
    remedy: 'give a percentage, such as 0.5',
  });
}

function halfWidth({ exact, mean }: Found): number {
  return (1.96 * mean.standardError) / Math.abs(exact);
}

/** Customers a unit of time, from outside or, of a saturated system, as fast as the first station may serve. */
function rateOf({ arrivals, stations, saturated, timeVarying }: QueueingCase): number {
  const meanOf = (drawn: QueueingCase['arrivals'][number]['interarrival']): number => {
    if (typeof drawn === 'number') return drawn;
    if (drawn.kind === 'gamma') return drawn.shape * drawn.scale;
    return drawn.kind === 'exponential' ? drawn.mean : drawn.median;
  };
  if (saturated) return stations[0]!.servers! / meanOf(stations[0]!.service);
  if (timeVarying !== null) return timeVarying.base;
  return arrivals.reduce((sum, { interarrival }) => sum + 1 / meanOf(interarrival), 0);
}
