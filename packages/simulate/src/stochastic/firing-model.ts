import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import type { HybridAssignment, HybridDraw, HybridModel } from '../hybrid/hybrid-model.ts';
import type { ReactionNetwork } from './reaction-network.ts';

/** A reaction network as a hybrid model: its firings are an event of its own. */
export interface FiringModel {
  readonly model: HybridModel;
  /** Name of the event that is a firing. */
  readonly event: string;
  /** Constraints that say that a propensity is one, and whose it is. */
  readonly propensities: ReadonlyMap<string, string>;
}

/**
 * The reactions of a network as one event: the hazard, integral of the sum of propensities since the last firing, grows until it
 * reaches a number drawn from the exponential distribution of mean 1; the event then draws which reaction fires, in proportion to the
 * propensities at that instant. Exact whatever flows and whatever propensities depend on (Anderson 2007, doi:10.1063/1.2799998,
 * section III).
 */
export function firingModel({ rest, reactions }: ReactionNetwork): FiringModel {
  const { graph: g } = rest;
  const taken = new Set(rest.events.map(({ name }) => name));
  const hazard = declared(rest, 'state', 'hazard');
  const threshold = declared(rest, 'parameter', 'threshold');
  const first = declared(rest, 'input', 'first_threshold');
  const next = declared(rest, 'input', 'next_threshold');
  const choice = declared(rest, 'input', 'choice');
  let event = 'firing';
  while (taken.has(event)) event += '_';
  const sums = partialSums(
    g,
    reactions.map(({ propensity }) => propensity),
  );
  const total = sums.at(-1) ?? g.constant(0);
  const point = g.apply('multiply', choice, total);
  const fires = reactions.map((_, j) => {
    const below = g.apply('less', point, sums[j]!);
    return j === 0 ? below : g.apply('multiply', below, g.apply('atMost', sums[j - 1]!, point));
  });
  const moved = new Map<Expression, Expression>();
  reactions.forEach(({ changes }, j) => {
    for (const { target, by } of changes) {
      const change = g.apply('select', fires[j]!, by, g.constant(0));
      moved.set(target, g.apply('add', moved.get(target) ?? target, change));
    }
  });
  const draw = (
    symbol: Expression,
    distribution: 'exponential' | 'uniform',
    to: string | null,
  ): HybridDraw => ({
    symbol,
    distribution,
    arguments: distribution === 'exponential' ? [g.constant(1)] : [g.constant(0), g.constant(1)],
    event: to,
    part: 'assignments',
  });
  const assignments: HybridAssignment[] = [
    { target: hazard, value: g.constant(0) },
    { target: threshold, value: next },
    ...[...moved].map(([target, value]) => ({ target, value })),
  ];
  const holds = reactions.map(({ name, propensity }, j) => ({
    name: `propensity ${j + 1}`,
    holds: g.apply('atMost', g.constant(0), propensity),
    of: name,
  }));
  return {
    event,
    propensities: new Map(holds.map(({ name, of }) => [name, of])),
    model: {
      ...rest,
      states: [
        ...rest.states,
        { symbol: hazard, initial: g.constant(0), kind: 'differential', equation: total },
      ],
      parameters: [...rest.parameters, { symbol: threshold, initial: first }],
      draws: [
        ...(rest.draws ?? []),
        draw(first, 'exponential', null),
        draw(next, 'exponential', event),
        draw(choice, 'uniform', event),
      ],
      events: [
        ...rest.events,
        {
          name: event,
          trigger: g.apply('atMost', threshold, hazard),
          initialValue: false,
          persistent: true,
          useValuesFromTriggerTime: true,
          assignments,
        },
      ],
      constraints: [...rest.constraints, ...holds.map(({ name, holds: is }) => ({ name, holds: is }))],
    },
  };
}

function partialSums(g: ExpressionGraph, terms: readonly Expression[]): readonly Expression[] {
  const sums: Expression[] = [];
  for (const term of terms) {
    const before = sums.at(-1);
    sums.push(before === undefined ? term : g.apply('add', before, term));
  }
  return sums;
}

/** A symbol of the graph that the network itself does not use; the same one each time. */
function declared(rest: HybridModel, role: 'state' | 'parameter' | 'input', wish: string): Expression {
  const own = new Set([
    ...[...rest.states, ...rest.parameters, ...rest.delays, ...(rest.draws ?? [])].map(({ symbol }) =>
      symbol.kind === 'symbol' ? symbol.name : '',
    ),
  ]);
  let name = wish;
  while (own.has(name)) name += '_';
  return rest.graph.named(name) ?? rest.graph.symbol(role, name, '1');
}
