import { TwinwardError } from '@twinward/contract';
import { quantiles } from '@twinward/estimate';
import type { ActivityLog, Trace } from './activity-log.ts';
import type { AlignmentMove } from './align-trace.ts';
import { conformance } from './conformance.ts';
import { directlyFollows, type FollowsEdge, variantsOf } from './directly-follows.ts';
import { discoverProcess } from './discover-process.ts';
import type { ProcessTree } from './process-tree.ts';

/** The quarters of a span, seconds. */
export interface SpanQuarters {
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
}

/** An activity of the map. */
export interface MappedActivity {
  readonly name: string;
  /** How often it was done, for how many cases, and how many began and ended with it. */
  readonly count: number;
  readonly cases: number;
  readonly starts: number;
  readonly ends: number;
  readonly lasting: SpanQuarters;
  /** Cases in which the discovered process asks for it and the log does not show it, and the other way about. */
  readonly skipped: number;
  readonly unforeseen: number;
}

/** A way that cases took through the map. */
export interface MappedVariant {
  readonly activities: readonly string[];
  readonly count: number;
  readonly span: SpanQuarters;
  /** From 0 to 1; 1 keeps to the discovered process altogether. */
  readonly fitness: number;
  readonly moves: readonly AlignmentMove[];
}

/** One case of the map. */
export interface MappedCase {
  readonly caseId: string;
  /** Which of the variants it took. */
  readonly variant: number;
  /** Seconds since 1970, and seconds from the first start to the last completion. */
  readonly start: number;
  readonly span: number;
}

/** Everything a process map shows of a log. */
export interface ProcessMap {
  readonly span: SpanQuarters;
  readonly activities: readonly MappedActivity[];
  readonly edges: readonly FollowsEdge[];
  readonly variants: readonly MappedVariant[];
  readonly cases: readonly MappedCase[];
  readonly tree: ProcessTree;
  /** Over all cases, and the share of them that keep to the discovered process altogether. */
  readonly fitness: number;
  readonly fitting: number;
}

/**
 * Maps a log: its directly-follows graph with times, its variants, the process discovered at a share of `noise`, and where cases
 * leave it. Throws `file.invalid` for a log without a case, and what `conformance` throws.
 *
 * @example
 * const done = (name, start) => ({ name, start, complete: start + 60, resource: null });
 * const traces = [{ caseId: 'NA', activities: [done('triage', 0), done('scan', 600)] }];
 * processMap({ traces, open: 0 }, 0).span.q50; // 660
 */
export function processMap({ traces }: ActivityLog, noise: number): ProcessMap {
  if (traces.length === 0) {
    throw new TwinwardError('file.invalid', 'no case of the event log has an activity that completed', {
      field: 'case',
      remedy: 'give a log of at least one case',
    });
  }
  const follows = directlyFollows(traces);
  const tree = discoverProcess(traces, { noise });
  const kept = conformance(tree, traces);
  const variantAt = new Map(variantsOf(traces).map(({ activities }, i) => [JSON.stringify(activities), i]));
  const cases = traces.map((trace): MappedCase => {
    const key = JSON.stringify(trace.activities.map(({ name }) => name));
    return { caseId: trace.caseId, variant: variantAt.get(key)!, ...lengthOf(trace) };
  });
  const spans = Array.from(kept.variants, (): number[] => []);
  for (const { variant, span } of cases) spans[variant]!.push(span);
  const lasting = new Map<string, number[]>();
  const seen = new Map<string, number>();
  for (const { activities } of traces) {
    for (const { name, start, complete } of activities) {
      const known = lasting.get(name) ?? [];
      lasting.set(name, known);
      known.push(complete - start);
    }
    for (const name of new Set(activities.map(({ name }) => name))) increase(seen, name, 1);
  }
  const skipped = new Map<string, number>();
  const unforeseen = new Map<string, number>();
  for (const { moves, count } of kept.variants) {
    for (const name of movesOf(moves, 'model')) increase(skipped, name, count);
    for (const name of movesOf(moves, 'log')) increase(unforeseen, name, count);
  }
  return {
    span: quarters(cases.map(({ span }) => span)),
    activities: [...follows.activities]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([name, count]) => ({
        name,
        count,
        cases: seen.get(name)!,
        starts: follows.starts.get(name) ?? 0,
        ends: follows.ends.get(name) ?? 0,
        lasting: quarters(lasting.get(name)!),
        skipped: skipped.get(name) ?? 0,
        unforeseen: unforeseen.get(name) ?? 0,
      })),
    edges: follows.edges,
    variants: kept.variants.map((variant, i) => ({ ...variant, span: quarters(spans[i]!) })),
    cases,
    tree,
    fitness: kept.fitness,
    fitting: kept.fitting,
  };
}

function lengthOf({ activities }: Trace): { readonly start: number; readonly span: number } {
  const start = activities[0]!.start;
  const end = activities.reduce((last, { complete }) => Math.max(last, complete), start);
  return { start, span: end - start };
}

function movesOf(moves: readonly AlignmentMove[], kind: AlignmentMove['kind']): ReadonlySet<string> {
  return new Set(moves.filter((move) => move.kind === kind).map(({ activity }) => activity));
}

function quarters(spans: readonly number[]): SpanQuarters {
  const [q25, q50, q75] = quantiles(spans, null, [0.25, 0.5, 0.75]);
  return { q25: q25!, q50: q50!, q75: q75! };
}

function increase(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
