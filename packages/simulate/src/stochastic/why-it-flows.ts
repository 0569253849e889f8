import type { Expression } from '../graph/expression.ts';
import { symbolsIn } from '../graph/symbols-in.ts';
import { MotionOf } from './motion.ts';
import type { ReactionNetwork } from './reaction-network.ts';

/**
 * What of a network moves between firings otherwise than along straight lines, in words; null if nothing does, so that the state is
 * known at every instant without integration.
 */
export function whyItFlows({ rest, reactions }: ReactionNetwork): string | null {
  if (rest.delays.length > 0) return 'it has delayed values';
  const flowing = new Set<Expression>();
  for (const { symbol, kind, equation } of rest.states) {
    if (kind !== 'differential') return `${nameOf(symbol)} is not determined by a rate`;
    if (equation.kind !== 'constant' || equation.value !== 0) flowing.add(symbol);
  }
  const motion = new MotionOf(flowing);
  for (const { symbol, equation } of rest.states) {
    if (motion.of(equation) !== 'still') return `the rate of ${nameOf(symbol)} changes all the time`;
  }
  for (const { name, propensity, changes } of reactions) {
    if (motion.of(propensity) !== 'still') return `the propensity of "${name}" changes all the time`;
    for (const { target, by } of changes) {
      if (flowing.has(target)) return `${nameOf(target)} flows as well as jumps`;
      if (symbolsIn([by]).some((one) => motion.of(one) !== 'still')) {
        return `what "${name}" changes is different all the time`;
      }
    }
  }
  for (const { name, trigger } of rest.events) {
    if (!motion.switches(trigger)) return `the trigger of "${name}" moves along a curve`;
  }
  return null;
}

function nameOf(symbol: Expression): string {
  return symbol.kind === 'symbol' ? `"${symbol.name}"` : 'a state';
}
