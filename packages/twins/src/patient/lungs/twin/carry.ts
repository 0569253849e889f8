import { type CompiledEquations, compile } from '@twinward/simulate';
import { executionHere } from '../../execution-here.ts';
import { placeOf } from '../../place-of.ts';
import { AIR, WATER_VAPOUR } from '../exchange/breath-equations.ts';
import { ventilationEquations } from '../exchange/ventilation-equations.ts';
import type { BreathMoment } from '../mechanics/trace-breath.ts';
import { AT } from './columns.ts';
import type { Treatment } from './treatment.ts';
import { MemberMechanics, type Ventilation } from './ventilate.ts';

const { states, parameters, outputs } = ventilationEquations;
const FIRST = AT[states[0]!]!;
const STATE = placeOf(states);
const PARAMETER = placeOf(parameters);
const SEEN = placeOf(outputs);
/** Seconds for which breathing is taken to stay as it is, and the longest step of the gases in it. */
const BREATHING = 10;
const STEP = 2;
/** Respiratory quotient (Albanese et al. 2016, table 5). */
export const QUOTIENT = 0.84;
/** mL/s in one L/min. */
const PER_SECOND = 1000 / 60;

let compiled: CompiledEquations | undefined;
const p = new Float64Array(parameters.length);
const none = new Float64Array(0);
const seen = new Float64Array(outputs.length);
const trial = new Float64Array(states.length);
const k = [0, 1, 2, 3].map(() => new Float64Array(states.length));

/** Carries one member on by some seconds under a treatment, and takes down in its row what breath and blood have come to. */
export function carry(row: Float64Array, treatment: Treatment, seconds: number): void {
  const mechanics = new MemberMechanics(row, treatment);
  const y = row.subarray(FIRST, FIRST + states.length);
  setPerson(row, treatment);
  let left = seconds;
  while (left > 1e-9) {
    const length = Math.min(left, BREATHING);
    setBreathing(mechanics.ventilate(added(y, 'f'), added(y, 'A')));
    const steps = Math.ceil(length / STEP);
    for (let i = 0; i < steps; i++) advance(y, length / steps);
    left -= length;
  }
  takeDown(row, mechanics.ventilate(added(y, 'f'), added(y, 'A')));
}

/** The breath of a member as it stands, under a treatment. */
export function breathTrace(row: Float64Array, treatment: Treatment): readonly BreathMoment[] {
  const y = row.subarray(FIRST, FIRST + states.length);
  return new MemberMechanics(row, treatment).trace(added(y, 'f'), added(y, 'A'));
}

/** What the chemoreceptors add: to the rate (f), /min, or the pull (A), cmH2O. */
function added(y: Float64Array, what: 'f' | 'A'): number {
  return y[STATE[`${what}_c`]!]! + y[STATE[`${what}_p`]!]!;
}

function setPerson(row: Float64Array, treatment: Treatment): void {
  const need = (row[AT.production!]! * treatment.metabolism) / QUOTIENT;
  p[PARAMETER.shunt!] = row[AT.shunt!]!;
  p[PARAMETER.VO2!] = need / 60;
  p[PARAMETER.RQ!] = QUOTIENT;
  p[PARAMETER.Hb!] = row[AT.haemoglobin!]! / 15;
  p[PARAMETER.drive!] = row[AT.drive!]!;
  p[PARAMETER.set_point!] = row[AT.setPoint!]!;
  p[PARAMETER.P_dry!] = treatment.barometric - WATER_VAPOUR;
  p[PARAMETER.Q!] = row[AT.output!]! * PER_SECOND;
}

function setBreathing({ fresh, perfused, inspired }: Ventilation): void {
  p[PARAMETER.V_alv!] = fresh;
  p[PARAMETER.V_perfused!] = perfused;
  p[PARAMETER.F_I!] = inspired;
}

/** One step of the classical Runge-Kutta method. */
function advance(y: Float64Array, h: number): void {
  const { rhs } = equationsAtWork();
  const [k1, k2, k3, k4] = k as [Float64Array, Float64Array, Float64Array, Float64Array];
  rhs(0, y, 0, p, 0, none, 0, k1, 0);
  for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k1[i]!;
  rhs(0, trial, 0, p, 0, none, 0, k2, 0);
  for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k2[i]!;
  rhs(0, trial, 0, p, 0, none, 0, k3, 0);
  for (let i = 0; i < y.length; i++) trial[i] = y[i]! + h * k3[i]!;
  rhs(0, trial, 0, p, 0, none, 0, k4, 0);
  for (let i = 0; i < y.length; i++) {
    y[i] = y[i]! + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
  }
}

function takeDown(row: Float64Array, ventilation: Ventilation): void {
  const { breath, breaths, fresh, endTidal, inspired } = ventilation;
  setBreathing(ventilation);
  equationsAtWork().observe(0, row, FIRST, p, 0, none, 0, seen, 0);
  const read = (name: string): number => seen[SEEN[name]!]!;
  const background = AIR.CO2 * p[PARAMETER.P_dry!]!;
  row[AT.breaths!] = breaths;
  row[AT.tidal!] = Math.max(breath.tidalVolume, 1);
  row[AT.saturation!] = read('S_a');
  row[AT.arterialO2!] = read('P_O2_a');
  row[AT.arterialCO2!] = read('P_CO2_a');
  row[AT.endTidalCO2!] = background + endTidal * (read('P_CO2_A') - background);
  row[AT.alveolarO2!] = read('P_O2_A');
  row[AT.content!] = read('Ca_O2');
  row[AT.plateau!] = breath.plateau;
  row[AT.totalPeep!] = breath.totalPeep;
  row[AT.pleural!] = breath.meanPleural;
  row[AT.fresh!] = fresh;
  row[AT.inspired!] = inspired;
}

function equationsAtWork(): CompiledEquations {
  compiled ??= compile(ventilationEquations, executionHere());
  return compiled;
}
