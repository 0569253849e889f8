import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { meanOf } from '../ensemble/moments.ts';
import { quantiles } from '../forecast/quantile.ts';
import { type Factor, type FactorModel, outputAt } from './factor.ts';
import { MOST_DIMENSIONS, sobolPoints } from './sobol-sequence.ts';

/** A share of the variance with a 95 % interval. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How much of the output's variance one factor brings about. */
export interface SobolIndex {
  readonly name: string;
  /** On its own: what would go if the factor were known. */
  readonly first: Share;
  /** With all its interactions: what would stay if all the others were known. Near 0: the factor may be fixed. */
  readonly total: Share;
}

/** A decomposition of the output's variance. */
export interface SobolAnalysis {
  readonly mean: number;
  readonly variance: number;
  readonly indices: readonly SobolIndex[];
  readonly evaluations: number;
}

/** How to decompose. */
export interface SobolOptions {
  /** Base points N, a power of two; the model is run N (k + 2) times for k factors. Default 1,024. */
  readonly size?: number;
  readonly seed: string;
  /** Bootstrap samples behind the intervals; default 200. */
  readonly resamples?: number;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/**
 * Variance-based sensitivity (Sobol 1993) of a model to independent factors: with two halves A and B of one digitally shifted Sobol
 * sequence in 2k dimensions and A with column i of B, first-order indices by Saltelli et al. 2010 (Comput. Phys. Commun.
 * 181:259-270, table 2b) about the mean, total ones by Jansen 1999,
 *
 *     S_i = mean[f(B) (f(A_B i) - f(A))] / V,    T_i = mean[(f(A) - f(A_B i))^2] / 2 V.
 *
 * The intervals resample base points, and are cautious, since points spread evenly err less than independent ones. Throws `usage`
 * for more than 25 factors or a size that is not a power of two, `model.domain` for an output that is not finite or does not
 * vary, `run.cancelled` by the signal.
 *
 * @example
 * const uniform = { kind: 'uniform', low: 0, high: 1 };
 * const factors = ['a', 'b'].map((name) => ({ name, distribution: uniform }));
 * const { indices } = sobolIndices((x) => 3 * x[0] + x[1], factors, { size: 1024, seed: '00000000000000ff' });
 * indices[0].first.value; // 0.90
 */
export function sobolIndices(
  model: FactorModel,
  factors: readonly Factor[],
  options: SobolOptions,
): SobolAnalysis {
  const { size = 1024, resamples = 200, seed } = options;
  const k = factors.length;
  if (k === 0 || 2 * k > MOST_DIMENSIONS) {
    throw new TwinwardError('usage', `${k} factors cannot be told apart`, {
      field: 'factors',
      remedy: `give 1 to ${Math.floor(MOST_DIMENSIONS / 2)}; screen more with morrisEffects`,
    });
  }
  if (!(Number.isInteger(size) && size >= 4 && (size & (size - 1)) === 0)) {
    throw new TwinwardError('usage', `${size} is not a power of two`, {
      field: 'size',
      remedy: 'give 1024 or more',
    });
  }
  const random = philox(seed);
  const points = sobolPoints(size, 2 * k, random.draws(0, 0, 0));
  const a = new Float64Array(size);
  const b = new Float64Array(size);
  const mixed = Array.from({ length: k }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    if (i % 64 === 0) {
      if (options.signal?.aborted === true)
        throw new TwinwardError('run.cancelled', 'the analysis was cancelled');
      options.progress?.(i * (k + 2), size * (k + 2));
    }
    const point = points.subarray(2 * k * i, 2 * k * (i + 1));
    a[i] = outputAt(model, factors, point.subarray(0, k));
    b[i] = outputAt(model, factors, point.subarray(k));
    for (let j = 0; j < k; j++) {
      const u = point.slice(0, k);
      u[j] = point[k + j]!;
      mixed[j]![i] = outputAt(model, factors, u);
    }
  }
  const mean = meanOf([...a, ...b], null);
  const whole = shares(a, b, mixed, mean, null);
  if (!(whole.variance > 0)) {
    throw new TwinwardError('model.domain', 'the output does not vary', {
      field: 'model',
      remedy: 'vary the factors',
    });
  }
  const again = Array.from({ length: resamples }, (_, sample) => {
    const draws = random.draws(0, 1, sample);
    const picks = Uint32Array.from({ length: size }, () => draws.uint32() & (size - 1));
    return shares(a, b, mixed, mean, picks);
  });
  const share = (of: (estimate: Shares) => number): Share => {
    const value = of(whole);
    const [low, high] = quantiles(again.map(of), null, [0.025, 0.975]);
    return { value, low: low ?? value, high: high ?? value };
  };
  return {
    mean,
    variance: whole.variance,
    evaluations: size * (k + 2),
    indices: factors.map(({ name }, j) => ({
      name,
      first: share(({ first }) => first[j]!),
      total: share(({ total }) => total[j]!),
    })),
  };
}

interface Shares {
  readonly variance: number;
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/** The indices over all base points, or those picked. */
function shares(
  a: Float64Array,
  b: Float64Array,
  mixed: readonly Float64Array[],
  mean: number,
  picks: Uint32Array | null,
): Shares {
  const size = a.length;
  let [sum, squares] = [0, 0];
  const [first, total] = [new Float64Array(mixed.length), new Float64Array(mixed.length)];
  for (let i = 0; i < size; i++) {
    const at = picks === null ? i : picks[i]!;
    const [fa, fb] = [a[at]! - mean, b[at]! - mean];
    sum += fa + fb;
    squares += fa * fa + fb * fb;
    for (let j = 0; j < mixed.length; j++) {
      const change = mixed[j]![at]! - a[at]!;
      first[j] = first[j]! + fb * change;
      total[j] = total[j]! + change * change;
    }
  }
  const centre = sum / (2 * size);
  const variance = squares / (2 * size) - centre * centre;
  return {
    variance,
    first: Array.from(first, (value) => value / size / variance),
    total: Array.from(total, (value) => value / size / 2 / variance),
  };
}
