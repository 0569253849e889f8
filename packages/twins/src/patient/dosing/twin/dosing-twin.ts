// The twin of a drug in a person: a published population model, re-estimated from measured levels.
import {
  type Belief,
  type Coding,
  type ModelCard,
  type Observable,
  type Threshold,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import type { PopulationModel } from '../population/population-model.ts';
import { outside } from '../population/treatment-history.ts';
import { advanceDosing, covariatesAt } from './advance-dosing.ts';
import { type DosingColumns, dosingColumns, HOURS_KEPT } from './dosing-columns.ts';
import { dosingPrior } from './dosing-prior.ts';
import { LONGEST_INFUSION, treatmentTypes } from './dosing-treatment.ts';

const HOUR = 3600;
const MILLISECONDS = 1000 * HOUR;
/** Seconds for which a level that was measured once is no older than none: a year. */
const UNMEASURED = 8760 * HOUR;

/** What a drug's twin needs beside its population model. */
export interface DrugTwin {
  readonly model: PopulationModel;
  readonly card: ModelCard;
  readonly version: string;
  /** Codes under which levels arrive. */
  readonly level: readonly Coding[];
  /** Largest dose that is not refused, the one shown first and the step, mg; and the drug's code. */
  readonly dose: {
    readonly maximum: number;
    readonly default: number;
    readonly step: number;
    readonly code: Coding;
  };
  /** Target of the exposure over the last 24 h, where there is one. */
  readonly auc24?: { readonly low: number; readonly high: number; readonly source: string };
  /** What the level does, as the share level / (level + half), where a study says so; `half` is a parameter of the model, mg/L. */
  readonly effect?: { readonly output: string; readonly label: string; readonly half: string };
  /** For drugs that come and go within minutes: seconds of a forecast and of its grid. A day by half hours otherwise. */
  readonly horizon?: TwinModel['horizon'];
  /** For drugs whose level nobody measures: the population is believed from the first dose on, and what it feeds follows from the doses. */
  readonly unmeasured?: boolean;
  /** Watched: outputs `auc24` and `level`. */
  readonly thresholds: readonly Threshold[];
}

/**
 * A twin of a drug given into a vein. Members are people of the population with this person's covariates; each carries its
 * parameters and concentrations, moved in closed form. A level reweighs them by the model's own residual error (particle
 * filter); parameters do not wander, as in the published model. AUC24 is the exposure of the last 24 h, or since the start
 * while that is shorter.
 */
export function dosingTwin(drug: DrugTwin): TwinModel {
  const { model, card, version, effect } = drug;
  if (model.equations !== undefined || model.parameters.some(({ name }) => name === 'ka' || name === 'Q3')) {
    throw new TwinwardError('model.invalid', `${model.name} has equations, a depot or a third compartment`, {
      field: 'parameters',
      remedy: 'these twins take drugs given into a vein, in one or two compartments in closed form',
    });
  }
  const at = dosingColumns(model);
  const column = (belief: Belief, place: number): Float64Array =>
    Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * at.width + place]!);
  const placeOfHalf = at.kinetics + model.parameters.findIndex(({ name }) => name === effect?.half);
  return {
    name: model.name,
    version,
    kind: 'patient',
    card,
    facts: model.covariates.map(({ name, label, unit, possible }) => ({
      name,
      label,
      unit,
      required: true,
      minimum: possible.low,
      maximum: possible.high,
    })),
    parameters: at.parameters,
    columns: at.columns,
    observables: [levelOf(drug)],
    interventions: treatmentTypes(model, drug.dose),
    inputs: [],
    outputs: [
      { name: 'level', label: `Level of ${model.drug}`, unit: 'mg/L', endpoint: false },
      {
        name: 'auc24',
        label: 'Exposure over the last 24 h',
        unit: 'mg.h/L',
        ...(drug.auc24 === undefined ? {} : { reference: drug.auc24 }),
        endpoint: drug.auc24 !== undefined,
      },
      { name: 'clearance', label: 'Clearance', unit: 'L/h', endpoint: false },
      ...(effect === undefined
        ? []
        : [{ name: effect.output, label: effect.label, unit: '%', endpoint: false }]),
    ],
    thresholds: drug.thresholds,
    assimilation: { method: 'particle', members: 2000, resampleBelow: 0.2 },
    horizon: drug.horizon ?? {
      length: 24 * HOUR,
      step: HOUR / 2,
      scored: [4, 8, 12, 24].map((hours) => hours * HOUR),
    },
    memory: LONGEST_INFUSION * 60,
    // levels are few: one tells enough to begin, eight are judged, three days without one are too long
    fit: drug.unmeasured
      ? { warmUp: 0, window: 8, tolerance: 3, stale: UNMEASURED }
      : { warmUp: 1, window: 8, tolerance: 3, stale: 72 * HOUR },
    ...(drug.unmeasured ? { feeds: 'course' as const } : {}),
    initialise: (subject, instant, size, random) => dosingPrior(model, at, subject, instant, size, random),
    advance: (belief, to, schedule) => advanceDosing(model, at, belief, to, schedule),
    predict: (belief, observable) => {
      if (observable === 'level') return column(belief, at.concentrations);
      return unknown(model, 'observable', observable);
    },
    output: (belief, output) => {
      if (output === 'level') return column(belief, at.concentrations);
      if (output === 'auc24') return lastDay(belief, at);
      if (output === 'clearance') return clearances(model, at, belief);
      if (output === effect?.output) return effects(at, belief, placeOfHalf);
      return unknown(model, 'output', output);
    },
    outsideValidity: (belief) => outside(model, covariatesAt(model, at, belief.values, 0)),
  };
}

function levelOf({ model, level }: DrugTwin): Observable {
  const { kind, sd, cv } = model.residual;
  return {
    name: 'level',
    label: `Level of ${model.drug} in serum or plasma`,
    codes: level,
    unit: 'mg/L',
    molarMass: model.molarMass,
    error: { kind: kind === 'sum' ? 'sum' : 'combined', sd, cv },
    possible: { low: 0, high: 500 },
  };
}

/** Exposure now less that of 24 hours ago, which lies between the two oldest full hours kept. */
function lastDay(belief: Belief, at: DosingColumns): Float64Array {
  const share = (belief.at % MILLISECONDS) / MILLISECONDS;
  return Float64Array.from({ length: belief.size }, (_, m) => {
    const now = m * at.width + at.exposure;
    const [newer, older] = [belief.values[now + HOURS_KEPT - 1]!, belief.values[now + HOURS_KEPT]!];
    return belief.values[now]! - (older + share * (newer - older));
  });
}

function clearances(model: PopulationModel, at: DosingColumns, belief: Belief): Float64Array {
  const place = (name: string): number => model.parameters.findIndex((own) => own.name === name);
  const [CL, V1, k10] = [place('CL'), place('V1'), place('k10')];
  return Float64Array.from({ length: belief.size }, (_, m) => {
    const o = m * at.width + at.kinetics;
    return CL >= 0 ? belief.values[o + CL]! : belief.values[o + V1]! * belief.values[o + k10]!;
  });
}

/** Share of a saturating effect that each member's level has, %. */
function effects(at: DosingColumns, { values, size }: Belief, half: number): Float64Array {
  return Float64Array.from({ length: size }, (_, m) => {
    const o = m * at.width;
    const level = values[o + at.concentrations]!;
    return (100 * level) / (level + values[o + half]!);
  });
}

function unknown(model: PopulationModel, what: string, name: string): never {
  throw new TwinwardError('model.invalid', `${model.name} has no ${what} "${name}"`, { field: what });
}
