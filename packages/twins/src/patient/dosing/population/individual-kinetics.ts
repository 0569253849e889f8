import { TwinwardError } from '@twinward/contract';
import { exp, pow } from '@twinward/simulate';
import { EquationKinetics } from '../kinetics/equation-kinetics.ts';
import type { Kinetics } from '../kinetics/kinetics.ts';
import { LinearKinetics } from '../kinetics/linear-kinetics.ts';
import { fromClearances, type RateConstants } from '../kinetics/rate-constants.ts';
import type { CovariateEffect, CovariateValues, KineticName, PopulationModel } from './population-model.ts';

/** Finer than any level is measured, and smooth enough to be differenced. */
const ESTIMATING = { relativeTolerance: 1e-9, absoluteTolerance: 1e-11 };

/** The typical values of a model's parameters in a person with these covariates, in order. */
export function typicalValues(model: PopulationModel, covariates: CovariateValues): Float64Array {
  return Float64Array.from(model.parameters, ({ typical, effects }) =>
    effects.reduce((value, effect) => value * factorOf(effect, covariates), typical),
  );
}

/** The kinetics of a person: typical values times e^eta. Throws `model.invalid`, by name, for values that describe none. */
export function individualKinetics(
  model: PopulationModel,
  typical: ArrayLike<number>,
  eta: ArrayLike<number>,
): Kinetics {
  const values = individualValues(model, typical, eta);
  if (model.equations === undefined) return kineticsOfValues(values);
  return new EquationKinetics(model.equations, values, ESTIMATING);
}

/** The kinetics of parameters by name. Throws `model.invalid` where they describe none. */
export function kineticsOfValues(values: Readonly<Partial<Record<KineticName, number>>>): LinearKinetics {
  return new LinearKinetics(rateConstants(values));
}

/** Parameters of a person by name. */
export function individualValues(
  model: PopulationModel,
  typical: ArrayLike<number>,
  eta: ArrayLike<number>,
): Readonly<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const [i, { name }] of model.parameters.entries()) values[name] = typical[i]! * exp(eta[i]!);
  return values;
}

function rateConstants(values: Readonly<Partial<Record<KineticName, number>>>): RateConstants {
  const { CL, V1, Q, V2, Q3, V3, k10, k12, k21 } = values;
  const ka = values.ka ?? null;
  if (V1 === undefined) throw missing('V1');
  if (CL !== undefined) {
    const peripheral: { Q: number; V: number }[] = [];
    if (Q !== undefined && V2 !== undefined) peripheral.push({ Q, V: V2 });
    if (Q3 !== undefined && V3 !== undefined) peripheral.push({ Q: Q3, V: V3 });
    return fromClearances({ CL, V: V1, peripheral, ka });
  }
  if (k10 === undefined) throw missing('CL or k10');
  const exchange = k12 === undefined || k21 === undefined ? [] : [{ out: k12, back: k21 }];
  return { V: V1, k10, exchange, ka };
}

function factorOf(effect: CovariateEffect, covariates: CovariateValues): number {
  const x = covariates[effect.covariate];
  if (x === undefined) {
    throw new TwinwardError('subject.invalid', `${effect.covariate} is missing`, {
      field: effect.covariate,
      remedy: 'give it: the model needs it',
    });
  }
  if (effect.kind === 'linear') return 1 + effect.slope * (x - effect.reference);
  if (effect.kind === 'factor') return x === 0 ? 1 : pow(effect.factor, x);
  return pow(x / effect.reference, effect.exponent);
}

function missing(name: string): TwinwardError {
  return new TwinwardError('model.invalid', `the model has no ${name}`, {
    field: name,
    remedy: 'list it among the parameters',
  });
}
