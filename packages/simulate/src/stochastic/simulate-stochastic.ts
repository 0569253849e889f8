import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import type { Execution } from '../graph/compile-routine.ts';
import { HybridRun } from '../hybrid/hybrid-run.ts';
import type { EventRecord } from '../hybrid/simulate-hybrid.ts';
import type { BulkDraws } from '../random/wasm/bulk-draws.ts';
import { type CompiledStochastic, compileStochastic } from './compile-stochastic.ts';
import { FiringRun } from './firing-run.ts';
import { notAPropensity } from './firings.ts';
import type { ReactionNetwork } from './reaction-network.ts';
import type { StochasticMethod } from './stochastic-method.ts';

export const DEFAULT_SEED = '0000000000000000';
/** The share by which propensities may change in a leap (Cao, Gillespie and Petzold 2006, section V). */
const EPSILON = 0.03;

/** How to simulate a reaction network. */
export interface StochasticOptions {
  /** Rising; the first is the start. */
  readonly times: ArrayLike<number>;
  /** Initial values and parameters to use in place of the model's, by name. */
  readonly values?: Readonly<Record<string, number>>;
  /** By default `direct`. */
  readonly method?: StochasticMethod;
  /** For tau-leaping: the share by which propensities may change in a leap, by default 0.03. */
  readonly epsilon?: number;
  /** 16 hexadecimal digits. */
  readonly seed?: string;
  readonly signal?: AbortSignalLike;
}

/** One run of a reaction network. */
export interface StochasticRequest extends StochasticOptions {
  /** Which run of the seed: a whole number from 0; each draws numbers of its own. */
  readonly member?: number;
}

/** What one run yields. */
export interface StochasticTrajectory {
  /** [times x outputs], by rows. */
  readonly rows: Float64Array;
  readonly events: readonly EventRecord[];
  /** Constraints that ceased to hold, and when first. */
  readonly violated: readonly EventRecord[];
  /** How often reactions fired. */
  readonly firings: number;
}

/**
 * Simulates a reaction network with its reactions firing one by one, among events, rules and numbers drawn at random. A row at the
 * time of an event shows the values after it. Numbers come from Philox, keyed by seed and member, so that a run is the same whoever
 * makes it and in whatever order. Give a compiled network to run it often.
 *
 * Where states flow otherwise than at constant rates, or propensities change between firings, the sum of propensities is integrated
 * beside the flow to find each firing exactly.
 *
 * Throws `request.unsupported` naming what only the direct method can do, `solver.failed` naming a reaction whose propensity is
 * negative or no number, and otherwise as `simulateHybrid`.
 *
 * @example
 * const death = readSbml(`<sbml level="2" version="4"><model id="m"><listOfCompartments><compartment id="c"/></listOfCompartments>
 *   <listOfSpecies><species id="X" compartment="c" initialAmount="20" hasOnlySubstanceUnits="true"/></listOfSpecies><listOfReactions>
 *   <reaction id="death"><listOfReactants><speciesReference species="X"/></listOfReactants><kineticLaw><math><ci>X</ci></math>
 *   </kineticLaw></reaction></listOfReactions></model></sbml>`);
 * const { firings } = simulateStochastic(reactionNetworkOf(death), { times: [0, 100] });
 * firings; // 20
 */
export function simulateStochastic(
  network: ReactionNetwork | CompiledStochastic,
  request: StochasticRequest,
  execution: Execution = 'generated',
): StochasticTrajectory {
  return runStochastic('kind' in network ? network : compileStochastic(network, execution), request, null);
}

/** One run, as `simulateStochastic`; `bulk` of the seed makes its numbers faster. */
export function runStochastic(
  compiled: CompiledStochastic,
  request: StochasticRequest,
  bulk: BulkDraws | null,
): StochasticTrajectory {
  const { times, signal } = request;
  for (let i = 1; i < times.length; i++) {
    if (!(times[i]! >= times[i - 1]!)) {
      throw new TwinwardError('usage', `time ${times[i]} follows ${times[i - 1]}`, {
        field: 'times',
        remedy: 'give times that rise',
      });
    }
  }
  const width = compiled.network.rest.outputs.length;
  const rows = new Float64Array(width * times.length);
  const run = begin(compiled, request, bulk);
  for (let row = 0; row < times.length; row++) {
    if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    run.advance(times[row]!, signal);
    run.observe(rows, row * width);
  }
  return compiled.kind === 'flowing'
    ? flowed(compiled, run, rows)
    : { rows, events: run.events, violated: run.violated, firings: (run as FiringRun).firings };
}

function begin(
  compiled: CompiledStochastic,
  request: StochasticRequest,
  bulk: BulkDraws | null,
): FiringRun | HybridRun {
  const {
    times,
    values = {},
    method = 'direct',
    epsilon = EPSILON,
    seed = DEFAULT_SEED,
    member = 0,
  } = request;
  const start = times[0] ?? 0;
  if (compiled.kind === 'jumping') {
    return new FiringRun(compiled.code, { seed, member, bulk, method, epsilon, start, values });
  }
  if (method !== 'direct') {
    throw new TwinwardError('request.unsupported', `the ${method} method does not do: ${compiled.why}`, {
      field: 'method',
      remedy: 'use the direct method',
    });
  }
  return new HybridRun(compiled.code, { times, seed, member }, start, values);
}

/** Tells firings from other events, and what was no propensity from other constraints. */
function flowed(
  { firing }: Extract<CompiledStochastic, { kind: 'flowing' }>,
  { events, violated }: Pick<HybridRun, 'events' | 'violated'>,
  rows: Float64Array,
): StochasticTrajectory {
  for (const { name, at } of violated) {
    const reaction = firing.propensities.get(name);
    if (reaction !== undefined) throw notAPropensity(reaction, `is negative or no number at t = ${at}`);
  }
  const others = events.filter(({ name }) => name !== firing.event);
  return { rows, events: others, violated, firings: events.length - others.length };
}
