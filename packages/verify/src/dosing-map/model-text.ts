// Reads a population model as a reference file writes it down, `CL=4.5*(CLCR/120)^0.8*0.7^DIAL; Vc=58.4`.
import { TwinwardError } from '@twinward/contract';
import type { CovariateEffect, KineticName, PopulationModel, ResidualError } from '@twinward/twins/patient';

const NAMES: Readonly<Record<string, KineticName>> = {
  CL: 'CL',
  V: 'V1',
  Vc: 'V1',
  V1: 'V1',
  Vp: 'V2',
  V2: 'V2',
  Q: 'Q',
  Ka: 'ka',
  ke: 'k10',
  k12: 'k12',
  k21: 'k21',
};

/** A remark in brackets behind a formula, not a bracket of the formula. */
const REMARK = /(?<=[\w)])\s+\(.*$/;

/** A model from its text, the variances of its random effects and the text of its residual error. */
export interface WrittenModel {
  readonly model: PopulationModel;
  /** Names of the file by place in the model's parameters. */
  readonly names: readonly string[];
  /** Compartment that doses enter. */
  readonly doseInto: number;
}

/** Throws `model.invalid` for a formula or an error of another form: the case is then unsupported, not guessed. */
export function readModel(
  text: string,
  variances: Readonly<Record<string, number>>,
  residual: string,
): WrittenModel {
  const written = text.split(/[;,:]/).flatMap((part) => {
    const match = /^\s*(\w+)\s*=\s*(.+)$/.exec(part);
    return match !== null && Object.hasOwn(NAMES, match[1]!)
      ? [[match[1]!, match[2]!.replace(REMARK, '')] as const]
      : [];
  });
  const names = written.map(([name]) => name);
  for (const name of Object.keys(variances)) {
    if (!names.includes(name)) refuse('omega_var', `${name} varies but the model has no formula for it`);
  }
  const parameters = written.map(([name, formula]) => ({
    name: NAMES[name]!,
    label: name,
    unit: '1',
    ...readFormula(formula.replaceAll(' ', '')),
    variance: variances[name] ?? 0,
    source: 'the file',
  }));
  const depot = parameters.some(({ name }) => name === 'ka');
  return {
    names,
    doseInto: depot && !/\boral\b/.test(text) ? 2 : 1,
    model: {
      name: 'reference',
      drug: 'as the file says',
      title: text,
      source: 'the file',
      molarMass: 1,
      population: 'as the file says',
      covariates: [],
      parameters,
      covariances: [],
      residual: readResidual(residual),
    },
  };
}

function readFormula(formula: string): {
  readonly typical: number;
  readonly effects: readonly CovariateEffect[];
} {
  let typical = 1;
  const effects: CovariateEffect[] = [];
  for (const factor of formula.split('*')) {
    const power = /^\((\w+)\/([\d.]+)\)(?:\^(-?[\d.]+))?$/.exec(factor);
    const step = /^([\d.]+)\^(\w+)$/.exec(factor);
    if (power !== null) {
      const [, covariate, reference, exponent] = power;
      const [low, high] = [Number(reference), Number(exponent ?? 1)];
      effects.push({ kind: 'power', covariate: covariate!, reference: low, exponent: high });
    } else if (step !== null) {
      effects.push({ kind: 'factor', covariate: step[2]!, factor: Number(step[1]) });
    } else if (/^[\d.]+$/.test(factor)) typical *= Number(factor);
    else refuse('model', `the factor "${factor}" is of no form known here`);
  }
  return { typical, effects };
}

function readResidual(text: string): ResidualError {
  const source = 'the file';
  const sum = /^([\d.]+)\s*\+\s*([\d.]+)\*f\b(?!\^)/.exec(text);
  if (sum !== null) return { kind: 'sum', sd: Number(sum[1]), cv: Number(sum[2]), source };
  const share = /^([\d.]+)\*f(\^2)?\s*$/.exec(text);
  if (share === null) return refuse('residual', `the residual error "${text}" is of no form known here`);
  const cv = share[2] === undefined ? Number(share[1]) : Math.sqrt(Number(share[1]));
  return { kind: 'sum', sd: 0, cv, source };
}

function refuse(field: string, message: string): never {
  throw new TwinwardError('model.invalid', message, {
    field,
    remedy: 'write products of numbers, (X/reference)^exponent and factor^X',
  });
}
