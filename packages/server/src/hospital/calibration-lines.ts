import { compareScenarios, type HospitalModel, type HospitalResult } from '@twinward/twins/hospital';

/** A reported figure and the interval of the model's own. */
export interface CalibrationLine {
  readonly name: string;
  /** Whose difference from the model as it is was reported, or null for a figure of the model as it is. */
  readonly scenario: string | null;
  readonly reported: number | readonly [number, number];
  readonly basis: string;
  readonly source: string;
  /** NaN where the model has no mean: see `why`. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly why: string | null;
  readonly note: string | null;
}

/** What a model was calibrated to beside what it gives; `under` runs a scenario, once each, with the draws of `base`. */
export function calibrationLines(
  model: HospitalModel,
  base: HospitalResult,
  under: (scenario: string) => HospitalResult,
): readonly CalibrationLine[] {
  const run = new Map<string, HospitalResult>();
  return (model.targets ?? []).map(
    ({ name, figure, scenario = null, reported, basis, source = '', note = null }) => {
      const common = { name, scenario, reported, basis, source, note };
      const none = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
      const changed = scenario === null ? base : (run.get(scenario) ?? under(scenario));
      if (scenario !== null) run.set(scenario, changed);
      const why = base.figures[figure]?.why ?? changed.figures[figure]?.why ?? null;
      if (why !== null) return { ...common, ...none, why };
      if (scenario === null) {
        const { mean, low, high } = base.figures[figure] ?? none;
        return { ...common, mean, low, high, why };
      }
      const { difference, low, high } = compareScenarios(base, changed, [figure])[0]!;
      return { ...common, mean: difference, low, high, why };
    },
  );
}
