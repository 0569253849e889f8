import { conditionsIn } from './conditions-in.ts';
import type { HybridModel } from './hybrid-model.ts';

/**
 * What keeps a hybrid model from being simulated as smooth equations, in words; null for a model in which every state flows and
 * nothing ever jumps, which an `Ensemble` can take.
 *
 * @example
 * const g = new ExpressionGraph();
 * const A = g.symbol('state', 'A', 'mg');
 * const model = {
 *   graph: g, timeUnit: 'h', parameters: [], delays: [], events: [], constraints: [], outputs: [],
 *   states: [{ symbol: A, initial: g.constant(100), kind: 'differential', equation: g.apply('floor', A) }],
 * };
 * whyItJumps(model); // "it has conditions"
 */
export function whyItJumps(model: HybridModel): string | null {
  const { states, outputs, events, delays, constraints, draws = [] } = model;
  if (states.length === 0) return 'nothing in it moves';
  if (events.length > 0) return 'it has events';
  if (delays.length > 0) return 'it has delayed values';
  if (draws.length > 0) return 'it draws numbers at random';
  if (constraints.length > 0) return 'it has constraints';
  const still = states.find(({ kind }) => kind !== 'differential');
  if (still !== undefined) {
    const name = still.symbol.kind === 'symbol' ? `"${still.symbol.name}"` : 'a state';
    return still.kind === 'algebraic'
      ? `${name} is determined by an algebraic rule`
      : `${name} is moved by a fast reaction`;
  }
  const expressions = [...states.map(({ equation }) => equation), ...outputs.map(({ is }) => is)];
  return conditionsIn(expressions).length > 0 ? 'it has conditions' : null;
}
