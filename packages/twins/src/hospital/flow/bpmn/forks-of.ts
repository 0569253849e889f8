import type { BpmnElement } from 'bpmn-moddle';

/**
 * Of parallel gateways with several ways on, the gateway where all their ways join: the nearest that every way comes to; null where they
 * end apart.
 */
export function forksOf(
  gateways: readonly BpmnElement[],
  after: (element: BpmnElement) => readonly BpmnElement[],
): ReadonlyMap<BpmnElement, BpmnElement | null> {
  const parallel = new Set(gateways);
  const forks = new Map<BpmnElement, BpmnElement | null>();
  for (const fork of gateways) {
    const ways = after(fork);
    if (ways.length < 2) continue;
    const steps = ways.map((way) => distances(way, after, fork));
    let [best, nearest]: [BpmnElement | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const candidate of parallel) {
      if (candidate === fork) continue;
      const farthest = Math.max(...steps.map((far) => far.get(candidate) ?? Number.POSITIVE_INFINITY));
      if (farthest < nearest) [best, nearest] = [candidate, farthest];
    }
    forks.set(fork, best);
  }
  return forks;
}

/** Steps to everything that comes after, not going through the fork again. */
function distances(
  from: BpmnElement,
  after: (element: BpmnElement) => readonly BpmnElement[],
  fork: BpmnElement,
): ReadonlyMap<BpmnElement, number> {
  const found = new Map<BpmnElement, number>([[from, 0]]);
  const open = [from];
  for (let i = 0; i < open.length; i++)
    for (const next of after(open[i]!)) {
      if (next === fork || found.has(next)) continue;
      found.set(next, found.get(open[i]!)! + 1);
      open.push(next);
    }
  return found;
}
