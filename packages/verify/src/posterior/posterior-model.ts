import { expressionDensity, type LogDensity } from '@twinward/estimate';
import { oneCompartment } from './one-compartment.ts';
import { numberOf, numbersOf, type PosteriorFile } from './posterior-file.ts';

/** A model of posteriordb, ready to be sampled. */
export interface PosteriorModel {
  readonly density: LogDensity;
  readonly acceptance: number;
  /** What the reference names, from the parameters of one draw; by default the parameters themselves. */
  readonly told?: {
    readonly names: readonly string[];
    readonly from: (parameters: Float64Array, out: Float64Array) => void;
  };
}

/** The models that are known, by the name after the dash; equations as posteriordb's documentation gives them. */
export const POSTERIOR_MODELS: Readonly<Record<string, (file: PosteriorFile) => PosteriorModel>> = {
  arK: autoregression,
  eight_schools_noncentered: eightSchools,
  one_comp_mm_elim_abs: oneCompartment,
};

/** y_t ~ N(alpha + sum beta_k y_(t-k), sigma); alpha, beta ~ N(0, 10), sigma ~ half-Cauchy(0, 2.5). */
function autoregression(file: PosteriorFile): PosteriorModel {
  const y = numbersOf(file, 'y');
  const lags = Array.from({ length: numberOf(file, 'K') }, (_, k) => k + 1);
  const columns = ['y', ...lags.map((k) => `y${k}`)];
  const density = expressionDensity(
    {
      parameters: {
        alpha: 'real',
        ...Object.fromEntries(lags.map((k) => [`beta${k}`, 'real' as const])),
        sigma: 'positive',
      },
      prior: `-alpha^2 / 200 ${lags.map((k) => `- beta${k}^2 / 200`).join(' ')} - ln(1 + (sigma / 2.5)^2)`,
      where: { mean: `alpha ${lags.map((k) => `+ beta${k} * y${k}`).join(' ')}` },
      row: '-ln(sigma) - ((y - mean) / sigma)^2 / 2',
      columns,
      rows: y.slice(lags.length).map((now, i) => [now, ...lags.map((k) => y[i + lags.length - k]!)]),
    },
    'generated',
  );
  return {
    density: { ...density, names: ['alpha', ...lags.map((k) => `beta[${k}]`), 'sigma'] },
    acceptance: 0.8,
  };
}

/** theta_j = mu + tau z_j, z ~ N(0, 1), mu ~ N(0, 5), tau ~ half-Cauchy(0, 5), y_j ~ N(theta_j, sigma_j). */
function eightSchools(file: PosteriorFile): PosteriorModel {
  const y = numbersOf(file, 'y');
  const sigma = numbersOf(file, 'sigma');
  const schools = y.map((_, j) => j + 1);
  const density = expressionDensity(
    {
      parameters: {
        mu: 'real',
        tau: 'positive',
        ...Object.fromEntries(schools.map((j) => [`z${j}`, 'real' as const])),
      },
      prior: [
        '-mu^2 / 50 - ln(1 + (tau / 5)^2)',
        ...schools.map((j) => `- z${j}^2 / 2 - ((${y[j - 1]} - mu - tau * z${j}) / ${sigma[j - 1]})^2 / 2`),
      ].join(' '),
    },
    'generated',
  );
  return {
    density,
    acceptance: 0.95,
    told: {
      names: [...schools.map((j) => `theta[${j}]`), 'mu', 'tau'],
      from: (parameters, out) => {
        const [mu, tau] = [parameters[0]!, parameters[1]!];
        for (const j of schools) out[j - 1] = mu + tau * parameters[j + 1]!;
        out[schools.length] = mu;
        out[schools.length + 1] = tau;
      },
    },
  };
}
