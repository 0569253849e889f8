import type { HospitalModel } from '../model/hospital-model.ts';
import { type RunOptions, runHospital } from '../run/run-hospital.ts';
import { compareScenarios, type FigureChange } from './compare-scenarios.ts';

/** What one more unit of a resource does to a figure. */
export interface BottleneckScore extends FigureChange {
  readonly resource: string;
}

/**
 * Resources by what one more unit of each does to a figure, the greatest fall first: a paired difference with common random
 * numbers, not a ranking of utilisation. The intervals hold together over all resources.
 */
export function rankBottlenecks(
  model: HospitalModel,
  figure: string,
  options: Omit<RunOptions, 'precision' | 'added'>,
  resources: readonly string[] = Object.keys(model.resources),
): readonly BottleneckScore[] {
  const base = runHospital(model, { ...options, loads: false });
  const confidence = 1 - 0.05 / resources.length;
  const scores = resources.map((resource): BottleneckScore => {
    const changed = runHospital(model, { ...options, loads: false, added: { [resource]: 1 } });
    return { resource, ...compareScenarios(base, changed, [figure], confidence)[0]! };
  });
  return scores.sort((a, b) => a.difference - b.difference);
}
