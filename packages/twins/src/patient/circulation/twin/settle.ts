import { atan, exp } from '@twinward/simulate';
import { executionHere } from '../../execution-here.ts';
import { ML, MMHG } from '../clinical-units.ts';
import { assistPump } from '../heart/assist-pump.ts';
import { closedLoopEquations } from '../heart/closed-loop.ts';
import { regurgitation, stenosis } from '../heart/diseased-valve.ts';
import { type Beat, type BeatWitness, HeartLoop, LOOP_PARAMETER, LOOP_STATE } from '../heart/heart-loop.ts';
import { REFERENCE_HEART } from '../heart/reference-heart.ts';
import { AT } from './columns.ts';
import { HEALTHY_VALVES, type Treatment } from './treatment.ts';

const PRU = MMHG / ML;
/** Steepness of the afferent signal about its set point, mmHg (Heldt 2004, parameter 1). */
const STEEPNESS = 18;
/** Effects per mmHg of reflex: seconds of period by beta and by the vagus, share of resistance and of systolic compliance, mL of veins. */
const EFFECT = { beta: 0.012, vagal: 0.009, resistance: 0.034, contractility: 0.035, venous: 26.6 } as const;
/** Mean delays of the triangular responses of Heldt 2004, s. */
const DELAY = { beta: 7, alpha: 12, venous: 19 } as const;
/** Share of the left ventricular wall that a block delays: the lateral third (chosen), the resistance of contracting muscle, mmHg s/mL, and the share of a beat by which a wall is late at most. */
const LATE = { share: 1 / 3, resistance: 0.1, latest: 0.2 } as const;
const PERIOD = { least: 0.3, most: 2 } as const;
/** A beat that differs from the last by less than this share is at rest. */
const AT_REST = 2e-4;

let loop: HeartLoop | undefined;
const parameters = new Float64Array(closedLoopEquations.parameters.length);
const FIRST_STATE = AT[closedLoopEquations.states[0]!]!;

/**
 * Carries one member beat by beat for at most so many seconds, or until beats repeat themselves: the reflex answers each beat, and the
 * row takes down what the last one came to. The reflex is that of Heldt 2004 with each triangular response replaced by an exponential
 * one of the same mean delay.
 */
export function settle(row: Float64Array, treatment: Treatment, seconds: number, least = 2): void {
  const thorax = row[AT.chest!]! + treatment.chest;
  setFixed(row, thorax);
  let last: Beat | undefined;
  let elapsed = 0;
  for (let count = 0; elapsed < seconds; count++) {
    const period = setReflex(row, treatment);
    const beat = beatOnce(row, treatment, thorax, period);
    elapsed += period;
    takeDown(row, beat, period);
    const quiet = answer(row, period);
    if (count >= least && last !== undefined && quiet && alike(beat, last)) break;
    last = beat;
  }
}

/** What a beat was seen to do: how long it took, s, and its end-systolic elastance, mmHg/mL. */
export interface SeenBeat {
  readonly period: number;
  readonly elastance: number;
}

/** One more beat of a member, with a witness at each step of the solver; the row takes down what it came to, the reflex is held. */
export function seeBeat(row: Float64Array, treatment: Treatment, witness: BeatWitness): SeenBeat {
  const thorax = row[AT.chest!]! + treatment.chest;
  setFixed(row, thorax);
  const period = setReflex(row, treatment);
  takeDown(row, beatOnce(row, treatment, thorax, period, witness), period);
  const at = LOOP_PARAMETER;
  return { period, elastance: (parameters[at.Epass_LV]! + parameters[at.Emax_LV]!) / PRU };
}

function beatOnce(
  row: Float64Array,
  treatment: Treatment,
  thorax: number,
  period: number,
  witness?: BeatWitness,
): Beat {
  loop ??= new HeartLoop(executionHere());
  const heart = row.subarray(FIRST_STATE, FIRST_STATE + closedLoopEquations.states.length);
  fill(heart, row[AT.volume!]! - EFFECT.venous * row[AT.venous!]! + treatment.venous, thorax);
  if (row[AT.pumpSpeed!] === 0) heart[LOOP_STATE.Q_VAD] = 0;
  if (row[AT.wallDelay!] === 0) heart[LOOP_STATE.V_late] = 0;
  else if (heart[LOOP_STATE.V_late] === 0) heart[LOOP_STATE.V_late] = LATE.share * heart[LOOP_STATE.V_LV]!;
  return loop.beat(heart, parameters, period, {
    delay: Math.min(row[AT.wallDelay!]! / 1000, LATE.latest * period),
    witness,
  });
}

/** What stays the same through the beats of one stretch. */
function setFixed(row: Float64Array, thorax: number): void {
  closedLoopEquations.parameters.forEach((name, i) => {
    parameters[i] = REFERENCE_HEART[name];
  });
  const area = row[AT.aorticArea!]!;
  const set = LOOP_PARAMETER;
  parameters[set.C_AR_SYS] = (row[AT.compliance!]! * ML) / MMHG;
  parameters[set.R_AR_PUL] = row[AT.pulmonaryResistance!]! * PRU;
  parameters[set.Epass_LV] = (row[AT.stiffness!]! * MMHG) / ML;
  const stiffer = (row[AT.rightStiffness!]! * MMHG) / ML / REFERENCE_HEART.Epass_RV;
  parameters[set.Epass_RV] = REFERENCE_HEART.Epass_RV * stiffer;
  parameters[set.Epass_RA] = REFERENCE_HEART.Epass_RA * stiffer;
  parameters[set.p_thorax] = thorax * MMHG;
  parameters[set.S_AV] = area < HEALTHY_VALVES.aorticArea ? stenosis(area) : 0;
  parameters[set.Rmax_MV] = regurgitation('MV', row[AT.mitralLeak!]!);
  parameters[set.share_late] = row[AT.wallDelay!]! > 0 ? LATE.share : 0;
  parameters[set.R_wall] = LATE.resistance * PRU;
  const speed = row[AT.pumpSpeed!]!;
  if (speed > 0)
    for (const [name, value] of Object.entries(assistPump(speed)))
      parameters[set[name as keyof typeof set]] = value;
}

/** What the reflex and the drugs make of the next beat; returns its period. */
function setReflex(row: Float64Array, treatment: Treatment): number {
  const [alpha, beta] = [row[AT.alpha!]!, row[AT.beta!]! * treatment.sympathetic];
  const strength = treatment.contractility / Math.max(0.5, 1 + EFFECT.contractility * beta);
  const tone = Math.max(0.3, 1 - EFFECT.resistance * alpha);
  parameters[LOOP_PARAMETER.R_AR_SYS] = row[AT.resistance!]! * PRU * treatment.resistance * tone;
  parameters[LOOP_PARAMETER.Emax_LV] = ((row[AT.contractility!]! * MMHG) / ML) * strength;
  parameters[LOOP_PARAMETER.Emax_RV] = REFERENCE_HEART.Emax_RV * strength;
  const free =
    60 / (row[AT.heartRate!]! * treatment.rate) + EFFECT.beta * beta + EFFECT.vagal * afferent(row);
  const period = treatment.paced === null ? free : 60 / treatment.paced;
  return Math.min(PERIOD.most, Math.max(PERIOD.least, period));
}

function afferent(row: Float64Array): number {
  return STEEPNESS * atan((row[AT.mean!]! - row[AT.setPoint!]!) / STEEPNESS);
}

/** Puts into the systemic veins what is missing of the stressed volume, mL. */
function fill(heart: Float64Array, volume: number, thorax: number): void {
  const { C_VEN_SYS, C_AR_PUL, C_VEN_PUL } = REFERENCE_HEART;
  const at = LOOP_STATE;
  const inside = thorax * MMHG;
  const held =
    heart[at.V_LA]! +
    heart[at.V_LV]! +
    heart[at.V_RA]! +
    heart[at.V_RV]! +
    parameters[LOOP_PARAMETER.C_AR_SYS]! * heart[at.p_AR_SYS]! +
    C_VEN_SYS * heart[at.p_VEN_SYS]! +
    C_AR_PUL * (heart[at.p_AR_PUL]! - inside) +
    C_VEN_PUL * (heart[at.p_VEN_PUL]! - inside);
  heart[at.p_VEN_SYS] = heart[at.p_VEN_SYS]! + (volume * ML - held) / C_VEN_SYS;
}

function takeDown(row: Float64Array, beat: Beat, period: number): void {
  row[AT.rate!] = 60 / period;
  row[AT.systolic!] = beat.systolic / MMHG;
  row[AT.diastolic!] = beat.diastolic / MMHG;
  row[AT.mean!] = beat.meanArterial / MMHG;
  row[AT.rightAtrial!] = beat.meanRightAtrial / MMHG;
  row[AT.leftAtrial!] = beat.meanLeftAtrial / MMHG;
  row[AT.output!] = (beat.output / ML) * 0.06;
  row[AT.endDiastolic!] = beat.endDiastolicVolume / ML;
  row[AT.endSystolic!] = beat.endSystolicVolume / ML;
  row[AT.work!] = beat.strokeWork;
  row[AT.pulmonary!] = beat.meanPulmonary / MMHG;
  row[AT.rise!] = beat.steepestRise / MMHG;
  row[AT.pumpFlow!] = (beat.pumpFlow / ML) * 0.06;
}

/** Moves the reflex by one beat; says whether it has come to rest. */
function answer(row: Float64Array, period: number): boolean {
  const signal = afferent(row);
  let quiet = true;
  for (const name of ['beta', 'alpha', 'venous'] as const) {
    const moved = (signal - row[AT[name]!]!) * (1 - exp(-period / DELAY[name]));
    row[AT[name]!] = row[AT[name]!]! + moved;
    if (Math.abs(moved) > 0.05) quiet = false;
  }
  return quiet;
}

function alike(a: Beat, b: Beat): boolean {
  return (
    Math.abs(a.meanArterial - b.meanArterial) < AT_REST * a.meanArterial &&
    Math.abs(a.output - b.output) < AT_REST * a.output &&
    Math.abs(a.endDiastolicVolume - b.endDiastolicVolume) < AT_REST * a.endDiastolicVolume
  );
}
