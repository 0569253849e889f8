import type { Column, Parameter } from '@twinward/contract';
import type { PopulationModel } from '../population/population-model.ts';

/** Full hours at which a belief keeps its exposure: 24 hours ago lies between the last two. */
export const HOURS_KEPT = 25;

/** The columns of a drug twin's belief and where they lie. Concentrations, not amounts: they stay right when a volume is learned. */
export interface DosingColumns {
  readonly columns: readonly Column[];
  readonly parameters: readonly Parameter[];
  readonly width: number;
  /** First of the concentrations: central, then peripheral. */
  readonly concentrations: number;
  readonly compartments: number;
  /** First of the model's parameters, in its order. */
  readonly kinetics: number;
  /** First of the covariates, in the model's order. */
  readonly covariates: number;
  /** Exposure since the start; after it that at each of the last full hours, the latest first. */
  readonly exposure: number;
}

/** Columns of a model's twin. */
export function dosingColumns(model: PopulationModel): DosingColumns {
  const compartments = model.parameters.some(({ name }) => name === 'V2' || name === 'k21') ? 2 : 1;
  const states = ['central', 'peripheral'].slice(0, compartments).map(
    (name): Column => ({
      name,
      label: `Concentration, ${name} compartment`,
      unit: 'mg/L',
      role: 'state',
      scale: 'linear',
    }),
  );
  const kinetics = model.parameters.map(
    ({ name, label, unit, variance }): Column => ({
      name,
      label,
      unit,
      role: variance > 0 ? 'parameter' : 'memory',
      scale: 'log',
    }),
  );
  const covariates = model.covariates.map(
    ({ name, label, unit }): Column => ({ name, label, unit, role: 'memory', scale: 'linear' }),
  );
  const exposures = Array.from(
    { length: HOURS_KEPT + 1 },
    (_, k): Column => ({
      name: k === 0 ? 'exposure' : `exposure-${k}h`,
      label:
        k === 0 ? 'Exposure since the start' : `Exposure since the start, as it was ${k} full hours back`,
      unit: 'mg.h/L',
      role: 'memory',
      scale: 'linear',
    }),
  );
  const columns = [...states, ...kinetics, ...covariates, ...exposures];
  return {
    columns,
    parameters: model.parameters.map(
      ({ name, label, unit, typical, variance, source }): Parameter => ({
        name,
        label: `${label}, in a person with the reference covariates`,
        unit,
        prior:
          variance > 0
            ? { kind: 'logNormal', median: typical, logSd: Math.sqrt(variance) }
            : { kind: 'fixed', value: typical },
        source,
        role: variance > 0 ? 'estimated' : 'fixed',
      }),
    ),
    width: columns.length,
    concentrations: 0,
    compartments,
    kinetics: compartments,
    covariates: compartments + kinetics.length,
    exposure: compartments + kinetics.length + covariates.length,
  };
}
