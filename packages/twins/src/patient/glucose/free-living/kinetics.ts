// Glucose-insulin kinetics of a person whose meals nobody logs: the minimal model with unknown appearance, linear about the person's mean.
/** Number of states. */
export const N = 7;
/** Plasma glucose above the baseline, mg/dL. */
export const G = 0;
/** Insulin-like action, as the glucose above the baseline that it answers, mg/dL. */
export const X = 1;
/** Appearing glucose in the first and second stage of the gut, as the rise of plasma glucose it holds, mg/dL. */
export const A1 = 2;
export const A2 = 3;
/** Glucose at the sensor above the baseline, mg/dL. */
export const I = 4;
/** Slow baseline above the personal mean, mg/dL. */
export const B = 5;
/** Slow error of the sensor, mg/dL. */
export const E = 6;

/** The constants of one physiology; rates per minute, times in minutes, amounts in mg/dL. */
export interface Kinetics {
  /** Glucose effectiveness. */
  readonly kg: number;
  /** Gain of the insulin-like action. */
  readonly si: number;
  /** Rate of the insulin-like action. */
  readonly px: number;
  /** Rate of both stages of absorption. */
  readonly ka: number;
  /** Lag from plasma to sensor. */
  readonly ti: number;
  /** Correlation time of the sensor's slow error. */
  readonly te: number;
  /** Intensity of unlogged appearance, (mg/dL)^2/min. */
  readonly qa: number;
  /** Intensity of other fluxes into plasma, (mg/dL)^2/min. */
  readonly qg: number;
  /** Standard deviation and time constant of the slow baseline. */
  readonly qb: number;
  readonly tb: number;
  /** Standard deviations of the sensor's slow and white error. */
  readonly se: number;
  readonly r: number;
}

/** What a stretch of time does: x becomes F x plus noise of covariance Q, both [7 x 7] by rows. */
export interface Transition {
  readonly F: Float64Array;
  readonly Q: Float64Array;
}

/**
 * One minute of the linear stochastic system (Bergman et al. 1979, Am. J. Physiol. 236:E667, linearised, insulin action driven
 * by glucose itself; two-stage absorption; first-order sensor lag):
 *
 *     dG  = (-kg G - si X + ka A2) dt + sqrt(qg) dw1
 *     dX  = px (G - X) dt
 *     dA1 = -ka A1 dt + sqrt(qa) dw2
 *     dA2 = ka (A1 - A2) dt
 *     dI  = (G - I) / ti dt
 *     dB  = -B / tb dt + qb sqrt(2 / tb) dw3
 *     dE  = -E / te dt + se sqrt(2 / te) dw4
 *
 * F is the matrix exponential by its Taylor series, squared once; Q by Simpson's rule.
 */
export function oneMinute(k: Kinetics): Transition {
  const half = drift(k).map((rate) => rate / 2);
  let middle = identity();
  let term = identity();
  for (let n = 1; n < 9; n++) {
    term = product(term, half).map((x) => x / n);
    middle = middle.map((x, i) => x + term[i]!);
  }
  const F = product(middle, middle);
  const D = new Float64Array(N * N);
  D[G * N + G] = k.qg;
  D[A1 * N + A1] = k.qa;
  D[B * N + B] = (2 * k.qb * k.qb) / k.tb;
  D[E * N + E] = (2 * k.se * k.se) / k.te;
  const [m, e] = [spread(middle, D), spread(F, D)];
  return { F, Q: D.map((d, i) => (d + 4 * m[i]! + e[i]!) / 6) };
}

/** Two stretches of time, one after the other. */
export function after(first: Transition, second: Transition): Transition {
  const carried = spread(second.F, first.Q);
  return { F: product(second.F, first.F), Q: second.Q.map((q, i) => q + carried[i]!) };
}

function drift(k: Kinetics): Float64Array {
  const a = new Float64Array(N * N);
  a[G * N + G] = -k.kg;
  a[G * N + X] = -k.si;
  a[G * N + A2] = k.ka;
  a[X * N + G] = k.px;
  a[X * N + X] = -k.px;
  a[A1 * N + A1] = -k.ka;
  a[A2 * N + A1] = k.ka;
  a[A2 * N + A2] = -k.ka;
  a[I * N + G] = 1 / k.ti;
  a[I * N + I] = -1 / k.ti;
  a[B * N + B] = -1 / k.tb;
  a[E * N + E] = -1 / k.te;
  return a;
}

function identity(): Float64Array {
  return Float64Array.from({ length: N * N }, (_, i) => (i % (N + 1) === 0 ? 1 : 0));
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const c = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let k = 0; k < N; k++) {
      const x = a[i * N + k]!;
      for (let j = 0; j < N; j++) c[i * N + j] = c[i * N + j]! + x * b[k * N + j]!;
    }
  }
  return c;
}

/** F Q F'. */
function spread(F: Float64Array, Q: Float64Array): Float64Array {
  const FQ = product(F, Q);
  const c = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let k = 0; k < N; k++) sum += FQ[i * N + k]! * F[j * N + k]!;
      c[i * N + j] = sum;
    }
  }
  return c;
}
