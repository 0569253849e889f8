import type { MapProblem } from '@twinward/estimate';
import type { DosingRecord } from '../kinetics/dosing-record.ts';
import { followRecords, type RecordKinetics } from '../kinetics/follow-records.ts';
import { individualKinetics, typicalValues } from './individual-kinetics.ts';
import {
  type CovariateValues,
  levelVariance,
  type PopulationModel,
  priorCovariance,
} from './population-model.ts';

/** A course of treatment, and what was measured on it. */
export interface ObservedCourse {
  readonly records: readonly DosingRecord[];
  /** What holds from each record back to the one before; the same object for the same values saves work. */
  readonly covariates: readonly CovariateValues[];
  /** Levels, mg/L, by the record they were taken at. */
  readonly levels: readonly { readonly record: number; readonly value: number }[];
}

/** What a model expects of a person on a course. */
export class ExpectedCourse {
  readonly #model: PopulationModel;
  readonly #records: readonly DosingRecord[];
  /** Typical values by record; one array for each set of covariates. */
  readonly #typical: readonly Float64Array[];
  readonly #distinct: readonly Float64Array[];

  constructor(model: PopulationModel, { records, covariates }: Omit<ObservedCourse, 'levels'>) {
    const known = new Map<CovariateValues, Float64Array>();
    for (const values of covariates) if (!known.has(values)) known.set(values, typicalValues(model, values));
    this.#model = model;
    this.#records = records;
    this.#typical = covariates.map((values) => known.get(values)!);
    this.#distinct = [...known.values()];
  }

  /** Follows the course with these random effects; `visit` sees the level, mg/L, and the exposure, mg h/L, after each record. */
  follow(eta: ArrayLike<number>, visit: (index: number, level: number, exposure: number) => void): void {
    const kinetics = new Map<Float64Array, RecordKinetics>();
    for (const typical of this.#distinct) {
      kinetics.set(typical, { kinetics: individualKinetics(this.#model, typical, eta), entries: [] });
    }
    const of = (index: number): RecordKinetics => kinetics.get(this.#typical[index]!)!;
    followRecords(this.#records, of, (index, amounts, exposure) => {
      visit(index, of(index).kinetics.level(amounts), exposure);
    });
  }
}

/**
 * The estimation problem of a person under a published model: eta with its prior, levels with their errors. `mapEstimate` solves
 * it as NONMEM's POSTHOC step does.
 */
export function individualProblem(model: PopulationModel, course: ObservedCourse): MapProblem {
  const expected = new ExpectedCourse(model, course);
  const places = new Map<number, number[]>();
  for (const [i, { record }] of course.levels.entries())
    places.set(record, [...(places.get(record) ?? []), i]);
  const size = course.levels.length;
  return {
    observed: course.levels.map(({ value }) => value),
    prior: priorCovariance(model),
    predict: (eta, out) => {
      expected.follow(eta, (index, level) => {
        for (const place of places.get(index) ?? []) {
          out[place] = level;
          out[size + place] = levelVariance(model.residual, level);
        }
      });
    },
  };
}
