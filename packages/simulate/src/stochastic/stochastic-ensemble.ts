import { TwinwardError } from '@twinward/contract';
import type { Execution } from '../graph/compile-routine.ts';
import { BulkDraws } from '../random/wasm/bulk-draws.ts';
import { type CompiledStochastic, compileStochastic } from './compile-stochastic.ts';
import { Moments } from './moments.ts';
import type { ReactionNetwork } from './reaction-network.ts';
import { DEFAULT_SEED, runStochastic, type StochasticOptions } from './simulate-stochastic.ts';

/** Runs whose moments are gathered together, wherever they are made: the result does not depend on how runs are divided. */
const BLOCK = 64;

/** Many runs of a reaction network. */
export interface StochasticEnsembleRequest extends StochasticOptions {
  /** How many; their members are numbered from 0. */
  readonly runs: number;
  readonly progress?: (done: number, of: number) => void;
  /** Given the rows [times x outputs] of each run; they are overwritten by none later. */
  readonly observe?: (member: number, rows: Float64Array) => void;
}

/** Runs `from` up to, but not with, `to`. */
export interface StochasticRange {
  readonly from: number;
  readonly to: number;
}

/** What some runs of an ensemble gave. Plain numbers, so that workers can send it. */
export interface StochasticPart {
  readonly blocks: readonly {
    readonly first: number;
    readonly count: number;
    readonly mean: Float64Array;
    readonly squares: Float64Array;
  }[];
  readonly firings: number;
}

/** What an ensemble gave: means and sample variances [times x outputs], by rows. */
export interface StochasticMoments {
  readonly runs: number;
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** How often reactions fired, in all runs. */
  readonly firings: number;
}

/**
 * Means and variances over many runs of a reaction network. Runs are keyed by their number, so those of a larger ensemble begin with
 * those of a smaller. To divide the work, run `stochasticRanges` anywhere with `runStochasticPart` and put them together with
 * `joinStochasticParts`: the same bytes, however many parts there are.
 *
 * `signal` is looked at, and `progress` told, after every 64 runs. Throws `run.cancelled`, `usage` for fewer than 2 runs, and as
 * `simulateStochastic`.
 *
 * @example
 * const birth = readSbml(`<sbml level="2" version="4"><model id="m"><listOfCompartments><compartment id="c"/></listOfCompartments>
 *   <listOfSpecies><species id="X" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true"/></listOfSpecies><listOfReactions>
 *   <reaction id="birth"><listOfProducts><speciesReference species="X"/></listOfProducts><kineticLaw><math><cn>5</cn></math>
 *   </kineticLaw></reaction></listOfReactions></model></sbml>`);
 * const { rest, reactions, quantities } = reactionNetworkOf(birth);
 * const outputs = [{ name: 'X', unit: '1', is: quantities.get('X').value }];
 * const { means } = stochasticEnsemble({ reactions, rest: { ...rest, outputs } }, { times: [0, 2], runs: 1000 });
 * Math.abs(means[1] - 10) < 0.4; // true
 */
export function stochasticEnsemble(
  network: ReactionNetwork | CompiledStochastic,
  request: StochasticEnsembleRequest,
  execution: Execution = 'generated',
): StochasticMoments {
  const whole = { from: 0, to: request.runs };
  return joinStochasticParts([runStochasticPart(network, request, whole, execution)]);
}

/** Divides runs into at most `parts` ranges. */
export function stochasticRanges(runs: number, parts: number): readonly StochasticRange[] {
  const blocks = Math.ceil(runs / BLOCK);
  const count = Math.max(1, Math.min(parts, blocks));
  const edge = (k: number): number => Math.min(runs, BLOCK * Math.floor((k * blocks) / count));
  return Array.from({ length: count }, (_, k) => ({ from: edge(k), to: edge(k + 1) }));
}

/** Makes the runs of one range. Throws as `stochasticEnsemble`. */
export function runStochasticPart(
  network: ReactionNetwork | CompiledStochastic,
  request: Omit<StochasticEnsembleRequest, 'runs'>,
  { from, to }: StochasticRange,
  execution: Execution = 'generated',
): StochasticPart {
  if (!(from >= 0 && from % BLOCK === 0 && to >= from && Number.isInteger(to))) {
    throw new TwinwardError('usage', `runs ${from} to ${to} are not a part of an ensemble`, {
      field: 'range',
      remedy: 'divide with stochasticRanges',
    });
  }
  const compiled = 'kind' in network ? network : compileStochastic(network, execution);
  const size = compiled.network.rest.outputs.length * request.times.length;
  // where WebAssembly may not be made, the same numbers come one by one
  const bulk = execution === 'interpreted' ? null : new BulkDraws(request.seed ?? DEFAULT_SEED);
  const blocks: StochasticPart['blocks'][number][] = [];
  let firings = 0;
  for (let first = from; first < to; first += BLOCK) {
    if (request.signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    const moments = new Moments(size);
    for (let member = first; member < Math.min(to, first + BLOCK); member++) {
      const run = runStochastic(compiled, { ...request, member }, bulk);
      moments.add(run.rows);
      firings += run.firings;
      request.observe?.(member, run.rows);
    }
    const { count, mean, squares } = moments;
    blocks.push({ first, count, mean, squares });
    request.progress?.(first - from + count, to - from);
  }
  return { blocks, firings };
}

/** Puts the parts of an ensemble together, in whatever order they come. */
export function joinStochasticParts(parts: readonly StochasticPart[]): StochasticMoments {
  const blocks = parts.flatMap((part) => part.blocks).sort((a, b) => a.first - b.first);
  const all = new Moments(blocks[0]?.mean.length ?? 0);
  for (const { count, mean, squares } of blocks) all.join(count, mean, squares);
  if (all.count < 2) {
    throw new TwinwardError('usage', `${all.count} runs have no variance`, {
      field: 'runs',
      remedy: 'ask for 2 or more',
    });
  }
  return {
    runs: all.count,
    means: all.mean,
    variances: all.squares.map((square) => square / (all.count - 1)),
    firings: parts.reduce((sum, part) => sum + part.firings, 0),
  };
}
