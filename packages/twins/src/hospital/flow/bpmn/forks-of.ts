import type { BpmnElement } from 'bpmn-moddle';
import { kindOf, unsupported } from './drawn-element.ts';

/** Where the ways of a parallel gateway join. */
export interface Fork {
  /** The gateway where all its ways join; null where they end apart. */
  readonly join: BpmnElement | null;
  /** By element, on which of its ways it is drawn before they join. */
  readonly sides: ReadonlyMap<BpmnElement, ReadonlySet<number>>;
}

/**
 * Parallel gateways with several ways on, and where their ways join: the nearest parallel gateway that every way comes to. Throws
 * `request.unsupported`, by element, for ways that lead back to the gateway before they join, and for ways of which one would be waited
 * for in vain where they join, since it may end before.
 */
export function forksOf(
  gateways: readonly BpmnElement[],
  after: (element: BpmnElement) => readonly BpmnElement[],
): ReadonlyMap<BpmnElement, Fork> {
  const parallel = new Set(gateways);
  const forks = new Map<BpmnElement, Fork>();
  for (const fork of gateways) {
    const ways = after(fork);
    if (ways.length < 2) continue;
    const steps = ways.map((way) => distances(way, after, new Set([fork])));
    let [join, nearest]: [BpmnElement | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const candidate of parallel) {
      if (candidate === fork) continue;
      const farthest = Math.max(...steps.map((far) => far.get(candidate) ?? Number.POSITIVE_INFINITY));
      if (farthest < nearest) [join, nearest] = [candidate, farthest];
    }
    const sides = new Map<BpmnElement, Set<number>>();
    for (const [k, way] of ways.entries())
      for (const element of distances(way, after, new Set(join === null ? [] : [join])).keys())
        sides.set(element, (sides.get(element) ?? new Set()).add(k));
    if (sides.has(fork))
      throw unsupported(
        fork,
        'come to again from one of its own ways: it would part a patient who is apart already',
        'let its ways join before one leads back',
      );
    for (const [element] of join === null ? [] : sides)
      if (kindOf(element) === 'EndEvent')
        throw unsupported(
          element,
          `an end of one of several parallel ways: "${join!.name ?? join!.id!}", where they join, would wait for it for ever`,
          'let it lead to where they join',
        );
    forks.set(fork, { join, sides });
  }
  return forks;
}

/** Steps to everything that comes after; what comes after `last` is not looked at. */
function distances(
  from: BpmnElement,
  after: (element: BpmnElement) => readonly BpmnElement[],
  last: ReadonlySet<BpmnElement>,
): ReadonlyMap<BpmnElement, number> {
  const found = new Map<BpmnElement, number>([[from, 0]]);
  const open = [from];
  for (let i = 0; i < open.length; i++) {
    if (last.has(open[i]!)) continue;
    for (const next of after(open[i]!)) {
      if (found.has(next)) continue;
      found.set(next, found.get(open[i]!)! + 1);
      open.push(next);
    }
  }
  return found;
}
