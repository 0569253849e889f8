import { TwinwardError } from '@twinward/contract';
import type { SolverOptions } from '../ode/solver-options.ts';
import { type Formula, readFormula } from './formula.ts';
import { measurementLogLikelihood } from './measurement-log-likelihood.ts';
import { PetabModel, type Values } from './petab-model.ts';
import type { PetabMeasurement, PetabProblem } from './petab-problem.ts';

/** What a problem's model says of its measurements. */
export interface PetabEvaluation {
  /** What the model says of each measurement, in the order of the table, on the linear scale. */
  readonly simulated: Float64Array;
  /** Natural logarithm of the likelihood of all measurements. */
  readonly logLikelihood: number;
}

const ACCURATE: SolverOptions = { relativeTolerance: 1e-9, absoluteTolerance: 1e-13 };

/**
 * Evaluates a problem at the nominal values of its parameters, some of them replaced: for every pair of conditions the model is
 * brought to its steady state under the first, if there is one, and simulated under the second; observables and noise are
 * formulas of what it then is. Throws `model.invalid` naming a parameter without a value or a condition on what the model has
 * not, and as `simulateHybrid`.
 */
export function evaluatePetab(
  problem: PetabProblem,
  replaced: Readonly<Record<string, number>> = {},
  solver: SolverOptions = ACCURATE,
): PetabEvaluation {
  const model = new PetabModel(problem.sbml, solver);
  const parameter = (id: string): number => {
    const value = replaced[id] ?? problem.parameters.get(id)?.nominal;
    if (value === undefined || Number.isNaN(value)) {
      throw new TwinwardError('model.invalid', `parameter "${id}" has no value`, {
        field: id,
        remedy: 'give it a nominal value',
      });
    }
    return value;
  };
  const valued = (given: number | string): number => (typeof given === 'number' ? given : parameter(given));
  const base = new Map(
    [...problem.parameters.keys()].filter((id) => model.has(id)).map((id) => [id, parameter(id)] as const),
  );
  const under = (condition: string): Values => {
    const set = new Map(base);
    for (const [id, given] of problem.conditions.get(condition)!.sets) {
      if (!model.has(id)) {
        throw new TwinwardError(
          'model.invalid',
          `condition "${condition}" sets "${id}", which the model has not`,
          {
            field: id,
          },
        );
      }
      set.set(id, valued(given));
    }
    return set;
  };
  const formulas = new Map<string, Formula>();
  const formula = (text: string): Formula => {
    const known = formulas.get(text) ?? readFormula(text);
    formulas.set(text, known);
    return known;
  };
  const simulated = new Float64Array(problem.measurements.length);
  let logLikelihood = 0;
  const judge = (index: number, measurement: PetabMeasurement, quantities: Values): void => {
    const observable = problem.observables.get(measurement.observable)!;
    const valueFor = (name: string): number => {
      const placed = placeholder(name, measurement);
      if (placed !== null) return valued(placed);
      return quantities.get(name) ?? parameter(name);
    };
    const value = formula(observable.formula).evaluate(measurement.time, valueFor);
    const sigma = formula(observable.noiseFormula).evaluate(measurement.time, (name) =>
      name === measurement.observable ? value : valueFor(name),
    );
    simulated[index] = value;
    logLikelihood += measurementLogLikelihood(measurement.value, value, { ...observable, sigma });
  };
  for (const members of inGroups(problem.measurements)) {
    const { preequilibration, condition } = members[0]!.measurement;
    const set = under(condition);
    const before = preequilibration === null ? null : model.steady(under(preequilibration), null).states;
    const finite = members.filter(({ measurement }) => Number.isFinite(measurement.time));
    const times = [...new Set(finite.map(({ measurement }) => measurement.time))].sort((a, b) => a - b);
    const rows = times.length === 0 ? [] : model.run(times, set, before);
    const at = new Map(times.map((time, i) => [time, rows[i]!] as const));
    const last = finite.length < members.length ? model.steady(set, before).quantities : null;
    for (const { index, measurement } of members)
      judge(index, measurement, at.get(measurement.time) ?? last!);
  }
  return { simulated, logLikelihood };
}

interface Placed {
  readonly index: number;
  readonly measurement: PetabMeasurement;
}

/** Measurements under the same conditions together. */
function inGroups(measurements: readonly PetabMeasurement[]): readonly (readonly Placed[])[] {
  const groups = new Map<string, Placed[]>();
  measurements.forEach((measurement, index) => {
    const key = JSON.stringify([measurement.preequilibration, measurement.condition]);
    groups.set(key, [...(groups.get(key) ?? []), { index, measurement }]);
  });
  return [...groups.values()];
}

/** What stands for `observableParameterN_id` or `noiseParameterN_id` in one measurement; null for any other name. */
function placeholder(name: string, measurement: PetabMeasurement): number | string | null {
  const match = /^(observable|noise)Parameter(\d+)_(.*)$/.exec(name);
  if (match === null || match[3] !== measurement.observable) return null;
  const list = match[1] === 'noise' ? measurement.noiseParameters : measurement.observableParameters;
  const value = list[Number(match[2]) - 1];
  if (value !== undefined) return value;
  throw new TwinwardError('model.invalid', `measurement ${measurement.row} gives no ${name}`, {
    field: `${match[1]}Parameters`,
    row: measurement.row,
  });
}
