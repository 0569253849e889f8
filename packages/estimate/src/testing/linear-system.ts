import { philox } from '@twinward/simulate';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { StateSpaceModel } from '../filter/state-space-model.ts';
import { invertPositive } from '../linear-algebra/positive-definite.ts';
import { solveSquare } from '../linear-algebra/solve-square.ts';

/** x' = F x + w, w ~ N(0, Q), a step; y = H x + e, e ~ N(0, R); x_0 ~ N(m, P). Matrices by rows. */
export interface LinearSystem {
  readonly n: number;
  readonly f: Float64Array;
  readonly q: Float64Array;
  readonly h: Float64Array;
  readonly r: Float64Array;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** A stable system of three states, of which a sum and a difference are observed, with or without noise of the model. */
export function linearSystem(noise: number): LinearSystem {
  return {
    n: 3,
    f: Float64Array.of(0.9, 0.3, 0, -0.2, 0.8, 0.1, 0.1, 0, 0.95),
    q: Float64Array.of(0.09 * noise, 0, 0, 0, 0.04 * noise, 0, 0, 0, 0.16 * noise),
    h: Float64Array.of(1, 1, 0, 0, 1, -1),
    r: Float64Array.of(0.25, 0.5),
    mean: Float64Array.of(1, -1, 2),
    covariance: Float64Array.of(1, 0.3, 0, 0.3, 2, -0.2, 0, -0.2, 0.5),
  };
}

/** The system as a model: one step for each unit of time. */
export function linearModel({ n, f, q }: LinearSystem): StateSpaceModel {
  const next = new Float64Array(n);
  const noisy = q.some((value) => value !== 0);
  return {
    size: n,
    advance(values, members, from, to, random) {
      for (let step = from; step < to; step++) {
        for (let m = 0; m < members; m++) {
          const x = values.subarray(m * n, (m + 1) * n);
          const draws = random === null || !noisy ? null : random.draws(m, 0, step);
          for (let i = 0; i < n; i++) {
            next[i] = draws === null ? 0 : Math.sqrt(q[i * n + i]!) * draws.normal();
            for (let j = 0; j < n; j++) next[i] = next[i]! + f[i * n + j]! * x[j]!;
          }
          x.set(next);
        }
      }
    },
    addNoiseCovariance(_from, _to, out) {
      for (let i = 0; i < n * n; i++) out[i] = out[i]! + q[i]!;
    },
  };
}

/** What is observed of the system. */
export function linearObservations({ n, h, r }: LinearSystem, values: Float64Array): ObservationSet {
  return {
    values,
    variance: r,
    predict(states, members, out) {
      const p = r.length;
      for (let m = 0; m < members; m++) {
        for (let j = 0; j < p; j++) {
          out[m * p + j] = 0;
          for (let i = 0; i < n; i++) out[m * p + j] = out[m * p + j]! + h[j * n + i]! * states[m * n + i]!;
        }
      }
    },
  };
}

/** Readings [steps of p] that the system gives from one of its starts; some are missing if asked. */
export function linearReadings(
  system: LinearSystem,
  steps: number,
  missing = false,
): readonly Float64Array[] {
  const { n, h, r } = system;
  const model = linearModel(system);
  const source = philox('00000000000000aa');
  const state = system.mean.slice();
  return Array.from({ length: steps }, (_, step) => {
    model.advance(state, 1, step, step + 1, source);
    const draws = source.draws(0, 1, step);
    return Float64Array.from(r, (variance, j) => {
      const value =
        product(h.slice(j * n, (j + 1) * n), state, 1, n, 1)[0]! + Math.sqrt(variance) * draws.normal();
      return missing && (step + j) % 3 === 0 ? Number.NaN : value;
    });
  });
}

/** Readings [steps of p] of one course of the system; every third of each is missing if asked. */
export function drawnReadings(system: LinearSystem, steps: number, missing = false): readonly Float64Array[] {
  const random = philox('00000000000000cc');
  const state = exactMembers(system, 8).slice(0, system.n);
  const model = linearModel(system);
  const predicted = new Float64Array(system.r.length);
  return Array.from({ length: steps }, (_, step) => {
    model.advance(state, 1, step, step + 1, random);
    linearObservations(system, predicted).predict(state, 1, predicted);
    const draws = random.draws(0, 1, step);
    return Float64Array.from(system.r, (variance, j) => {
      const value = predicted[j]! + Math.sqrt(variance) * draws.normal();
      return missing && (step + j) % 3 === 0 ? Number.NaN : value;
    });
  });
}

/** Mean [n] and covariance [n x n] after each step (Kalman 1960), observation by observation. */
export function kalmanSteps(
  system: LinearSystem,
  readings: readonly Float64Array[],
): readonly { readonly mean: Float64Array; readonly covariance: Float64Array }[] {
  const { n, f, q, h, r } = system;
  let mean = system.mean;
  let covariance = system.covariance;
  return readings.map((reading) => {
    mean = product(f, mean, n, n, 1);
    covariance = product(product(f, covariance, n, n, n), transposed(f, n), n, n, n).map((v, i) => v + q[i]!);
    for (let j = 0; j < r.length; j++) {
      if (Number.isNaN(reading[j]!)) continue;
      const row = h.slice(j * n, (j + 1) * n);
      const cross = product(covariance, row, n, n, 1);
      const variance = product(row, cross, 1, n, 1)[0]! + r[j]!;
      const innovation = reading[j]! - product(row, mean, 1, n, 1)[0]!;
      mean = mean.map((v, i) => v + (cross[i]! / variance) * innovation);
      covariance = covariance.map((v, at) => v - (cross[Math.floor(at / n)]! * cross[at % n]!) / variance);
    }
    return { mean, covariance };
  });
}

/** Mean and covariance at an earlier time given all readings, by the filter of the state now and then; for systems without noise. */
export function kalmanSmoothed(
  system: LinearSystem,
  readings: readonly Float64Array[],
  time: number,
): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  // without noise the past is a linear function of the present: x_time = F^-(now - time) x_now
  const { n, f } = system;
  let { mean, covariance } = kalmanSteps(system, readings).at(-1)!;
  for (let step = time; step < readings.length; step++) {
    const back = inverse(f, n);
    mean = product(back, mean, n, n, 1);
    covariance = product(product(back, covariance, n, n, n), transposed(back, n), n, n, n);
  }
  return { mean, covariance };
}

/**
 * Mean [n] and covariance [n x n] of the state at each step given all readings (Rauch, Tung and Striebel 1965, AIAA J. 3:1445-1450),
 * from the last step backwards.
 */
export function smootherSteps(
  system: LinearSystem,
  readings: readonly Float64Array[],
): ReturnType<typeof kalmanSteps> {
  const { n, f, q } = system;
  const smoothed = [...kalmanSteps(system, readings)];
  for (let step = smoothed.length - 2; step >= 0; step--) {
    const [{ mean, covariance }, next] = [smoothed[step]!, smoothed[step + 1]!];
    const cross = product(covariance, transposed(f, n), n, n, n);
    const ahead = product(f, cross, n, n, n).map((v, i) => v + q[i]!);
    const gain = product(cross, invertPositive(ahead, n)!.inverse, n, n, n);
    const forecast = product(f, mean, n, n, 1);
    const surprise = next.mean.map((v, i) => v - forecast[i]!);
    const excess = next.covariance.map((v, i) => v - ahead[i]!);
    const change = product(product(gain, excess, n, n, n), transposed(gain, n), n, n, n);
    const shift = product(gain, surprise, n, n, 1);
    smoothed[step] = {
      mean: mean.map((v, i) => v + shift[i]!),
      covariance: covariance.map((v, i) => v + change[i]!),
    };
  }
  return smoothed;
}

/** Members whose mean and covariance are exactly those of the start: N draws, centred and whitened. */
export function exactMembers(system: LinearSystem, members: number): Float64Array {
  const { n } = system;
  const draws = philox('00000000000000bb').draws(0, 0, 0);
  const values = Float64Array.from({ length: members * n }, () => draws.normal());
  const { mean, covariance } = momentsOf(values, n);
  const [own, wanted] = [factor(covariance, n), factor(system.covariance, n)];
  for (let m = 0; m < members; m++) {
    const z = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = values[m * n + i]! - mean[i]!;
      for (let k = 0; k < i; k++) sum -= own[i * n + k]! * z[k]!;
      z[i] = sum / own[i * n + i]!;
    }
    for (let i = 0; i < n; i++) {
      values[m * n + i] = system.mean[i]!;
      for (let k = 0; k <= i; k++) values[m * n + i] = values[m * n + i]! + wanted[i * n + k]! * z[k]!;
    }
  }
  return values;
}

/** Mean and unbiased covariance of members by rows. */
export function momentsOf(
  values: Float64Array,
  n: number,
): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const members = values.length / n;
  const mean = new Float64Array(n);
  const covariance = new Float64Array(n * n);
  values.forEach((value, at) => {
    mean[at % n] = mean[at % n]! + value / members;
  });
  for (let m = 0; m < members; m++) {
    for (let at = 0; at < n * n; at++) {
      const [i, j] = [Math.floor(at / n), at % n];
      covariance[at] =
        covariance[at]! + ((values[m * n + i]! - mean[i]!) * (values[m * n + j]! - mean[j]!)) / (members - 1);
    }
  }
  return { mean, covariance };
}

function product(a: Float64Array, b: Float64Array, m: number, inner: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[i * inner + k]! * b[k * n + j]!;
    return sum;
  });
}

function inverse(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  solveSquare(a.slice(), out, n);
  return out;
}

function transposed(a: Float64Array, n: number): Float64Array {
  return a.map((_, at) => a[(at % n) * n + Math.floor(at / n)]!);
}

function factor(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j]!;
    }
  }
  return l;
}
