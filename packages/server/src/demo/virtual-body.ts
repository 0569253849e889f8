// The body of a simulated insulin user: the S2008 equations with parameters that only the demo knows.
import { compile, makeStepper, philox, type Stepper, seedFrom } from '@twinward/simulate';
import { s2008Equations, type VirtualPatient } from '@twinward/twins/patient';

const DEVIATING = ['Vmx', 'kp3', 'kabs', 'kmax', 'p2u', 'ki'] as const;
/** Standard deviation of the logarithm by which a demo person differs from the published patient. */
const DEVIATION = 0.12;
/** Grams of carbohydrate eaten per minute. */
const PACE = 5;

/** What a body carries from minute to minute, as plain data that a file can hold. */
export interface BodyState {
  readonly y: readonly number[];
  readonly u: readonly number[];
  /** Grams still on the plate, and whether the last minute was one of eating. */
  readonly waiting: number;
  readonly eating: boolean;
}

/** A body that lives minute by minute. */
export class VirtualBody {
  readonly #stepper: Stepper;
  readonly #observe: (read: Float64Array) => void;
  readonly #p: Float64Array;
  readonly #y: Float64Array;
  /** CHO mg/min, insulin U/min, D mg. */
  readonly #u: Float64Array = new Float64Array(4);
  readonly #read: Float64Array = new Float64Array(3);
  #waiting = 0;
  #eating = false;

  /** At rest under basal insulin. */
  constructor(patient: VirtualPatient, seed: string) {
    const system = compile(s2008Equations, 'generated');
    this.#p = deviatingParameters(patient, seed);
    this.#stepper = makeStepper(system, this.#p, this.#u, 'explicit', {
      relativeTolerance: 1e-6,
      absoluteTolerance: 1e-9,
    });
    this.#y = Float64Array.from(patient.fasting);
    this.#u[2] = this.#y[0]! + this.#y[1]!;
    this.#observe = (read) => system.observe(0, this.#y, 0, this.#p, 0, this.#u, 0, read, 0);
  }

  /** Interstitial glucose, mg/dL. */
  get glucose(): number {
    this.#observe(this.#read);
    return this.#read[0]!;
  }

  /** One minute: grams put on the plate now, and insulin in U over the minute, basal and bolus together. */
  live(grams: number, insulin: number): void {
    this.#waiting += grams;
    const now = Math.min(PACE, this.#waiting);
    this.#waiting -= now;
    if (now > 0 && !this.#eating) this.#u[2] = this.#y[0]! + this.#y[1]!;
    this.#eating = now > 0;
    this.#u[0] = now * 1000;
    this.#u[1] = insulin;
    this.#u[2]! += now * 1000;
    this.#stepper.start(0, this.#y);
    while (this.#stepper.t < 1) this.#stepper.step(1);
    this.#y.set(this.#stepper.y);
  }

  get state(): BodyState {
    const { length } = this.#y;
    return {
      y: Array.from({ length }, (_, i) => this.#y[i]!),
      u: [...this.#u],
      waiting: this.#waiting,
      eating: this.#eating,
    };
  }

  set state({ y, u, waiting, eating }: BodyState) {
    this.#y.set(y);
    this.#u.set(u);
    this.#waiting = waiting;
    this.#eating = eating;
  }
}

/** The published parameters, some of them a little off; kp1 follows kp3, so that the fasting state stays one. */
function deviatingParameters(patient: VirtualPatient, seed: string): Float64Array {
  const draws = philox(seedFrom(seed, 'deviation')).draws(0, 0, 0);
  const own: Record<string, number> = { ...patient.parameters };
  for (const name of DEVIATING) own[name] = patient.parameters[name] * Math.exp(DEVIATION * draws.normal());
  own.kp1 = patient.parameters.kp1 + (own.kp3! - patient.parameters.kp3) * patient.parameters.Ib;
  return Float64Array.from(s2008Equations.parameters, (symbol) => own[symbol]!);
}
