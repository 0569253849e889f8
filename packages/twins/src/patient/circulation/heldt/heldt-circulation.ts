import { TwinwardError } from '@twinward/contract';
import { atan, compile, cos, type Execution, type RightHandSide } from '@twinward/simulate';
import { COMPARTMENTS } from './compartments.ts';
import { HELDT_INPUTS, heldtEquations } from './equations.ts';
import { BIN, type Efferents, Reflexes } from './reflexes.ts';

/** Half a millisecond: the aorta's compartments exchange blood within a third of it. */
const STEP = 0.0005;
const N = COMPARTMENTS.length;
const AORTA = 0;
const RIGHT_ATRIUM = 15;
const PULMONARY_ARTERY = 17;
const LEFT_ATRIUM = 19;
const LEFT_VENTRICLE = 20;
/** Index of the diastolic compliance of each chamber, in the order of the inputs; the systolic one follows it. */
const CHAMBERS = [43, 45, 49, 51] as const;
/** Least systolic compliances of the ventricles, mL/mmHg. */
const LEAST = { right: 0.01, left: 0.3 } as const;

/** Which reflexes act. */
export interface HeldtReflexes {
  readonly arterial: boolean;
  readonly cardiopulmonary: boolean;
}

/** What one beat came to. */
export interface HeldtBeat {
  /** Seconds since the start at which it ended, and how long it took. */
  readonly at: number;
  readonly period: number;
  /** mmHg, in the ascending aorta. */
  readonly systolic: number;
  readonly mean: number;
  readonly diastolic: number;
  /** mmHg, within the right and left atrium. */
  readonly rightAtrial: number;
  readonly leftAtrial: number;
  readonly pulmonaryMean: number;
  /** mL, of the left ventricle. */
  readonly endDiastolicVolume: number;
  readonly endSystolicVolume: number;
}

/**
 * The 21-compartment circulation of Heldt 2004 with its pacemaker and reflexes, run by the classical Runge-Kutta method at half a
 * millisecond. mmHg, mL, s.
 */
export class HeldtCirculation {
  /** Seconds since the start. */
  time = 0;
  /** Volumes [21], mL. */
  readonly volumes: Float64Array;
  readonly beats: HeldtBeat[] = [];
  readonly #theta: Float64Array;
  readonly #reflexes: Reflexes;
  readonly #rhs: RightHandSide;
  readonly #observe: RightHandSide;
  readonly #p: Float64Array;
  readonly #u: Float64Array = new Float64Array(HELDT_INPUTS.length);
  readonly #pressures: Float64Array = new Float64Array(N);
  readonly #trial: Float64Array = new Float64Array(N);
  readonly #k: readonly Float64Array[] = [0, 1, 2, 3].map(() => new Float64Array(N));
  /** Steps since the start, since the last beat and in the bin; sums over the bin. */
  #steps = 0;
  #beatSteps = 0;
  #rateSum = 0;
  #binSteps = 0;
  #binAortic = 0;
  #binAtrial = 0;
  #efferents: Efferents;
  /** Square root of the period that sets the timing of this beat. */
  #stretch: number;
  #elastances = new Float64Array(8);
  #seen = newSight();

  /** @param theta parameters [153], as `heldtParameters`. Throws `model.invalid` when the blood does not fit into the vessels. */
  constructor(theta: Float64Array, reflexes: HeldtReflexes, execution: Execution) {
    this.#theta = theta;
    this.#reflexes = new Reflexes(theta, reflexes);
    this.#efferents = this.#reflexes.efferents;
    const { rhs, observe } = compile(heldtEquations, execution);
    this.#rhs = rhs;
    this.#observe = observe;
    this.#p = Float64Array.from(heldtEquations.parameters, (name) => theta[Number(name.slice(5))]!);
    this.#stretch = Math.sqrt(60 / theta[90]!);
    this.volumes = atRest(theta);
    this.#beginBeat();
    this.#respond();
  }

  /** Carries the circulation on by some seconds. */
  advance(seconds: number): void {
    const until = this.#steps + Math.round(seconds / STEP);
    while (this.#steps < until) {
      this.#beat();
      this.#look();
      this.#step();
      this.#steps += 1;
      this.#beatSteps += 1;
      this.time = this.#steps * STEP;
      this.#sense();
    }
  }

  /** The pacemaker: a beat begins when the mean rate since the last one, times the time since, has reached 1. */
  #beat(): void {
    const { parasympathetic, beta } = this.#efferents;
    const theta = this.#theta;
    this.#rateSum += 60 / (60 / theta[90]! + theta[2]! * beta + theta[3]! * parasympathetic);
    const elapsed = this.#beatSteps * STEP;
    if (this.#rateSum * STEP < 60 || elapsed < (theta[118]! + 1.5 * theta[120]!) * this.#stretch) return;
    const { count, arterial, rightAtrial, leftAtrial, pulmonary } = this.#seen;
    this.beats.push({
      at: this.time,
      period: elapsed,
      systolic: this.#seen.systolic,
      mean: arterial / count,
      diastolic: this.#seen.diastolic,
      rightAtrial: rightAtrial / count,
      leftAtrial: leftAtrial / count,
      pulmonaryMean: pulmonary / count,
      endDiastolicVolume: this.#seen.largest,
      endSystolicVolume: this.#seen.smallest,
    });
    this.#seen = newSight();
    this.#stretch = Math.sqrt(elapsed);
    this.#beatSteps = 0;
    this.#rateSum = 0;
    this.#beginBeat();
  }

  /** Diastolic and systolic elastances of the chambers for the beat that begins. */
  #beginBeat(): void {
    const theta = this.#theta;
    const { beta } = this.#efferents;
    CHAMBERS.forEach((diastolic, i) => {
      let systolic = theta[diastolic + 1]!;
      if (i === 1) systolic = Math.max(systolic + theta[12]! * beta, LEAST.right);
      if (i === 3) systolic = Math.max(systolic + theta[13]! * beta, LEAST.left);
      this.#elastances[2 * i] = 1 / theta[diastolic]!;
      this.#elastances[2 * i + 1] = 1 / systolic;
    });
  }

  /** Elastances of the chambers, `since` seconds into the beat. */
  #contract(since: number): void {
    const [delay, atrial, ventricular] = [this.#theta[118]!, this.#theta[119]!, this.#theta[120]!];
    for (let i = 0; i < CHAMBERS.length; i++) {
      const ventricle = i % 2 === 1;
      const t = ventricle ? since - delay * this.#stretch : since;
      const Ts = (ventricle ? ventricular : atrial) * this.#stretch;
      const Ed = this.#elastances[2 * i]!;
      this.#u[i] = Ed + (this.#elastances[2 * i + 1]! - Ed) * activation(t, Ts);
    }
  }

  /** What the reflexes make of resistances and rest volumes. */
  #respond(): void {
    const theta = this.#theta;
    const { arteries, veins, cardiopulmonaryArteries, cardiopulmonaryVeins } = this.#efferents;
    for (let bed = 0; bed < 4; bed++) {
      this.#u[4 + bed] =
        theta[53 + 2 * bed]! + theta[4 + bed]! * arteries + theta[17 + bed]! * cardiopulmonaryArteries;
      this.#u[8 + bed] = theta[77 + bed]! + theta[8 + bed]! * veins + theta[21 + bed]! * cardiopulmonaryVeins;
    }
  }

  #look(): void {
    this.#contract(this.#beatSteps * STEP);
    this.#observe(0, this.volumes, 0, this.#p, 0, this.#u, 0, this.#pressures, 0);
    const seen = this.#seen;
    const aortic = this.#pressures[AORTA]!;
    const volume = this.volumes[LEFT_VENTRICLE]!;
    seen.count += 1;
    seen.systolic = Math.max(seen.systolic, aortic);
    seen.diastolic = Math.min(seen.diastolic, aortic);
    seen.largest = Math.max(seen.largest, volume);
    seen.smallest = Math.min(seen.smallest, volume);
    seen.arterial += aortic;
    seen.rightAtrial += this.#pressures[RIGHT_ATRIUM]!;
    seen.leftAtrial += this.#pressures[LEFT_ATRIUM]!;
    seen.pulmonary += this.#pressures[PULMONARY_ARTERY]!;
  }

  #sense(): void {
    this.#binAortic += this.#pressures[AORTA]!;
    this.#binAtrial += this.#pressures[RIGHT_ATRIUM]! - this.#theta[31]!;
    this.#binSteps += 1;
    if (this.#binSteps * STEP < BIN) return;
    this.#reflexes.sense(this.#binAortic / this.#binSteps, this.#binAtrial / this.#binSteps);
    this.#binSteps = 0;
    this.#binAortic = 0;
    this.#binAtrial = 0;
    this.#efferents = this.#reflexes.efferents;
    this.#respond();
  }

  #step(): void {
    const [k1, k2, k3, k4] = this.#k as [Float64Array, Float64Array, Float64Array, Float64Array];
    const y = this.volumes;
    const trial = this.#trial;
    const since = this.#beatSteps * STEP;
    this.#rhs(0, y, 0, this.#p, 0, this.#u, 0, k1, 0);
    this.#contract(since + STEP / 2);
    for (let i = 0; i < N; i++) trial[i] = y[i]! + (STEP / 2) * k1[i]!;
    this.#rhs(0, trial, 0, this.#p, 0, this.#u, 0, k2, 0);
    for (let i = 0; i < N; i++) trial[i] = y[i]! + (STEP / 2) * k2[i]!;
    this.#rhs(0, trial, 0, this.#p, 0, this.#u, 0, k3, 0);
    this.#contract(since + STEP);
    for (let i = 0; i < N; i++) trial[i] = y[i]! + STEP * k3[i]!;
    this.#rhs(0, trial, 0, this.#p, 0, this.#u, 0, k4, 0);
    for (let i = 0; i < N; i++) y[i] = y[i]! + (STEP / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
  }
}

/** Rises over Ts as half a cosine, falls over Ts/2, and rests. */
function activation(t: number, Ts: number): number {
  if (t <= 0 || t >= 1.5 * Ts) return 0;
  return t <= Ts ? 0.5 * (1 - cos((Math.PI * t) / Ts)) : 0.5 * (1 + cos((2 * Math.PI * (t - Ts)) / Ts));
}

interface Sight {
  count: number;
  systolic: number;
  diastolic: number;
  arterial: number;
  rightAtrial: number;
  leftAtrial: number;
  pulmonary: number;
  largest: number;
  smallest: number;
}

function newSight(): Sight {
  return {
    count: 0,
    systolic: Number.NEGATIVE_INFINITY,
    diastolic: Number.POSITIVE_INFINITY,
    arterial: 0,
    rightAtrial: 0,
    leftAtrial: 0,
    pulmonary: 0,
    largest: Number.NEGATIVE_INFINITY,
    smallest: Number.POSITIVE_INFINITY,
  };
}

/** Volumes when the heart stands still: every wall bears the same pressure, at which the vessels hold all the blood. */
function atRest(theta: Float64Array): Float64Array {
  const volumesAt = (p: number): Float64Array =>
    Float64Array.from(COMPARTMENTS, ({ compliance, V0, Vmax }) => {
      if (Vmax === undefined) return theta[V0]! + theta[compliance]! * p;
      const most = (2 * theta[Vmax]!) / Math.PI;
      return theta[V0]! + most * atan((theta[compliance]! * p) / most);
    });
  const total = (p: number): number => volumesAt(p).reduce((sum, volume) => sum + volume, 0);
  let [low, high] = [0, 60];
  const blood = theta[70]!;
  if (!(total(low) < blood && blood < total(high))) {
    throw new TwinwardError('model.invalid', `${blood} mL of blood do not fit into the vessels`, {
      field: 'theta70',
      remedy: `give ${total(low).toFixed(0)} to ${total(high).toFixed(0)} mL`,
    });
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (total(middle) < blood) low = middle;
    else high = middle;
  }
  return volumesAt(low);
}
