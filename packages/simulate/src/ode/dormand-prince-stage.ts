import type { DenseStep } from './dense-step.ts';
import type { Member } from './member.ts';
import type { OdeSystem } from './ode-system.ts';

/**
 * The arithmetic of one Dormand-Prince 5(4) step: the seven stages, the embedded error and the interpolant. Coefficients:
 * Hairer, Norsett, Wanner, "Solving ordinary differential equations I", 2nd ed., table II.5.2 and II.6 (dense output).
 */
export class DormandPrinceStage {
  /** Derivative at the start of the step, kept from the step before (first same as last). */
  readonly k1: Float64Array;
  readonly k2: Float64Array;
  /** State at the end of the step, of order 5. */
  readonly next: Float64Array;
  /** Difference of the order-5 and order-4 results. */
  readonly error: Float64Array;
  readonly #k3: Float64Array;
  readonly #k4: Float64Array;
  readonly #k5: Float64Array;
  readonly #k6: Float64Array;
  readonly #k7: Float64Array;
  readonly #trial: Float64Array;
  readonly #rhs: OdeSystem['rhs'];
  readonly #interpolant: Interpolant;

  constructor(system: OdeSystem) {
    const n = system.states.length;
    this.#rhs = system.rhs;
    this.k1 = new Float64Array(n);
    this.k2 = new Float64Array(n);
    this.#k3 = new Float64Array(n);
    this.#k4 = new Float64Array(n);
    this.#k5 = new Float64Array(n);
    this.#k6 = new Float64Array(n);
    this.#k7 = new Float64Array(n);
    this.#trial = new Float64Array(n);
    this.next = new Float64Array(n);
    this.error = new Float64Array(n);
    this.#interpolant = new Interpolant(n);
  }

  /** Computes the derivative at the start of a smooth stretch. */
  start(t: number, m: Member): void {
    this.error.fill(0);
    this.#rhs(t, m.y, m.yOffset, m.p, m.pOffset, m.u, m.uOffset, this.k1, 0);
  }

  /** Tries a step of `h` from `t`; `latest` bounds the times shown to the equations. Leaves `m.y` as it is. */
  step(t: number, h: number, latest: number, m: Member): void {
    const { y, yOffset: o, p, pOffset, u, uOffset } = m;
    const { k1, k2, next, error } = this;
    const k3 = this.#k3;
    const k4 = this.#k4;
    const k5 = this.#k5;
    const k6 = this.#k6;
    const k7 = this.#k7;
    const trial = this.#trial;
    const rhs = this.#rhs;
    const n = next.length;
    for (let i = 0; i < n; i++) trial[i] = y[o + i]! + h * 0.2 * k1[i]!;
    rhs(Math.min(t + 0.2 * h, latest), trial, 0, p, pOffset, u, uOffset, k2, 0);
    for (let i = 0; i < n; i++) trial[i] = y[o + i]! + h * ((3 / 40) * k1[i]! + (9 / 40) * k2[i]!);
    rhs(Math.min(t + 0.3 * h, latest), trial, 0, p, pOffset, u, uOffset, k3, 0);
    for (let i = 0; i < n; i++) {
      trial[i] = y[o + i]! + h * ((44 / 45) * k1[i]! - (56 / 15) * k2[i]! + (32 / 9) * k3[i]!);
    }
    rhs(Math.min(t + 0.8 * h, latest), trial, 0, p, pOffset, u, uOffset, k4, 0);
    for (let i = 0; i < n; i++) {
      trial[i] =
        y[o + i]! +
        h *
          ((19372 / 6561) * k1[i]! -
            (25360 / 2187) * k2[i]! +
            (64448 / 6561) * k3[i]! -
            (212 / 729) * k4[i]!);
    }
    rhs(Math.min(t + (8 / 9) * h, latest), trial, 0, p, pOffset, u, uOffset, k5, 0);
    for (let i = 0; i < n; i++) {
      trial[i] =
        y[o + i]! +
        h *
          ((9017 / 3168) * k1[i]! -
            (355 / 33) * k2[i]! +
            (46732 / 5247) * k3[i]! +
            (49 / 176) * k4[i]! -
            (5103 / 18656) * k5[i]!);
    }
    const end = Math.min(t + h, latest);
    rhs(end, trial, 0, p, pOffset, u, uOffset, k6, 0);
    for (let i = 0; i < n; i++) {
      next[i] =
        y[o + i]! +
        h *
          ((35 / 384) * k1[i]! +
            (500 / 1113) * k3[i]! +
            (125 / 192) * k4[i]! -
            (2187 / 6784) * k5[i]! +
            (11 / 84) * k6[i]!);
    }
    rhs(end, next, 0, p, pOffset, u, uOffset, k7, 0);
    for (let i = 0; i < n; i++) {
      error[i] =
        h *
        ((71 / 57600) * k1[i]! -
          (71 / 16695) * k3[i]! +
          (71 / 1920) * k4[i]! -
          (17253 / 339200) * k5[i]! +
          (22 / 525) * k6[i]! -
          (1 / 40) * k7[i]!);
    }
  }

  /** Takes the step: the end becomes the start. */
  accept(y: Float64Array, o: number): void {
    const { k1, next } = this;
    const k7 = this.#k7;
    for (let i = 0; i < next.length; i++) {
      y[o + i] = next[i]!;
      k1[i] = k7[i]!;
    }
  }

  /** The interpolant of the step just tried, before `accept`. */
  dense(start: number, end: number, h: number, m: Member): DenseStep {
    const { k1, next } = this;
    const { c0, c1, c2, c3, c4 } = this.#interpolant;
    for (let i = 0; i < next.length; i++) {
      const y0 = m.y[m.yOffset + i]!;
      const rise = next[i]! - y0;
      const bulge = h * k1[i]! - rise;
      c0[i] = y0;
      c1[i] = rise;
      c2[i] = bulge;
      c3[i] = rise - h * this.#k7[i]! - bulge;
      c4[i] =
        h *
        ((-12715105075 / 11282082432) * k1[i]! +
          (87487479700 / 32700410799) * this.#k3[i]! -
          (10690763975 / 1880347072) * this.#k4[i]! +
          (701980252875 / 199316789632) * this.#k5[i]! -
          (1453857185 / 822651844) * this.#k6[i]! +
          (69997945 / 29380423) * this.#k7[i]!);
    }
    this.#interpolant.start = start;
    this.#interpolant.end = end;
    this.#interpolant.h = h;
    return this.#interpolant;
  }
}

class Interpolant implements DenseStep {
  start = 0;
  end = 0;
  h = 1;
  readonly c0: Float64Array;
  readonly c1: Float64Array;
  readonly c2: Float64Array;
  readonly c3: Float64Array;
  readonly c4: Float64Array;

  constructor(n: number) {
    this.c0 = new Float64Array(n);
    this.c1 = new Float64Array(n);
    this.c2 = new Float64Array(n);
    this.c3 = new Float64Array(n);
    this.c4 = new Float64Array(n);
  }

  value(i: number, t: number): number {
    const s = (t - this.start) / this.h;
    const r = 1 - s;
    return this.c0[i]! + s * (this.c1[i]! + r * (this.c2[i]! + s * (this.c3[i]! + r * this.c4[i]!)));
  }
}
