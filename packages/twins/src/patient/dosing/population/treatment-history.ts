// What a hospital knows of a treatment, with units, turned into a course that can be followed.
import { convert, TwinwardError } from '@twinward/contract';
import type { DosingRecord } from '../kinetics/dosing-record.ts';
import type { ObservedCourse } from './individual-problem.ts';
import type { CovariateValues, PopulationModel } from './population-model.ts';

/** A number with its UCUM unit. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
}

/** A dose into the circulation, with the doses like it that follow. */
export interface GivenDose {
  /** Hours since the start of the treatment. */
  readonly hour: number;
  readonly amount: Quantity;
  /** Time of infusion; absent for a bolus. */
  readonly over?: Quantity;
  /** Time between this and further doses like it, and how many follow. */
  readonly every?: Quantity;
  readonly further?: number;
}

/** A level measured in serum or plasma. */
export interface MeasuredLevel {
  readonly hour: number;
  readonly level: Quantity;
}

/** What is known of a person from an hour on: weight, kidney function and the like, by the names the model asks for. */
export interface CovariatesFrom {
  readonly hour: number;
  readonly values: Readonly<Record<string, Quantity>>;
}

/** A treatment so far. */
export interface TreatmentHistory {
  readonly doses: readonly GivenDose[];
  readonly levels: readonly MeasuredLevel[];
  /** Rising; the first also holds before its hour. A set without a covariate keeps the value before. */
  readonly covariates: readonly CovariatesFrom[];
}

/** A course with what in it lies outside the range in which the model may speak. */
export interface CheckedCourse extends ObservedCourse {
  /** Covariates that hold from the last change on. */
  readonly latest: CovariateValues;
  readonly outsideValidity: readonly string[];
  /** Levels that are not used, by their row, and why. */
  readonly heldAside: readonly { readonly row: number; readonly why: string }[];
}

/** Later hours than a year are mistaken clocks. */
const LONGEST = 8784;

/**
 * The course of a treatment under a model: units converted, everything checked. Doses, levels and covariates may come in any order.
 * At the same hour a level is read before a dose is given. Covariates hold from their hour on. A level drawn while an infusion
 * runs is held aside with the reason: near the line it measures the infusion rather than the person.
 *
 * Throws, naming field, row and remedy: `intervention.invalid` for a dose before the start, of no amount or endless;
 * `observation.invalid` for a level before the first dose or that cannot be; `subject.invalid` for covariates missing or absurd;
 * `unit.unknown` and `unit.incompatible` for units that do not fit.
 */
export function courseOf(model: PopulationModel, history: TreatmentHistory): CheckedCourse {
  const steps = covariateSteps(model, history.covariates);
  const heldAside = drawnDuringInfusion(history);
  const rows: Row[] = [
    ...history.levels
      .map((given, i) => levelRow(model, given, i + 1, history.doses))
      .filter((_, i) => !heldAside.some(({ row }) => row === i + 1)),
    ...steps.slice(1).map(({ hour }) => ({ time: hour, order: 1, evid: 2 })),
    ...history.doses.map((given, i) => doseRow(model, given, i + 1)),
  ].sort((a, b) => a.time - b.time || a.order - b.order);
  return {
    records: rows.map(({ order: _, value: __, ...record }) => ({ ...LOOK, ...record })),
    covariates: rows.map(({ time }) => (steps.findLast(({ hour }) => hour < time) ?? steps[0]!).values),
    levels: rows.flatMap(({ value }, record) => (value === undefined ? [] : [{ record, value }])),
    latest: steps.at(-1)!.values,
    outsideValidity: steps.flatMap(({ values }) => outside(model, values)),
    heldAside,
  };
}

function drawnDuringInfusion({ levels, doses }: TreatmentHistory): CheckedCourse['heldAside'] {
  return levels.flatMap(({ hour }, i) => {
    const running = doses.some(({ hour: first, over, every, further = 0 }) => {
      const length = durationOf(over, 'over', i + 1);
      const apart = durationOf(every, 'every', i + 1);
      return Array.from({ length: further + 1 }, (_, k) => first + k * apart).some(
        (start) => hour > start && hour < start + length,
      );
    });
    const why = `the level at hour ${hour} was drawn while an infusion ran`;
    return running ? [{ row: i + 1, why }] : [];
  });
}

type Row = Partial<DosingRecord> & {
  readonly time: number;
  readonly order: number;
  readonly value?: number;
};

const LOOK: DosingRecord = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };

/** The compartment that a dose into a vein enters. */
export function centralCompartment(model: PopulationModel): number {
  if (model.equations !== undefined) return model.equations.vein;
  return model.parameters.some(({ name }) => name === 'ka') ? 2 : 1;
}

function doseRow(model: PopulationModel, given: GivenDose, row: number): Row {
  const time = hourOf(given.hour, 'intervention.invalid', 'dose', row);
  const amt = convert(given.amount.value, given.amount.unit, 'mg', model.molarMass);
  if (!(amt > 0) || !Number.isFinite(amt)) {
    throw new TwinwardError('intervention.invalid', `a dose of ${given.amount.value} ${given.amount.unit}`, {
      field: 'amount',
      row,
      remedy: 'give an amount above 0',
    });
  }
  const over = durationOf(given.over, 'over', row);
  const ii = durationOf(given.every, 'every', row);
  const rate = over === 0 ? 0 : amt / over;
  return { time, order: 2, evid: 1, amt, rate, cmt: centralCompartment(model), ii, addl: given.further ?? 0 };
}

function levelRow(
  model: PopulationModel,
  given: MeasuredLevel,
  row: number,
  doses: readonly GivenDose[],
): Row {
  const time = hourOf(given.hour, 'observation.invalid', 'level', row);
  const value = convert(given.level.value, given.level.unit, 'mg/L', model.molarMass);
  const refuse = (message: string, remedy: string): never => {
    throw new TwinwardError('observation.invalid', message, { field: 'level', row, remedy });
  };
  if (!(value >= 0) || !Number.isFinite(value))
    refuse(`${given.level.value} is no level`, 'give a number of 0 or more, or leave the level out');
  if (!doses.some(({ hour }) => hour < time))
    refuse('the level was taken before the first dose', 'check the time, or add the doses before it');
  return { time, order: 0, value };
}

function hourOf(
  hour: number,
  code: 'intervention.invalid' | 'observation.invalid' | 'subject.invalid',
  what: string,
  row: number,
): number {
  if (hour >= 0 && hour <= LONGEST) return hour;
  throw new TwinwardError(code, `the ${what} at hour ${hour} is not within the treatment`, {
    field: 'hour',
    row,
    remedy: `give hours from the start of the treatment, 0 to ${LONGEST}`,
  });
}

function durationOf(given: Quantity | undefined, field: string, row: number): number {
  if (given === undefined) return 0;
  const hours = convert(given.value, given.unit, 'h');
  if (hours >= 0 && hours <= LONGEST) return hours;
  throw new TwinwardError('intervention.invalid', `${given.value} ${given.unit} is no such time`, {
    field,
    row,
    remedy: 'give a time of 0 or more',
  });
}

function covariateSteps(
  model: PopulationModel,
  given: readonly CovariatesFrom[],
): readonly { readonly hour: number; readonly values: CovariateValues }[] {
  let known: Record<string, number> = {};
  const sorted = given.length === 0 ? [{ hour: 0, values: {} }] : [...given].sort((a, b) => a.hour - b.hour);
  return sorted.map(({ hour, values }, i) => {
    known = { ...known };
    for (const [name, quantity] of Object.entries(values)) {
      const covariate = model.covariates.find((candidate) => candidate.name === name);
      if (covariate !== undefined) known[name] = convert(quantity.value, quantity.unit, covariate.unit);
    }
    checkCovariates(model, known, i + 1);
    return { hour: hourOf(hour, 'subject.invalid', 'covariate', i + 1), values: known };
  });
}

/** Throws `subject.invalid` unless every covariate of the model is there and possible. */
export function checkCovariates(model: PopulationModel, values: CovariateValues, row?: number): void {
  for (const { name, label, unit, possible } of model.covariates) {
    const value = values[name];
    if (value !== undefined && value >= possible.low && value <= possible.high) continue;
    const what = value === undefined ? 'is missing' : `${value} is absurd`;
    throw new TwinwardError('subject.invalid', `${label} ${what}`, {
      field: name,
      ...(row === undefined ? {} : { row }),
      remedy: `give ${possible.low} to ${possible.high} ${unit}`,
    });
  }
}

/** What of a person lies where the model should not be trusted, in words. */
export function outside(model: PopulationModel, values: CovariateValues): readonly string[] {
  return model.covariates.flatMap(({ name, label, unit, trusted }) => {
    const value = values[name]!;
    if (value >= trusted.low && value <= trusted.high) return [];
    const range = `${trusted.low} to ${trusted.high}`;
    return [`${label} is ${value} ${unit}; ${model.name} is trusted from ${range}`];
  });
}
