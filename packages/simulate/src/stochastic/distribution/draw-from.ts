import { type Draws, TwinwardError } from '@twinward/contract';
import { atan } from '../../elementary/atan.ts';
import { exp } from '../../elementary/exp.ts';
import { log } from '../../elementary/log.ts';
import { tan } from '../../elementary/tan.ts';
import { drawBinomial } from '../../random/draw-binomial.ts';
import { drawGamma } from '../../random/draw-gamma.ts';
import { drawPoisson } from '../../random/draw-poisson.ts';
import type { DistributionName } from './distribution-name.ts';
import { truncatedExponential } from './truncated-exponential.ts';
import { truncatedNormal } from './truncated-normal.ts';

/** Proposals after which an interval is said to hold too little of a distribution. */
const MOST_PROPOSALS = 1_000_000;

/** How many arguments of a distribution are its own; further ones are the ends of an interval. */
interface Family {
  readonly own: readonly number[];
  readonly valid: (own: readonly number[]) => boolean;
  readonly draw: (draws: Draws, own: readonly number[], low: number, high: number) => number;
}

/** Counts whose logarithms of probabilities doubles still tell apart. */
const LARGEST = 1e12;

const finite = (x: number): boolean => Number.isFinite(x);
const positive = (x: number): boolean => x > 0 && finite(x);
const whole = (x: number): boolean => Number.isInteger(x) && x >= 0;
const probability = (p: number): boolean => p >= 0 && p <= 1;

const FAMILIES: Readonly<Record<DistributionName, Family>> = {
  uniform: {
    own: [2],
    valid: ([low, high]) => finite(low!) && finite(high!) && low! <= high!,
    draw: (draws, [low, high]) => low! + (high! - low!) * draws.uniform(),
  },
  bernoulli: {
    own: [1],
    valid: ([p]) => probability(p!),
    draw: (draws, [p]) => (draws.uniform() < p! ? 1 : 0),
  },
  normal: {
    own: [2],
    valid: ([mean, sd]) => finite(mean!) && sd! >= 0 && finite(sd!),
    draw: (draws, [mean, sd], low, high) =>
      sd === 0
        ? within(mean!, low, high)
        : clamp(mean! + sd! * truncatedNormal(draws, (low - mean!) / sd!, (high - mean!) / sd!), low, high),
  },
  lognormal: {
    own: [2],
    valid: ([mean, sd]) => finite(mean!) && positive(sd!),
    draw: (draws, [mean, sd], low, high) => {
      const place = (x: number): number =>
        x <= 0 ? Number.NEGATIVE_INFINITY : x === Number.POSITIVE_INFINITY ? x : (log(x) - mean!) / sd!;
      if (!(high > 0)) return Number.NaN;
      return clamp(exp(mean! + sd! * truncatedNormal(draws, place(low), place(high))), low, high);
    },
  },
  exponential: {
    own: [1],
    valid: ([rate]) => positive(rate!),
    draw: (draws, [rate], low, high) =>
      high < 0
        ? Number.NaN
        : clamp(truncatedExponential(draws, Math.max(0, low) * rate!, high * rate!) / rate!, low, high),
  },
  rayleigh: {
    own: [1],
    valid: ([scale]) => positive(scale!),
    // x^2 / (2 scale^2) is exponential
    draw: (draws, [scale], low, high) => {
      if (high < 0) return Number.NaN;
      const place = (x: number): number => (x / scale!) * (x / scale!) * 0.5;
      const e = truncatedExponential(draws, place(Math.max(0, low)), place(high));
      return clamp(scale! * Math.sqrt(2 * e), low, high);
    },
  },
  cauchy: {
    own: [1, 2],
    valid: (own) => (own.length === 1 || finite(own[0]!)) && positive(own.at(-1)!),
    draw: (draws, own, low, high) => {
      const [location, scale] = own.length === 1 ? [0, own[0]!] : [own[0]!, own[1]!];
      const from = atan((low - location) / scale);
      const to = atan((high - location) / scale);
      return clamp(location + scale * tan(from + (to - from) * draws.uniform()), low, high);
    },
  },
  laplace: {
    own: [1, 2],
    valid: (own) => (own.length === 1 || finite(own[0]!)) && positive(own.at(-1)!),
    draw: (draws, own, low, high) => {
      const [location, scale] = own.length === 1 ? [0, own[0]!] : [own[0]!, own[1]!];
      const z = truncatedLaplace(draws, (low - location) / scale, (high - location) / scale);
      return clamp(location + scale * z, low, high);
    },
  },
  gamma: {
    own: [2],
    valid: ([shape, scale]) => positive(shape!) && positive(scale!),
    draw: (draws, [shape, scale], low, high) =>
      rejected('gamma', low, high, () => drawGamma(draws, shape!, scale!)),
  },
  chisquare: {
    own: [1],
    valid: ([degrees]) => positive(degrees!),
    draw: (draws, [degrees], low, high) =>
      rejected('chisquare', low, high, () => drawGamma(draws, degrees! / 2, 2)),
  },
  poisson: {
    own: [1],
    valid: ([mean]) => mean! >= 0 && mean! <= LARGEST,
    draw: (draws, [mean], low, high) => rejected('poisson', low, high, () => drawPoisson(draws, mean!)),
  },
  binomial: {
    own: [2],
    valid: ([trials, p]) => whole(trials!) && trials! <= LARGEST && probability(p!),
    draw: (draws, [trials, p], low, high) =>
      rejected('binomial', low, high, () => drawBinomial(draws, trials!, p!)),
  },
};

/**
 * A number drawn from a distribution, as SBML Level 3 distrib Version 1 defines it (section 3.3): arguments as `DistributionName`
 * says, the last two of an even number too many being the ends of the interval the number lies in, both included.
 *
 * Throws `solver.failed` naming the distribution for arguments that make none (counts above 1e12 among them), and for an interval that holds none of it, or, of a
 * gamma, chi-square, Poisson or binomial number, too little (a millionth).
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawFrom(draws, 'normal', [140, 3, 135, 145]); // 140.40795
 */
export function drawFrom(draws: Draws, name: DistributionName, given: readonly number[]): number {
  const { own, valid, draw } = FAMILIES[name];
  const count = own.includes(given.length) ? given.length : given.length - 2;
  const parameters = given.slice(0, count);
  const [low, high] =
    count === given.length
      ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      : [given[count]!, given[count + 1]!];
  if (!valid(parameters)) refuse(name, given, 'makes no distribution');
  if (!(low <= high)) refuse(name, given, 'has an interval that ends before it begins');
  if (low === Number.POSITIVE_INFINITY || high === Number.NEGATIVE_INFINITY) {
    refuse(name, given, 'has an interval that holds none of it');
  }
  const drawn = draw(draws, parameters, low, high);
  if (Number.isNaN(drawn)) refuse(name, given, 'has an interval that holds none of it');
  return drawn;
}

/** A Laplace number of scale 1 around 0 in [low, high]. */
function truncatedLaplace(draws: Draws, low: number, high: number): number {
  if (low >= 0) return truncatedExponential(draws, low, high);
  if (high <= 0) return -truncatedExponential(draws, -high, -low);
  // twice the probability left and right of 0
  const left = 1 - exp(low);
  const right = 1 - exp(-high);
  return draws.uniform() * (left + right) < left
    ? -truncatedExponential(draws, 0, -low)
    : truncatedExponential(draws, 0, high);
}

function rejected(name: DistributionName, low: number, high: number, propose: () => number): number {
  for (let k = 0; k < MOST_PROPOSALS; k++) {
    const x = propose();
    if (x >= low && x <= high) return x;
  }
  return refuse(name, [low, high], 'has an interval that holds too little of it');
}

function within(x: number, low: number, high: number): number {
  return x >= low && x <= high ? x : Number.NaN;
}

/** Rounding may not carry a number out of its interval. */
function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

function refuse(name: DistributionName, given: readonly number[], why: string): never {
  throw new TwinwardError('solver.failed', `${name}(${given.join(', ')}) ${why}`, {
    field: name,
    remedy: 'check its arguments',
  });
}
