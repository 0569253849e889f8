import { LINEAR } from './linear-twin.ts';

/** Mean, covariance (p11, p12, p22) and log-likelihood of each reading given those before. */
export interface ExactStep {
  readonly mean: readonly [number, number];
  readonly covariance: readonly [number, number, number];
  readonly logLikelihood: number;
}

/** The exact filter of `linearTwin` (Kalman 1960): one step of prediction before each reading. */
export function exactKalman(readings: readonly number[]): ExactStep[] {
  const [a, b, c, d] = LINEAR.a;
  const [q1, q2] = LINEAR.q;
  let [x, v, p11, p12, p22] = [0, 0, 1, 0, 1];
  return readings.map((y) => {
    [x, v] = [a * x + b * v, c * x + d * v];
    [p11, p12, p22] = [
      a * a * p11 + 2 * a * b * p12 + b * b * p22 + q1,
      a * c * p11 + (a * d + b * c) * p12 + b * d * p22,
      c * c * p11 + 2 * c * d * p12 + d * d * p22 + q2,
    ];
    const s = p11 + LINEAR.r;
    const innovation = y - x;
    const logLikelihood = -0.5 * (innovation ** 2 / s + Math.log(2 * Math.PI * s));
    [x, v] = [x + (p11 / s) * innovation, v + (p12 / s) * innovation];
    [p11, p12, p22] = [p11 - p11 ** 2 / s, p12 - (p11 * p12) / s, p22 - p12 ** 2 / s];
    return { mean: [x, v], covariance: [p11, p12, p22], logLikelihood };
  });
}
