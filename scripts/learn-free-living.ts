// Learns the constants of the free-living glucose twin from recordings and writes them as `population.ts`. Only the first 70 % of each
// recording is looked at. Deterministic; takes some minutes. `node scripts/learn-free-living.ts`, then `npm run format`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCgmTable } from '../packages/connect/src/wearables/read-cgm-table.ts';
import {
  carryMember,
  readingAhead,
  startMember,
  takeInto,
} from '../packages/twins/src/patient/glucose/free-living/bank.ts';
import { carryPerson } from '../packages/twins/src/patient/glucose/free-living/carry-bank.ts';
import {
  BASIC,
  CIRCUMSTANCES,
  circumstances,
  FEATURES,
} from '../packages/twins/src/patient/glucose/free-living/circumstances.ts';
import { AT, WIDTH } from '../packages/twins/src/patient/glucose/free-living/columns.ts';
import {
  ANCHORS,
  type FreeLivingPopulation,
  LEVELS,
  readyPopulation,
} from '../packages/twins/src/patient/glucose/free-living/free-living-population.ts';
import { B, type Kinetics, N } from '../packages/twins/src/patient/glucose/free-living/kinetics.ts';
import { lowerFactor } from '../packages/twins/src/patient/glucose/free-living/lower-factor.ts';
import { SELF } from '../packages/twins/src/patient/glucose/free-living/person.ts';
import {
  Physiology,
  type ReferencePoint,
} from '../packages/twins/src/patient/glucose/free-living/physiology.ts';
import type { Settled } from '../packages/twins/src/patient/glucose/free-living/posting.ts';
import { priorPerson } from '../packages/twins/src/patient/glucose/free-living/prior.ts';
import { takeReading } from '../packages/twins/src/patient/glucose/free-living/take-reading.ts';
import { fiveMinuteGrid } from '../packages/verify/src/glucose-forecast/five-minute-grid.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGET = join(root, 'packages/twins/src/patient/glucose/free-living/population.ts');

/** The part of a recording that may be learned from, on a grid of five minutes; NaN where nothing was read. */
interface History {
  readonly mgdl: Float64Array;
  /** Minute of the local clock at the first point. */
  readonly start: number;
}

const NAMES = ['kg', 'si', 'px', 'ka', 'ti', 'te', 'qa', 'qg', 'qb', 'tb', 'se', 'r'] as const;
/** Where the search begins: the kinetics in the order of `NAMES`, then answer and keep. */
const START = [0.013, 0.0055, 0.044, 0.12, 3.3, 36, 7, 1.1, 6.8, 2400, 2.3, 0.3, 0.14, 0.95].map(Math.log);
/** The same excursions played slower and twice as large, towards type 1 diabetes, so that the bank reaches beyond the people recorded. */
const SLOWER = [1.3, 1.6, 2.2];
/** Grid points of a history that only warm the filter up: for the kinetics, the residual, the spread, the typical error, the shape. */
const WARM = { kinetics: 100, residual: 60, spread: 200, typical: 100, shape: 200 } as const;

const rounded = (value: number): number => Number(value.toPrecision(6));
const meanOver = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function pointOf(q: readonly number[]): ReferencePoint {
  const k: Record<string, number> = {};
  NAMES.forEach((name, i) => {
    k[name] = rounded(Math.exp(q[i]!));
  });
  k.ti = Math.max(1.5, k.ti!);
  k.te = Math.max(2, k.te!);
  k.ka = Math.min(0.5, k.ka!);
  return {
    kinetics: k as unknown as Kinetics,
    answer: rounded(Math.min(0.6, Math.exp(q[12]!))),
    keep: rounded(Math.min(0.99, Math.exp(q[13]!))),
  };
}

/** Log mean squared error (Huber's) of one physiology at 30 and 60 min, minus half its mean score of the next reading. */
function cost({ mgdl }: History, q: readonly number[]): number {
  const physiology = new Physiology(pointOf(q));
  const place = { rows: new Float64Array(WIDTH), covariances: new Float64Array(N * N), member: 0 };
  const { rows } = place;
  startMember(physiology, place);
  let [mean, weight, scores, read, far30, far60, forecasts] = [110, 50, 0, 0, 0, 0, 0];
  for (let t = 0; t < mgdl.length; t++) {
    if (t > 0) carryMember(physiology, place, 5);
    const value = mgdl[t]!;
    if (Number.isNaN(value)) continue;
    const score = takeInto(physiology, place, value - mean);
    weight = Math.min(weight + 1, 2000);
    const moved = (value - mean) / weight;
    mean += moved;
    rows[B] = rows[B]! - moved;
    if (t < WARM.kinetics) continue;
    scores += score;
    read++;
    const [at30, at60] = [mgdl[t + 6] ?? Number.NaN, mgdl[t + 12] ?? Number.NaN];
    if (Number.isNaN(at30) || Number.isNaN(at60)) continue;
    const bend = 60 * Math.max(1, Math.sqrt(rows[AT.scale]!));
    const huber = (error: number): number => {
      const size = Math.abs(error);
      return size > bend ? bend * (2 * size - bend) : size * size;
    };
    far30 += huber(mean + readingAhead(physiology, place, 6).mean - at30);
    far60 += huber(mean + readingAhead(physiology, place, 12).mean - at60);
    forecasts++;
  }
  return Math.log(far30 / forecasts) + Math.log(far60 / forecasts) - (0.5 * scores) / read;
}

/** Nelder and Mead 1965, Comput. J. 7:308. */
function minimise(
  f: (x: readonly number[]) => number,
  from: readonly number[],
  step: number,
  iterations: number,
): readonly number[] {
  type Corner = readonly [readonly number[], number];
  const n = from.length;
  const corner = (x: readonly number[]): Corner => [x, f(x)];
  let simplex = [from, ...from.map((_, i) => from.map((v, j) => v + (i === j ? step : 0)))].map(corner);
  for (let k = 0; k < iterations; k++) {
    simplex.sort((a, b) => a[1] - b[1]);
    const worst = simplex[n]!;
    const centre = from.map((_, j) => simplex.slice(0, n).reduce((a, c) => a + c[0][j]!, 0) / n);
    const at = (t: number): Corner => corner(centre.map((v, j) => v + t * (worst[0][j]! - v)));
    const reflected = at(-1);
    if (reflected[1] < simplex[0]![1]) {
      const farther = at(-2);
      simplex[n] = farther[1] < reflected[1] ? farther : reflected;
      continue;
    }
    if (reflected[1] < simplex[n - 1]![1]) {
      simplex[n] = reflected;
      continue;
    }
    const nearer = at(reflected[1] < worst[1] ? -0.5 : 0.5);
    const best = simplex[0]![0];
    if (nearer[1] < Math.min(reflected[1], worst[1])) simplex[n] = nearer;
    else simplex = simplex.map((c, i) => (i === 0 ? c : corner(c[0].map((v, j) => (v + best[j]!) / 2))));
  }
  simplex.sort((a, b) => a[1] - b[1]);
  return simplex[0]![0];
}

/** A history played `factor` times slower, its excursions about the mean times `gain`. */
function slower({ mgdl, start }: History, factor: number, gain: number): History {
  const read = mgdl.filter((value) => !Number.isNaN(value));
  const mean = read.reduce((a, b) => a + b, 0) / read.length;
  const length = Math.floor((mgdl.length - 1) * factor);
  const slow = Float64Array.from({ length }, (_, i) => {
    const k = Math.floor(i / factor);
    const share = i / factor - k;
    const value = mgdl[k]! + (share === 0 ? 0 : (mgdl[k + 1]! - mgdl[k]!) * share);
    return mean + gain * (value - mean);
  });
  return { mgdl: slow, start };
}

function penalty(q: readonly number[], centre: readonly number[], sd: number, weight: number): number {
  return weight * q.reduce((sum, v, i) => sum + ((v - centre[i]!) / sd) ** 2, 0);
}

/** One physiology for all, one for each kind of slower excursions, and one for each person. */
function learnPoints(histories: readonly History[]): readonly ReferencePoint[] {
  const together = (some: readonly History[], q: readonly number[]): number =>
    meanOver(some.map((history) => cost(history, q)));
  const common = minimise((q) => together(histories, q) + penalty(q, START, 1.5, 0.002), START, 0.35, 220);
  console.error('common physiology found');
  const slow = SLOWER.map((factor, k) => {
    const some = histories.filter((_, i) => i % SLOWER.length === k).map((h) => slower(h, factor, 2));
    return minimise((q) => together(some, q) + penalty(q, common, 1, 0.003), common, 0.3, 160);
  });
  console.error('slower physiologies found');
  const own = histories.map((history) =>
    minimise((q) => cost(history, q) + penalty(q, common, 0.7, 0.004), common, 0.3, 160),
  );
  console.error('personal physiologies found');
  return [common, ...slow, ...own].map(pointOf);
}

/** Filters one person's history without the person's own physiology, hearing of every forecast settled after `from` points. */
function live(
  histories: readonly History[],
  person: number,
  constants: FreeLivingPopulation,
  from: number,
  hear: (settled: Settled) => void,
): void {
  const others = constants.points.filter((_, j) => j !== 1 + SLOWER.length + person);
  const population = readyPopulation({ ...constants, points: others });
  const { mgdl, start } = histories[person]!;
  const belief = priorPerson(population, 70, 0);
  for (const [t, value] of mgdl.entries()) {
    if (Number.isNaN(value)) continue;
    const minute = Math.round(start + 5 * t);
    if (t > 0) carryPerson(population, belief, minute, []);
    belief.self[SELF.minute] = minute;
    takeReading(population, belief, value, null, t < from ? undefined : hear);
  }
}

function leastSquares(A: Float64Array, b: Float64Array): readonly number[] {
  const n = b.length;
  const L = lowerFactor(A, n);
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = x[i]! - L[i * n + k]! * x[k]!;
    x[i] = x[i]! / L[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = x[i]! - L[k * n + i]! * x[k]!;
    x[i] = x[i]! / L[i * n + i]!;
  }
  return [...x].map(rounded);
}

interface NormalEquations {
  readonly A: Float64Array;
  readonly b: Float64Array;
}

const equations = (n: number): NormalEquations => ({ A: new Float64Array(n * n), b: new Float64Array(n) });

function addRow({ A, b }: NormalEquations, row: Float64Array, target: number, weight: number): void {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    b[i] = b[i]! + weight * row[i]! * target;
    for (let j = 0; j < n; j++) A[i * n + j] = A[i * n + j]! + weight * row[i]! * row[j]!;
  }
}

/** For each person the residual's weights that all others would give (index = person), and at the end those of all. */
function learnResiduals(
  histories: readonly History[],
  bare: FreeLivingPopulation,
): readonly (readonly (readonly number[])[])[] {
  const people = histories.map((_, person) => {
    const anchors = ANCHORS.map(() => ({ ...equations(FEATURES), meanSquare: 1 }));
    live(histories, person, bare, WARM.residual, ({ anchor, features, unit, error }) => {
      const own = anchors[anchor]!;
      const d = error / (10 * unit);
      own.meanSquare += 0.01 * (d * d - own.meanSquare);
      addRow(own, features, d, 1 / (1 + (d * d) / (10 * own.meanSquare)));
    });
    return anchors;
  });
  return [...histories.keys(), -1].map((skipped) =>
    ANCHORS.map((_, a) => {
      const sum = equations(FEATURES);
      for (let i = 0; i < FEATURES; i++) sum.A[i * FEATURES + i] = i < BASIC ? 1000 : 2000;
      people.forEach((anchors, person) => {
        if (person === skipped) return;
        anchors[a]!.A.forEach((x, i) => {
          sum.A[i] = sum.A[i]! + x;
        });
        anchors[a]!.b.forEach((x, i) => {
          sum.b[i] = sum.b[i]! + x;
        });
      });
      return leastSquares(sum.A, sum.b);
    }),
  );
}

/** How the width of errors follows circumstances: a regression of log |z| about each person's own level. */
function learnSpread(
  histories: readonly History[],
  bare: FreeLivingPopulation,
  residuals: readonly (readonly (readonly number[])[])[],
): readonly (readonly number[])[] {
  const size = (z: number): number => Math.log(Math.max(0.05, Math.abs(z)));
  const sums = ANCHORS.map(() => equations(CIRCUMSTANCES));
  for (const { A } of sums) for (let i = 0; i < CIRCUMSTANCES; i++) A[i * CIRCUMSTANCES + i] = 100;
  histories.forEach((_, person) => {
    const errors = ANCHORS.map((): { size: number; around: Float64Array }[] => []);
    live(histories, person, { ...bare, residual: residuals[person]! }, WARM.spread, (settled) => {
      const around = new Float64Array(CIRCUMSTANCES);
      circumstances(settled.features, settled.volatility, around);
      errors[settled.anchor]!.push({ size: size(settled.left / settled.sd), around });
    });
    errors.forEach((own, a) => {
      const level = own.reduce((sum, error) => sum + error.size, 0) / Math.max(1, own.length);
      for (const error of own) addRow(sums[a]!, error.around, error.size - level, 1);
    });
  });
  return sums.map(({ A, b }) => leastSquares(A, b));
}

/** Everything, in the order in which each part needs the ones before. Every person is judged by what the others taught. */
function learn(histories: readonly History[]): FreeLivingPopulation {
  const points = learnPoints(histories);
  const bare: FreeLivingPopulation = {
    points,
    residual: [],
    spread: [],
    quantiles: [],
    meanAbsolute: ANCHORS.map(() => 1),
  };
  const residuals = learnResiduals(histories, bare);
  const spread = learnSpread(histories, bare, residuals);
  const sized = ANCHORS.map((): number[] => []);
  const shaped = ANCHORS.map((): number[] => []);
  histories.forEach((_, person) => {
    const constants = { ...bare, spread, residual: residuals[person]! };
    live(histories, person, constants, WARM.typical, ({ anchor, left, sd }) => {
      sized[anchor]!.push(Math.min(6, Math.abs(left) / sd));
    });
  });
  const meanAbsolute = sized.map((sizes) => rounded(meanOver(sizes)));
  histories.forEach((_, person) => {
    const constants = { ...bare, spread, meanAbsolute, residual: residuals[person]! };
    live(histories, person, constants, WARM.shape, ({ anchor, left, sd, person: own }) => {
      shaped[anchor]!.push(left / (sd * own));
    });
  });
  const quantiles = shaped.map((errors) => {
    errors.sort((a, b) => a - b);
    return LEVELS.map((level) =>
      rounded(errors[Math.min(errors.length - 1, Math.floor(level * errors.length))]!),
    );
  });
  return { points, residual: residuals.at(-1)!, spread, quantiles, meanAbsolute };
}

const recordings = readCgmTable(
  readFileSync(join(root, 'data', 'cgm', 'hall2018-cgm-13subjects.csv'), 'utf8'),
);
const learned = learn(
  recordings.map((recording) => {
    const { start, mgdl, split } = fiveMinuteGrid(recording);
    return { start: start / 60_000, mgdl: mgdl.slice(0, split) };
  }),
);
writeFileSync(
  TARGET,
  `// The constants of the free-living glucose twin, as learned from the first 70 % of thirteen recordings (Hall et al. 2018).
import type { FreeLivingPopulation } from './free-living-population.ts';

/** Written by scripts/learn-free-living.ts; rates per minute, times in minutes, amounts in mg/dL. */
export const FREE_LIVING: FreeLivingPopulation = ${JSON.stringify(learned)};
`,
);
console.error('written; format it with npm run format');
