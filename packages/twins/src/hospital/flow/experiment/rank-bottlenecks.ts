import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalResult } from '../run/hospital-result.ts';
import { type RunOptions, runHospital } from '../run/run-hospital.ts';
import { compareScenarios, type FigureChange } from './compare-scenarios.ts';

/** What one more unit of a resource does to a figure. */
export interface BottleneckScore extends FigureChange {
  readonly resource: string;
}

/** How bottlenecks are ranked. */
export interface RankingOptions extends Omit<RunOptions, 'precision' | 'added' | 'loads'> {
  /** All unless some are named. */
  readonly resources?: readonly string[];
  /** The hospital as it is, if it was run with these options, its loads among what was found. */
  readonly base?: HospitalResult;
}

/**
 * Resources by what one more unit of each does to a figure, the greatest fall first: a paired difference with common random
 * numbers, not a ranking of utilisation. The intervals hold together over all resources. Throws as `compareScenarios` does.
 */
export function rankBottlenecks(
  model: HospitalModel,
  figure: string,
  options: RankingOptions,
): readonly BottleneckScore[] {
  const { resources = Object.keys(model.resources), base: known, progress, ...how } = options;
  const runs = resources.length + (known === undefined ? 1 : 0);
  let finished = 0;
  const run = (added: RunOptions['added'] | null): HospitalResult => {
    const result = runHospital(model, {
      ...how,
      ...(added == null ? {} : { added, loads: false }),
      progress: (done, of) => progress?.(finished * of + done, runs * of),
    });
    finished += 1;
    return result;
  };
  const base = known ?? run(null);
  const confidence = 1 - 0.05 / resources.length;
  const scores = resources.map((resource): BottleneckScore => {
    // before it is run anew: a figure without a mean is refused at once
    compareScenarios(base, base, [figure]);
    return { resource, ...compareScenarios(base, run({ [resource]: 1 }), [figure], confidence)[0]! };
  });
  return scores.sort((a, b) => a.difference - b.difference);
}
