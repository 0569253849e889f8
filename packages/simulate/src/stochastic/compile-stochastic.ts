import { compileRoutine, type Execution } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import { symbolsIn } from '../graph/symbols-in.ts';
import {
  type CompiledHybrid,
  compileEvents,
  compileHybrid,
  type EventCode,
} from '../hybrid/compile-hybrid.ts';
import { compileInitialValues, type InitialValuesCode } from '../hybrid/initial-values.ts';
import { type FiringModel, firingModel } from './firing-model.ts';
import { MotionOf, movingComparisons } from './motion.ts';
import type { ReactionChannel, ReactionNetwork } from './reaction-network.ts';
import { whyItFlows } from './why-it-flows.ts';

/** One reaction as running code. */
export interface ChannelCode {
  readonly name: string;
  /** States it changes, and by how much: numbers, or the code that writes them where they change. */
  readonly targets: Int32Array;
  readonly constant: Float64Array | null;
  readonly by: RoutineCode | null;
  /** Reactions whose propensities change when it fires, and the code that writes theirs. */
  readonly affected: Int32Array;
  readonly update: RoutineCode;
  /** Whether triggers or rates may change when it fires. */
  readonly felt: boolean;
  /** States it takes from, and its order in each; NaN for an order that changes. */
  readonly reactants: readonly { readonly state: number; readonly order: number }[];
}

/** A network between whose firings nothing moves but along straight lines. */
export interface JumpingCode {
  readonly network: ReactionNetwork;
  readonly channels: readonly ChannelCode[];
  readonly propensities: RoutineCode;
  /** By state: the reactions whose propensities read it. */
  readonly readers: readonly (readonly number[])[];
  /** States that flow at constant rates, and the code of those. */
  readonly flowing: Int32Array;
  readonly rates: RoutineCode;
  readonly triggers: RoutineCode;
  /** Left and right sides of the comparisons of triggers that time can change. */
  readonly sides: RoutineCode;
  readonly sideCount: number;
  readonly outputs: RoutineCode;
  readonly constraints: RoutineCode;
  readonly events: readonly EventCode[];
  readonly initial: InitialValuesCode;
  readonly inputCount: number;
}

/** A reaction network ready to run any number of times. */
export type CompiledStochastic =
  | { readonly kind: 'jumping'; readonly network: ReactionNetwork; readonly code: JumpingCode }
  | {
      readonly kind: 'flowing';
      readonly network: ReactionNetwork;
      /** What flows, in words. */
      readonly why: string;
      readonly firing: FiringModel;
      readonly code: CompiledHybrid;
    };

/**
 * Makes a reaction network run. Where nothing moves between firings but along straight lines (clocks), it jumps from firing to firing;
 * else it is integrated, its hazard with it.
 */
export function compileStochastic(network: ReactionNetwork, execution: Execution): CompiledStochastic {
  const why = whyItFlows(network);
  if (why !== null) {
    const firing = firingModel(network);
    return { kind: 'flowing', network, why, firing, code: compileHybrid(firing.model, execution) };
  }
  return { kind: 'jumping', network, code: compileJumping(network, execution) };
}

function compileJumping(network: ReactionNetwork, execution: Execution): JumpingCode {
  const { rest, reactions } = network;
  const run = (results: readonly Expression[]): RoutineCode => compileRoutine(results, execution);
  const flowing = rest.states.filter(({ equation }) => !isZero(equation));
  const triggers = rest.events.map(({ trigger }) => trigger);
  const motion = new MotionOf(new Set(flowing.map(({ symbol }) => symbol)));
  const moving = movingComparisons(triggers, motion);
  const sides = moving.flatMap((node) => (node.kind === 'operation' ? node.operands : []));
  const felt = new Set(symbolsIn([...triggers, ...flowing.map(({ equation }) => equation)]));
  const readers = readersOf(reactions);
  const channels = reactions.map((channel) => compileChannel(channel, reactions, readers, felt, execution));
  return {
    network,
    channels,
    propensities: run(reactions.map(({ propensity }) => propensity)),
    readers: rest.states.map(({ symbol }) => readers.get(symbol) ?? []),
    flowing: Int32Array.from(flowing, ({ symbol }) => placeOf(symbol)),
    rates: run(flowing.map(({ equation }) => equation)),
    triggers: run(triggers),
    sides: run(sides),
    sideCount: sides.length,
    outputs: run(rest.outputs.map(({ is }) => is)),
    constraints: run(rest.constraints.map(({ holds }) => holds)),
    events: compileEvents(rest),
    initial: compileInitialValues(rest),
    inputCount: (rest.draws ?? []).length,
  };
}

function compileChannel(
  { name, changes, reactants }: ReactionChannel,
  reactions: readonly ReactionChannel[],
  readers: ReadonlyMap<Expression, readonly number[]>,
  felt: ReadonlySet<Expression>,
  execution: Execution,
): ChannelCode {
  const targets = changes.map(({ target }) => target);
  const affected = [...new Set(targets.flatMap((one) => readers.get(one) ?? []))].sort((a, b) => a - b);
  const by = changes.map((change) => change.by);
  const fixed = by.map((one) => (one.kind === 'constant' ? one.value : Number.NaN));
  const constant = by.every(({ kind }) => kind === 'constant');
  return {
    name,
    targets: Int32Array.from(targets, placeOf),
    constant: constant ? Float64Array.from(fixed) : null,
    by: constant ? null : compileRoutine(by, execution),
    affected: Int32Array.from(affected),
    update: compileRoutine(
      affected.map((k) => reactions[k]!.propensity),
      execution,
    ),
    felt: targets.some((one) => felt.has(one)),
    reactants: reactants.map(({ target, order }) => ({
      state: placeOf(target),
      order: order.kind === 'constant' ? order.value : Number.NaN,
    })),
  };
}

/** By symbol: the reactions whose propensities read it. */
function readersOf(reactions: readonly ReactionChannel[]): ReadonlyMap<Expression, readonly number[]> {
  const readers = new Map<Expression, number[]>();
  reactions.forEach(({ propensity }, j) => {
    for (const symbol of symbolsIn([propensity])) {
      const known = readers.get(symbol);
      if (known === undefined) readers.set(symbol, [j]);
      else known.push(j);
    }
  });
  return readers;
}

function placeOf(symbol: Expression): number {
  return symbol.kind === 'symbol' ? symbol.index : -1;
}

function isZero(equation: Expression): boolean {
  return equation.kind === 'constant' && equation.value === 0;
}
