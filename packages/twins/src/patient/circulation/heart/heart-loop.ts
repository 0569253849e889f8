import { compile, type Execution, type RightHandSide } from '@twinward/simulate';
import { beatActivation } from './beat-activation.ts';
import { type ClosedLoopParameter, type ClosedLoopState, closedLoopEquations } from './closed-loop.ts';

const STATES = closedLoopEquations.states;
const PARAMETERS = closedLoopEquations.parameters;
/** The longest step, in seconds. */
const STEP = 0.004;
/** Pa below its threshold to which a pump can suck a ventricle: 20 mmHg; its resistance is then so large that hardly any flow is left. */
const DEEPEST_SUCTION = 2666;
/** Longest step times fastest rate at which the method is stable (2.78), with a margin. */
const STABLE = 2.2;
/** Steps of a beat beyond which no heart is left to be solved: its narrowest bed would let hardly a millilitre through in a second. */
const MOST_STEPS = 5000;

const place = <K extends string>(names: readonly K[]): Readonly<Record<K, number>> =>
  Object.fromEntries(names.map((name, i) => [name, i])) as Record<K, number>;

/** Where each state and parameter of the closed loop lies in its array. */
export const LOOP_STATE: Readonly<Record<ClosedLoopState, number>> = place(STATES);
export const LOOP_PARAMETER: Readonly<Record<ClosedLoopParameter, number>> = place(PARAMETERS);

/** What one beat came to, SI: pressures in Pa, volumes in m3, flow in m3/s, work in J. */
export interface Beat {
  readonly systolic: number;
  readonly diastolic: number;
  readonly meanArterial: number;
  readonly endDiastolicVolume: number;
  readonly endSystolicVolume: number;
  readonly rightEndDiastolicVolume: number;
  /** What leaves through the aortic arteries over the beat: the forward flow, whatever leaks back. */
  readonly output: number;
  /** Area of the pressure-volume loop of the left ventricle. */
  readonly strokeWork: number;
  readonly peakVentricular: number;
  readonly meanRightAtrial: number;
  readonly meanLeftAtrial: number;
  readonly pulmonarySystolic: number;
  readonly pulmonaryDiastolic: number;
  readonly meanPulmonary: number;
  /** Steepest rise of left ventricular pressure (dP/dt max), Pa/s. */
  readonly steepestRise: number;
  /** Mean flow through an assist pump. */
  readonly pumpFlow: number;
}

/** Called at every step of a beat with the state and the outputs of the closed loop (`closedLoopEquations.outputs`). */
export type BeatWitness = (time: number, state: Float64Array, seen: Float64Array) => void;

/** What else acts in a beat. */
export interface BeatCircumstances {
  /** m3/s; negative when blood is lost. Default 0. */
  readonly infusion?: number;
  /** Seconds by which the late wall follows the rest of the left ventricle. Default 0. */
  readonly delay?: number;
  readonly witness?: BeatWitness | undefined;
}

/**
 * Runs the closed loop beat by beat with the classical Runge-Kutta method of order 4, at equal steps of at most 4 ms that the fastest
 * exchange of blood through an open valve leaves stable. One instance can run any number of hearts, one after another.
 */
export class HeartLoop {
  readonly #rhs: RightHandSide;
  readonly #observe: RightHandSide;
  readonly #u: Float64Array = new Float64Array(4);
  #delay = 0;
  readonly #seen: Float64Array = new Float64Array(closedLoopEquations.outputs.length);
  readonly #trial: Float64Array = new Float64Array(STATES.length);
  readonly #k: readonly Float64Array[] = [0, 1, 2, 3].map(() => new Float64Array(STATES.length));

  /** @param execution how the equations run; the numbers are the same, bit for bit. */
  constructor(execution: Execution) {
    const { rhs, observe } = compile(closedLoopEquations, execution);
    this.#rhs = rhs;
    this.#observe = observe;
  }

  /**
   * Carries `state` [14] through one beat of `period` seconds, in place. What would take more than 5000 steps is not finite afterwards: arteries
   * as narrow as that, or walls as stiff, are no person's.
   */
  beat(
    state: Float64Array,
    parameters: Float64Array,
    period: number,
    { infusion = 0, delay = 0, witness }: BeatCircumstances = {},
  ): Beat {
    const needed = Math.ceil(period / Math.min(STEP, STABLE / fastestRate(parameters)));
    const followed = needed <= MOST_STEPS;
    if (!followed) state.fill(Number.NaN);
    const steps = followed ? needed : 1;
    const h = period / steps;
    const tally = new Tally();
    this.#u[3] = infusion;
    this.#delay = delay;
    for (let i = 0; i < steps; i++) {
      this.#look(i * h, period, state, parameters);
      witness?.(i * h, state, this.#seen);
      tally.add(state, this.#seen);
      this.#step(i * h, h, period, state, parameters);
    }
    this.#look(period, period, state, parameters);
    witness?.(period, state, this.#seen);
    return tally.beat(state, this.#seen, steps, h);
  }

  #look(time: number, period: number, state: Float64Array, p: Float64Array): void {
    beatActivation(time, period, this.#delay, this.#u);
    this.#observe(time, state, 0, p, 0, this.#u, 0, this.#seen, 0);
  }

  #step(time: number, h: number, period: number, y: Float64Array, p: Float64Array): void {
    const [k1, k2, k3, k4] = this.#k as [Float64Array, Float64Array, Float64Array, Float64Array];
    const u = this.#u;
    const trial = this.#trial;
    this.#rhs(time, y, 0, p, 0, u, 0, k1, 0);
    beatActivation(time + h / 2, period, this.#delay, u);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k1[i]!;
    this.#rhs(time, trial, 0, p, 0, u, 0, k2, 0);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k2[i]!;
    this.#rhs(time, trial, 0, p, 0, u, 0, k3, 0);
    beatActivation(time + h, period, this.#delay, u);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + h * k3[i]!;
    this.#rhs(time, trial, 0, p, 0, u, 0, k4, 0);
    for (let i = 0; i < y.length; i++) {
      y[i] = y[i]! + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
    }
  }
}

/** The fastest rate of the loop, /s: an open valve between a contracted ventricle and its artery or between atrium and ventricle, or blood slowed down by a narrow bed. */
function fastestRate(p: Float64Array): number {
  const at = LOOP_PARAMETER;
  const most = (chamber: 'LA' | 'LV' | 'RA' | 'RV'): number =>
    p[at[`Epass_${chamber}`]]! + p[at[`Emax_${chamber}`]]!;
  return Math.max(
    (most('LV') + 1 / p[at.C_AR_SYS]!) / p[at.Rmin_AV]!,
    (most('RV') + 1 / p[at.C_AR_PUL]!) / p[at.Rmin_PV]!,
    (most('LA') + p[at.Epass_LV]!) / p[at.Rmin_MV]!,
    (most('RA') + p[at.Epass_RV]!) / p[at.Rmin_TV]!,
    ...(['AR_SYS', 'VEN_SYS', 'AR_PUL', 'VEN_PUL'] as const).map(
      (vessel) => p[at[`R_${vessel}`]]! / p[at[`L_${vessel}`]]!,
    ),
    p[at.head_VAD]! > 0 ? (p[at.R_VAD]! + p[at.suction_VAD]! * DEEPEST_SUCTION) / p[at.L_VAD]! : 0,
  );
}

const SEEN = place(closedLoopEquations.outputs);

/** Extremes, means and the loop's area, gathered at the steps of a beat. */
class Tally {
  #systolic = Number.NEGATIVE_INFINITY;
  #diastolic = Number.POSITIVE_INFINITY;
  #pulmonarySystolic = Number.NEGATIVE_INFINITY;
  #pulmonaryDiastolic = Number.POSITIVE_INFINITY;
  #largest = Number.NEGATIVE_INFINITY;
  #smallest = Number.POSITIVE_INFINITY;
  #rightLargest = Number.NEGATIVE_INFINITY;
  #peak = Number.NEGATIVE_INFINITY;
  #steepest = 0;
  #arterial = 0;
  #pulmonary = 0;
  #pumped = 0;
  #forward = 0;
  #rightAtrial = 0;
  #leftAtrial = 0;
  #work = 0;
  #pressure = Number.NaN;
  #volume = Number.NaN;

  add(state: Float64Array, seen: Float64Array): void {
    const arterial = state[LOOP_STATE.p_AR_SYS]!;
    const pulmonary = state[LOOP_STATE.p_AR_PUL]!;
    this.#systolic = Math.max(this.#systolic, arterial);
    this.#diastolic = Math.min(this.#diastolic, arterial);
    this.#pulmonarySystolic = Math.max(this.#pulmonarySystolic, pulmonary);
    this.#pulmonaryDiastolic = Math.min(this.#pulmonaryDiastolic, pulmonary);
    this.#rightLargest = Math.max(this.#rightLargest, state[LOOP_STATE.V_RV]!);
    this.#arterial += arterial;
    this.#pulmonary += pulmonary;
    this.#pumped += state[LOOP_STATE.Q_VAD]!;
    this.#forward += state[LOOP_STATE.Q_AR_SYS]!;
    this.#rightAtrial += seen[SEEN.p_RA]!;
    this.#leftAtrial += seen[SEEN.p_LA]!;
    this.#trace(state[LOOP_STATE.V_LV]!, seen[SEEN.p_LV]!);
  }

  #trace(volume: number, pressure: number): void {
    this.#largest = Math.max(this.#largest, volume);
    this.#smallest = Math.min(this.#smallest, volume);
    this.#peak = Math.max(this.#peak, pressure);
    if (!Number.isNaN(this.#volume)) {
      this.#work -= 0.5 * (pressure + this.#pressure) * (volume - this.#volume);
      this.#steepest = Math.max(this.#steepest, pressure - this.#pressure);
    }
    this.#volume = volume;
    this.#pressure = pressure;
  }

  beat(state: Float64Array, seen: Float64Array, steps: number, h: number): Beat {
    this.#trace(state[LOOP_STATE.V_LV]!, seen[SEEN.p_LV]!);
    return {
      systolic: this.#systolic,
      diastolic: this.#diastolic,
      meanArterial: this.#arterial / steps,
      endDiastolicVolume: this.#largest,
      endSystolicVolume: this.#smallest,
      rightEndDiastolicVolume: this.#rightLargest,
      output: this.#forward / steps,
      strokeWork: this.#work,
      peakVentricular: this.#peak,
      meanRightAtrial: this.#rightAtrial / steps,
      meanLeftAtrial: this.#leftAtrial / steps,
      pulmonarySystolic: this.#pulmonarySystolic,
      pulmonaryDiastolic: this.#pulmonaryDiastolic,
      meanPulmonary: this.#pulmonary / steps,
      steepestRise: this.#steepest / h,
      pumpFlow: this.#pumped / steps,
    };
  }
}
