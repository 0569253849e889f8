import { quantile } from '@twinward/estimate';
import type { Trace } from './activity-log.ts';

/** How often one activity came directly after another. */
export interface FollowsEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Mean seconds from the completion of the one to the start of the other. */
  readonly meanGap: number;
  readonly medianGap: number;
}

/** The directly-follows graph of a log: what was done how often, and what came after what. */
export interface DirectlyFollows {
  readonly activities: ReadonlyMap<string, number>;
  readonly edges: readonly FollowsEdge[];
  /** How often cases began and ended with each activity. */
  readonly starts: ReadonlyMap<string, number>;
  readonly ends: ReadonlyMap<string, number>;
}

/**
 * Counts what came after what within cases (van der Aalst 2016, Process Mining, section 6.1); edges from the most frequent on.
 *
 * @example
 * const of = (name, start) => ({ name, start, complete: start + 60, resource: null });
 * directlyFollows([{ caseId: '1', activities: [of('triage', 0), of('scan', 600)] }]).edges[0].meanGap; // 540
 */
export function directlyFollows(traces: readonly Trace[]): DirectlyFollows {
  const activities = new Map<string, number>();
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  const edges = new Map<string, { from: string; to: string; gaps: number[] }>();
  for (const { activities: done } of traces) {
    for (const [i, { name, start }] of done.entries()) {
      increase(activities, name);
      if (i === 0) increase(starts, name);
      if (i === done.length - 1) increase(ends, name);
      const before = done[i - 1];
      if (before === undefined) continue;
      const key = JSON.stringify([before.name, name]);
      const edge = edges.get(key) ?? { from: before.name, to: name, gaps: [] };
      edge.gaps.push(start - before.complete);
      edges.set(key, edge);
    }
  }
  const found = [...edges.values()].map(
    ({ from, to, gaps }): FollowsEdge => ({
      from,
      to,
      count: gaps.length,
      meanGap: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
      medianGap: quantile(gaps, null, 0.5),
    }),
  );
  found.sort((a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to));
  return { activities, edges: found, starts, ends };
}

/** Which sequence of activities how many cases went through. */
export interface Variant {
  readonly activities: readonly string[];
  readonly count: number;
}

/** The variants of a log, from the most frequent on. */
export function variantsOf(traces: readonly Trace[]): readonly Variant[] {
  const variants = new Map<string, { activities: readonly string[]; count: number }>();
  for (const { activities } of traces) {
    const names = activities.map(({ name }) => name);
    const key = JSON.stringify(names);
    const variant = variants.get(key) ?? { activities: names, count: 0 };
    variant.count += 1;
    variants.set(key, variant);
  }
  return [...variants.entries()]
    .sort(([a, x], [b, y]) => y.count - x.count || compare(a, b))
    .map(([, variant]) => variant);
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
