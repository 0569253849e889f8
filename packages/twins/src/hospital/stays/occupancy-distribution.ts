import { atan, cos, exp, log, sin } from '@twinward/simulate';

/** What is known of patients at an instant to come. */
export interface OccupancyParts {
  /** Of each patient present: the probability of still being there. */
  readonly staying: readonly number[];
  /** Expected number of those who come later and are still there, if their number is Poisson. */
  readonly arriving: number;
  /** Shape of a Gamma factor of mean 1 on `arriving`, if its rate is not known for certain. */
  readonly shape?: number;
}

/** Beyond so many standard deviations nothing is told apart. */
const WIDTH = 12;

/**
 * Probabilities of 0, 1, 2, ... patients: the Poisson-binomial number of those who stay and the Poisson (or negative binomial) number of those
 * who come, convolved exactly through their characteristic functions and one fast Fourier transform (Hong 2013, Computational Statistics
 * and Data Analysis 59:41-51). Capacity does not bind. Probabilities below 1e-15 are rounding.
 *
 * @example
 * occupancyDistribution({ staying: [0.5, 0.5], arriving: 0 })[1].toFixed(6); // '0.500000'
 */
export function occupancyDistribution({ staying, arriving, shape }: OccupancyParts): Float64Array {
  const variance = arriving + (shape === undefined ? 0 : arriving ** 2 / shape);
  const most = staying.length + arriving + WIDTH * Math.sqrt(variance) + 2 * WIDTH;
  let size = 16;
  while (size < most) size *= 2;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k <= size / 2; k++) {
    const angle = (2 * Math.PI * k) / size;
    const [c, s] = [cos(angle), sin(angle)];
    let [x, y] = arrivalsTransform(arriving, shape, c, s);
    for (const p of staying) {
      const [a, b] = [1 + p * (c - 1), p * s];
      [x, y] = [x * a - y * b, x * b + y * a];
    }
    re[k] = x;
    im[k] = y;
    if (k > 0) {
      re[size - k] = x;
      im[size - k] = -y;
    }
  }
  transform(re, im);
  const masses = re.map((mass) => Math.max(0, mass / size));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

function arrivalsTransform(
  mean: number,
  shape: number | undefined,
  c: number,
  s: number,
): readonly [number, number] {
  if (shape === undefined) {
    const size = exp(mean * (c - 1));
    return [size * cos(mean * s), size * sin(mean * s)];
  }
  // (1 + mean (1 - e^it) / shape) ^ -shape, by its size and angle
  const [x, y] = [1 + (mean * (1 - c)) / shape, (-mean * s) / shape];
  const size = exp((-shape / 2) * log(x * x + y * y));
  const turn = -shape * atan(y / x);
  return [size * cos(turn), size * sin(turn)];
}

/** The forward transform in place, decimated in time (Cooley and Tukey 1965); the length is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / length;
      const [c, s] = [cos(angle), sin(angle)];
      for (let start = k; start < size; start += length) {
        const other = start + half;
        const x = re[other]! * c - im[other]! * s;
        const y = re[other]! * s + im[other]! * c;
        re[other] = re[start]! - x;
        im[other] = im[start]! - y;
        re[start]! += x;
        im[start]! += y;
      }
    }
  }
}
