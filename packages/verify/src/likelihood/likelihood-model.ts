import type { RandomSource } from '@twinward/contract';
import {
  cholesky,
  type ObservationDensity,
  type ObservationSet,
  type StateSpaceModel,
} from '@twinward/estimate';
import { exp, log } from '@twinward/simulate';
import { kalmanLikelihood } from './kalman-likelihood.ts';
import { caseMatrix, caseNumber, caseObservations, type LikelihoodCase } from './likelihood-file.ts';

/** A model as particles see it, with its exact log-likelihood. */
export interface LikelihoodModel {
  readonly model: StateSpaceModel;
  initial(members: number, random: RandomSource): Float64Array;
  readonly observations: readonly (ObservationSet | ObservationDensity)[];
  readonly exact: number;
}

/** The models that are known, by name. */
export const LIKELIHOOD_MODELS: Readonly<Record<string, (one: LikelihoodCase) => LikelihoodModel>> = {
  'linear-gaussian': linearGaussian,
  gompertz,
};

function linearGaussian(one: LikelihoodCase): LikelihoodModel {
  const n = Array.isArray(one.mean) ? one.mean.length : 0;
  const p = Array.isArray(one.R) ? one.R.length : 0;
  const square = (field: string) => caseMatrix(one, field, n, n);
  const [f, q, covariance] = [square('F'), square('Q'), square('covariance')];
  const h = caseMatrix(one, 'H', p, n);
  const r = caseMatrix(one, 'R', 1, p);
  const mean = caseMatrix(one, 'mean', 1, n);
  const observations = caseObservations(one, p);
  const [noise, spread] = [cholesky(q, n), cholesky(covariance, n)];
  const next = new Float64Array(n);
  return {
    model: {
      size: n,
      advance(values, members, from, to, random) {
        for (let step = from; step < to; step++) {
          for (let m = 0; m < members; m++) {
            const x = values.subarray(m * n, (m + 1) * n);
            for (let i = 0; i < n; i++) {
              next[i] = 0;
              for (let j = 0; j < n; j++) next[i] = next[i]! + f[i * n + j]! * x[j]!;
            }
            x.set(next);
            if (random !== null) addNormal(x, noise, random, m, step);
          }
        }
      },
    },
    initial(members, random) {
      const values = new Float64Array(members * n);
      for (let m = 0; m < members; m++) {
        const x = values.subarray(m * n, (m + 1) * n);
        x.set(mean);
        addNormal(x, spread, random, m, 0);
      }
      return values;
    },
    observations: observations.map((values) => ({
      values,
      variance: r,
      predict(states, members, out) {
        for (let m = 0; m < members; m++) {
          for (let j = 0; j < p; j++) {
            let sum = 0;
            for (let i = 0; i < n; i++) sum += h[j * n + i]! * states[m * n + i]!;
            out[m * p + j] = sum;
          }
        }
      },
    })),
    exact: kalmanLikelihood({ f, b: new Float64Array(n), q, h, r, mean, covariance, observations }),
  };
}

/** x += L z, z standard normal. */
function addNormal(
  x: Float64Array,
  factor: Float64Array,
  random: RandomSource,
  member: number,
  step: number,
): void {
  const n = x.length;
  const draws = random.draws(member, 0, step);
  for (let k = 0; k < n; k++) {
    const z = draws.normal();
    for (let i = k; i < n; i++) x[i] = x[i]! + factor[i * n + k]! * z;
  }
}

/** X' = K^(1 - S) X^S exp(sigma z), S = exp(-r); ln y normal about ln X with sd tau. Linear for ln X, which gives the exact value. */
function gompertz(one: LikelihoodCase): LikelihoodModel {
  const [r, capacity, sigma, tau, start] = ['r', 'K', 'sigma', 'tau', 'X_0'].map((field) =>
    caseNumber(one, field),
  ) as [number, number, number, number, number];
  const survival = exp(-r);
  const drift = (1 - survival) * log(capacity);
  const readings = caseObservations(one, 1);
  const logs = readings.map((row) => row.map((value) => log(value)));
  const jacobian = logs.reduce((sum, [value]) => sum - (Number.isNaN(value!) ? 0 : value!), 0);
  return {
    model: {
      size: 1,
      advance(values, members, from, to, random) {
        for (let step = from; step < to; step++) {
          for (let m = 0; m < members; m++) {
            const noise = random === null ? 0 : sigma * random.draws(m, 0, step).normal();
            values[m] = exp(drift + survival * log(values[m]!) + noise);
          }
        }
      },
    },
    initial: (members) => new Float64Array(members).fill(start),
    observations: logs.map(([value]) => {
      const present = !Number.isNaN(value!);
      const constant = -value! - log(tau) - 0.5 * log(2 * Math.PI);
      return {
        used: present ? 1 : 0,
        missing: present ? 0 : 1,
        logDensity(values, members, out) {
          for (let m = 0; m < members; m++) {
            const z = (value! - log(values[m]!)) / tau;
            out[m] = constant - 0.5 * z * z;
          }
        },
      };
    }),
    exact:
      jacobian +
      kalmanLikelihood({
        f: Float64Array.of(survival),
        b: Float64Array.of(drift),
        q: Float64Array.of(sigma * sigma),
        h: Float64Array.of(1),
        r: Float64Array.of(tau * tau),
        mean: Float64Array.of(log(start)),
        covariance: Float64Array.of(0),
        observations: logs,
      }),
  };
}
