import type { FollowsEdge, ProcessMap } from '../generated/types.ts';

/** Where every case begins on the map; no activity can have this name. */
export const BEGIN = '\u0000begin';
/** Where every case ends. */
export const END = '\u0000end';

/** A way from one place of the map to the next. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Median seconds between the two; null at both ends of a case. */
  readonly medianGap: number | null;
  readonly meanGap: number | null;
}

/** All ways of a map, those from the beginning and to the end of cases among them, the most frequent first. */
export function flowEdges(map: Pick<ProcessMap, 'activities' | 'edges'>): readonly FlowEdge[] {
  const none = { medianGap: null, meanGap: null };
  const edges: FlowEdge[] = map.edges.map(({ from, to, count, medianGap, meanGap }: FollowsEdge) => ({
    from,
    to,
    count,
    medianGap,
    meanGap,
  }));
  for (const { name, starts, ends } of map.activities) {
    if (starts > 0) edges.push({ from: BEGIN, to: name, count: starts, ...none });
    if (ends > 0) edges.push({ from: name, to: END, count: ends, ...none });
  }
  return edges.sort((a, b) => b.count - a.count);
}

/**
 * The ways shown at a share (0 to 1) of all: the most frequent, and beside them the most frequent way to and from every activity, so
 * that none hangs in the air.
 */
export function shownEdges(edges: readonly FlowEdge[], share: number): readonly FlowEdge[] {
  const kept = new Set(edges.slice(0, Math.ceil(share * edges.length)));
  const reached = new Set<string>();
  const left = new Set<string>();
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    if (!reached.has(edge.to)) kept.add(edge);
    if (!left.has(edge.from)) kept.add(edge);
    reached.add(edge.to);
    left.add(edge.from);
  }
  return edges.filter((edge) => kept.has(edge));
}

/** Ways that can be told from each other on one map. */
const MOST_WAYS = 40;
const STEP = 5;

/** Percent of the ways that are shown unless asked otherwise: all of them, or as many as can be told from each other. */
export function usualDetail(edges: readonly FlowEdge[]): number {
  let detail = 100;
  while (detail > 0 && shownEdges(edges, detail / 100).length > MOST_WAYS) detail -= STEP;
  return detail;
}
