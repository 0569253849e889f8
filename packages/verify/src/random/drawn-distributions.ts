import type { Draws } from '@twinward/contract';
import {
  drawBeta,
  drawBinomial,
  drawCategorical,
  drawExponential,
  drawGamma,
  drawLogNormal,
  drawMultinomial,
  drawNegativeBinomial,
  drawNormal,
  drawPoisson,
  EmpiricalDistribution,
  QuantileTable,
} from '@twinward/simulate';
import type { DrawnDistribution } from './drawn-distribution.ts';
import { incompleteGamma } from './incomplete-gamma.ts';

type Draw = (draws: Draws) => number;

/** Every distribution that can be drawn, at ordinary parameters and at the ends of their range. */
export const DRAWN_DISTRIBUTIONS: readonly DrawnDistribution[] = [
  continuous(
    'uniform',
    (d) => d.uniform(),
    1 / 2,
    1 / 12,
    (x) => x,
  ),
  continuous('standard normal', (d) => d.normal(), 0, 1, normalBelow),
  continuous(
    'normal, 140, sd 3',
    (d) => drawNormal(d, 140, 3),
    140,
    9,
    (x) => normalBelow((x - 140) / 3),
  ),
  continuous(
    'exponential, mean 12',
    (d) => drawExponential(d, 12),
    12,
    144,
    (x) => 1 - Math.exp(-x / 12),
  ),
  logNormal(4.5, 0.38),
  logNormal(1, 1.2),
  ...[0.02, 0.3, 1, 2.5, 80, 1000].map(gamma),
  ...[
    [1, 1],
    [9, 1],
    [3, 7],
    [40, 2],
  ].map(([a, b]) => beta(a!, b!)),
  ...[0.02, 1, 9.9, 10.1, 37.5, 1000].map(poisson),
  ...[
    [1, 0.3],
    [20, 0.05],
    [40, 0.5],
    [500, 0.97],
    [10_000, 0.4],
  ].map(([n, p]) => binomial(n!, p!)),
  ...[
    [2.5, 0.16],
    [3, 0.001],
    [0.01, 5],
    [20, 1],
    [4, 1e9],
    [4, Infinity],
    [300, 40],
  ].map(([mean, k]) => negativeBinomial(mean!, k!)),
  ...[0, 1, 2].map((outcome) => multinomialOutcome(1000, [0.7, 0.05, 0.25], outcome)),
  multinomialJoint(4, [5, 1, 0, 4]),
  multinomialJoint(3, [1e-9, 1, 1]),
  discrete('categorical', (d) => drawCategorical(d, [3, 0, 1, 6]), [0.3, 0, 0.1, 0.6]),
  empirical(12),
  empirical(1000),
  quantileTable([0, 0.25, 0.5, 0.75, 1], [18, 44, 61, 74, 98]),
  quantileTable([0, 0.001, 0.999, 1], [-1e6, -1, 1, 1e6]),
];

function continuous(
  name: string,
  draw: Draw,
  mean: number,
  variance: number,
  below: (x: number) => number,
): DrawnDistribution {
  return { name, draw, mean, variance, exact: { kind: 'continuous', below } };
}

/** A discrete distribution by its probabilities. */
function discrete(name: string, draw: Draw, probabilities: readonly number[]): DrawnDistribution {
  let [mean, square] = [0, 0];
  probabilities.forEach((p, k) => {
    mean += p * k;
    square += p * k * k;
  });
  const probability = (k: number): number => probabilities[k] ?? 0;
  return { name, draw, mean, variance: square - mean * mean, exact: { kind: 'discrete', probability } };
}

/** A count whose probabilities follow from that of 0 by the ratio of each to the one before; kept as logarithms. */
function count(
  name: string,
  draw: Draw,
  moments: readonly [mean: number, variance: number],
  logOfNone: number,
  logRatio: (k: number) => number,
): DrawnDistribution {
  const logs = [logOfNone];
  const probability = (k: number): number => {
    while (logs.length <= k) logs.push(logs.at(-1)! + logRatio(logs.length));
    return Math.exp(logs[k]!);
  };
  return { name, draw, mean: moments[0], variance: moments[1], exact: { kind: 'discrete', probability } };
}

function normalBelow(z: number): number {
  const within = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? (1 - within) / 2 : (1 + within) / 2;
}

function logNormal(median: number, logSd: number): DrawnDistribution {
  const spread = Math.exp(logSd * logSd);
  return continuous(
    `log-normal, median ${median}, log sd ${logSd}`,
    (d) => drawLogNormal(d, median, logSd),
    median * Math.sqrt(spread),
    median * median * spread * (spread - 1),
    (x) => normalBelow(Math.log(x / median) / logSd),
  );
}

function gamma(shape: number): DrawnDistribution {
  const below = (x: number): number => incompleteGamma(shape, x / 2);
  return continuous(`gamma, shape ${shape}`, (d) => drawGamma(d, shape, 2), 2 * shape, 4 * shape, below);
}

/** With whole shapes: that at least a of a + b - 1 uniform numbers lie below x. */
function beta(a: number, b: number): DrawnDistribution {
  const n = a + b - 1;
  const below = (x: number): number => {
    let sum = 0;
    let coefficient = 1;
    for (let k = 0; k <= n; k++) {
      if (k >= a) sum += coefficient * x ** k * (1 - x) ** (n - k);
      coefficient *= (n - k) / (k + 1);
    }
    return sum;
  };
  const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
  return continuous(`beta, shapes ${a} and ${b}`, (d) => drawBeta(d, a, b), a / (a + b), variance, below);
}

function poisson(mean: number): DrawnDistribution {
  const ratio = (k: number): number => Math.log(mean / k);
  return count(`Poisson, mean ${mean}`, (d) => drawPoisson(d, mean), [mean, mean], -mean, ratio);
}

function binomialRatio(n: number, p: number): (k: number) => number {
  return (k) => Math.log(((n - k + 1) / k) * (p / (1 - p)));
}

function binomial(n: number, p: number): DrawnDistribution {
  const none = n * Math.log1p(-p);
  const moments = [n * p, n * p * (1 - p)] as const;
  return count(`binomial, ${n} of ${p}`, (d) => drawBinomial(d, n, p), moments, none, binomialRatio(n, p));
}

function negativeBinomial(mean: number, k: number): DrawnDistribution {
  const limit = k === Infinity;
  const none = limit ? -mean : -k * Math.log1p(mean / k);
  const ratio = (x: number): number => Math.log(limit ? mean / x : ((k + x - 1) / x) * (mean / (k + mean)));
  const draw: Draw = (d) => drawNegativeBinomial(d, mean, k);
  return count(
    `negative binomial, mean ${mean}, dispersion ${k}`,
    draw,
    [mean, mean + mean ** 2 / k],
    none,
    ratio,
  );
}

function multinomialOutcome(n: number, weights: readonly number[], outcome: number): DrawnDistribution {
  const p = weights[outcome]! / weights.reduce((a, b) => a + b, 0);
  const draw: Draw = (d) => drawMultinomial(d, n, weights)[outcome]!;
  const name = `multinomial, outcome ${outcome + 1} of ${n}`;
  return count(name, draw, [n * p, n * p * (1 - p)], n * Math.log1p(-p), binomialRatio(n, p));
}

/** All counts together, numbered in the scale of n + 1. */
function multinomialJoint(n: number, weights: readonly number[]): DrawnDistribution {
  const sum = weights.reduce((a, b) => a + b, 0);
  const probabilities = new Array<number>((n + 1) ** weights.length).fill(0);
  const visit = (i: number, left: number, code: number, probability: number): void => {
    if (i === weights.length) {
      if (left === 0) probabilities[code] = probability;
      return;
    }
    let power = 1;
    for (let k = 0; k <= left; k++) {
      visit(i + 1, left - k, code * (n + 1) + k, probability * power);
      power *= ((weights[i]! / sum) * (left - k)) / (k + 1);
    }
  };
  visit(0, n, 0, 1);
  const draw: Draw = (d) => drawMultinomial(d, n, weights).reduce((code, k) => code * (n + 1) + k, 0);
  return discrete(`multinomial, all of ${n} by weights ${weights.join(' ')}`, draw, probabilities);
}

/** Every third value has weight 0, the others differ by a thousandfold. */
function empirical(size: number): DrawnDistribution {
  const weights = Array.from({ length: size }, (_, k) => (k % 3 === 1 ? 0 : 10 ** ((k * 7) % 4)));
  const sum = weights.reduce((a, b) => a + b, 0);
  const table = new EmpiricalDistribution(Array.from(weights.keys()), weights);
  return discrete(
    `empirical, ${size} values`,
    (d) => table.draw(d),
    weights.map((weight) => weight / sum),
  );
}

function quantileTable(probabilities: readonly number[], values: readonly number[]): DrawnDistribution {
  const table = new QuantileTable(probabilities, values);
  let [mean, square] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    const [p, a, b] = [probabilities[i]! - probabilities[i - 1]!, values[i - 1]!, values[i]!];
    mean += (p * (a + b)) / 2;
    square += (p * (a * a + a * b + b * b)) / 3;
  }
  const below = (x: number): number => {
    const i = values.findIndex((value) => value >= x);
    const share = (x - values[i - 1]!) / (values[i]! - values[i - 1]!);
    return probabilities[i - 1]! + share * (probabilities[i]! - probabilities[i - 1]!);
  };
  const name = `quantile table, ${values.join(' ')}`;
  return continuous(name, (d) => table.draw(d), mean, square - mean * mean, below);
}
