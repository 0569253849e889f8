import { exp, log, pow } from '@twinward/simulate';
import type { LogDensity } from './log-density.ts';
import type { Metric } from './metric.ts';
import { leapfrog, type Phase } from './phase.ts';

/** Dual averaging of Nesterov, with the constants of Hoffman and Gelman 2014, section 3.2. */
const [GAMMA, T0, KAPPA] = [0.05, 10, 0.75];

/** Tunes the step size so that the mean acceptance comes to `target`. */
export class StepSize {
  readonly #target: number;
  #centre = 0;
  #count = 0;
  #excess = 0;
  #smooth = 0;
  /** To be used for the next transition of warm-up. */
  current = 1;

  constructor(target: number) {
    this.#target = target;
  }

  /** Starts anew about a size; shrinkage is towards ten times it, since long steps are cheap to try. */
  restart(size: number): void {
    this.current = size;
    this.#centre = log(10 * size);
    this.#count = 0;
    this.#excess = 0;
    this.#smooth = 0;
  }

  learn(acceptance: number): void {
    this.#count += 1;
    const share = 1 / (this.#count + T0);
    this.#excess += share * (this.#target - acceptance - this.#excess);
    const size = this.#centre - (Math.sqrt(this.#count) / GAMMA) * this.#excess;
    this.#smooth += pow(this.#count, -KAPPA) * (size - this.#smooth);
    this.current = exp(size);
  }

  /** To be used when warm-up is over. */
  final(): number {
    return this.#count === 0 ? this.current : exp(this.#smooth);
  }
}

/** A step after which the density in phase space has changed by a factor of about 0.8: doubled or halved until it crosses that. */
export function reasonableStep(from: Phase, size: number, density: LogDensity, metric: Metric): number {
  const enough = (step: number): boolean =>
    from.energy - leapfrog(from, step, density, metric).energy > -0.2231435513142097;
  const longer = enough(size);
  let step = size;
  for (let tries = 0; tries < 60; tries++) {
    const next = longer ? 2 * step : 0.5 * step;
    if (enough(next) !== longer) return longer ? step : next;
    step = next;
  }
  return step;
}
