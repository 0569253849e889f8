import type { KineticEquations } from '../kinetics/kinetic-equations.ts';

/** The parameters a model in closed form may have: clearances and volumes, or rate constants with V1; L, L/h and /h. */
export type KineticName = 'CL' | 'V1' | 'Q' | 'V2' | 'Q3' | 'V3' | 'ka' | 'k10' | 'k12' | 'k21';

/** How a covariate x multiplies a parameter. `linear` is 1 + slope (x - reference); `factor` is factor^x, for x = 0 or 1. */
export type CovariateEffect =
  | {
      readonly kind: 'power';
      readonly covariate: string;
      readonly reference: number;
      readonly exponent: number;
    }
  | {
      readonly kind: 'linear';
      readonly covariate: string;
      readonly reference: number;
      readonly slope: number;
    }
  | { readonly kind: 'factor'; readonly covariate: string; readonly factor: number };

/** One parameter of a population: typical value times covariate effects, and eta ~ N(0, variance) in its exponent. */
export interface PopulationParameter {
  /** A `KineticName`, a parameter of the model's equations, or the level of half effect that a twin of the drug names. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly typical: number;
  readonly effects: readonly CovariateEffect[];
  /** Variance of eta among people; 0 where the model lets nobody differ. */
  readonly variance: number;
  /** Where each of these numbers stands. */
  readonly source: string;
}

/** Something a model asks about a person, with its unit. */
export interface Covariate {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** What can be at all; beyond is refused. */
  readonly possible: { readonly low: number; readonly high: number };
  /** Where the model may speak; beyond, it is used outside its validity and says so. */
  readonly trusted: { readonly low: number; readonly high: number; readonly source: string };
}

/** Standard deviation of a level about its prediction f: sd + cv f, or the root of sd^2 + (cv f)^2. */
export interface ResidualError {
  readonly kind: 'sum' | 'root';
  readonly sd: number;
  readonly cv: number;
  readonly source: string;
}

/** A published population model of a drug, as data. Amounts are mg, levels mg/L, times hours. */
export interface PopulationModel {
  readonly name: string;
  readonly drug: string;
  readonly title: string;
  readonly source: string;
  /** g/mol, so that levels may be given in moles. */
  readonly molarMass: number;
  readonly population: string;
  readonly covariates: readonly Covariate[];
  readonly parameters: readonly PopulationParameter[];
  /** Covariances of etas beside their variances. */
  readonly covariances: readonly {
    readonly between: readonly [string, string];
    readonly value: number;
  }[];
  readonly residual: ResidualError;
  /** The kinetics where they have no closed form; its parameters are the model's. */
  readonly equations?: KineticEquations;
}

/** Values of covariates by name, in the units the model asks for. */
export type CovariateValues = Readonly<Record<string, number>>;

/** Omega of a model [n x n, row by row], in the order of its parameters. */
export function priorCovariance({ parameters, covariances }: PopulationModel): Float64Array {
  const n = parameters.length;
  const omega = new Float64Array(n * n);
  for (const [i, { variance }] of parameters.entries()) omega[i * n + i] = variance;
  for (const { between, value } of covariances) {
    const [i, j] = between.map((name) => parameters.findIndex((parameter) => parameter.name === name));
    omega[i! * n + j!] = value;
    omega[j! * n + i!] = value;
  }
  return omega;
}

/** Variance of a level about its prediction. */
export function levelVariance({ kind, sd, cv }: ResidualError, predicted: number): number {
  const proportional = cv * predicted;
  return kind === 'sum' ? (sd + proportional) ** 2 : sd * sd + proportional * proportional;
}
