import type { Trace } from './activity-log.ts';
import { type AlignmentMove, alignTrace } from './align-trace.ts';
import { variantsOf } from './directly-follows.ts';
import type { ProcessTree } from './process-tree.ts';
import { workflowNet } from './workflow-net.ts';

/** How far one variant keeps to the model. */
export interface VariantConformance {
  readonly activities: readonly string[];
  readonly count: number;
  /** From 0 to 1; 1 keeps to it altogether. */
  readonly fitness: number;
  readonly moves: readonly AlignmentMove[];
}

/** How far a log keeps to a model. */
export interface Conformance {
  /** Over all cases, from 0 to 1. */
  readonly fitness: number;
  /** Share of the cases that keep to the model altogether. */
  readonly fitting: number;
  readonly variants: readonly VariantConformance[];
}

/**
 * Replays every variant of a log on a process model by optimal alignment; the fitness of a case is 1 less the cost of its
 * alignment over the cost of having nothing in common with the model (van der Aalst, Adriansyah and van Dongen 2012, section 3).
 *
 * @example
 * const done = (name) => ({ name, start: 0, complete: 0, resource: null });
 * const traces = [{ caseId: '1', activities: [done('triage')] }, { caseId: '2', activities: [done('scan')] }];
 * conformance({ kind: 'activity', name: 'triage' }, traces).fitness; // 0.5
 */
export function conformance(tree: ProcessTree, traces: readonly Trace[]): Conformance {
  const net = workflowNet(tree);
  const shortest = alignTrace(net, []).cost;
  const variants = variantsOf(traces).map(({ activities, count }): VariantConformance => {
    const { cost, moves } = alignTrace(net, activities);
    const worst = activities.length + shortest;
    return { activities, count, fitness: worst === 0 ? 1 : 1 - cost / worst, moves };
  });
  const cases = traces.length;
  const share = (of: (variant: VariantConformance) => number): number =>
    variants.reduce((sum, variant) => sum + variant.count * of(variant), 0) / cases;
  return {
    fitness: share(({ fitness }) => fitness),
    fitting: share(({ fitness }) => (fitness === 1 ? 1 : 0)),
    variants,
  };
}
