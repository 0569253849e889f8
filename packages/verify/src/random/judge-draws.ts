import { philox } from '@twinward/simulate';
import type { DrawnDistribution } from './drawn-distribution.ts';
import { incompleteGamma } from './incomplete-gamma.ts';

/** Equal parts of probability for continuous distributions. */
const PARTS = 50;
/** What a cell must expect, so that chi-square holds. */
const LEAST_EXPECTED = 20;

/** How what was drawn compares with what is exact. */
export interface DrawsVerdict {
  /** Of Pearson's chi-square over the cells. */
  readonly p: number;
  readonly cells: number;
  /** Of the mean, by the exact variance. */
  readonly z: number;
}

/** Draws one number for each member and counts them in cells whose probability is exact. */
export function judgeDraws(given: DrawnDistribution, size: number, seed: string): DrawsVerdict {
  const random = philox(seed).derive(given.name);
  const drawn = Float64Array.from({ length: size }, (_, member) => given.draw(random.draws(member, 0, 0)));
  const z = (drawn.reduce((a, b) => a + b, 0) / size - given.mean) / Math.sqrt(given.variance / size);
  const { exact } = given;
  if (exact.kind === 'continuous') {
    const counts = new Array<number>(PARTS).fill(0);
    for (const x of drawn) {
      const part = Math.min(PARTS - 1, Math.floor(PARTS * exact.below(x)));
      counts[part] = counts[part]! + 1;
    }
    return {
      ...chiSquare(
        counts,
        counts.map(() => size / PARTS),
      ),
      z,
    };
  }
  return { ...discreteCells(drawn, exact.probability, size), z };
}

function discreteCells(
  drawn: Float64Array,
  probability: (k: number) => number,
  size: number,
): Omit<DrawsVerdict, 'z'> {
  const most = drawn.reduce((a, b) => Math.max(a, b), 0);
  const seen = new Float64Array(most + 1);
  for (const k of drawn) {
    // a value that cannot be: not whole, negative, or of no probability
    if (!(k >= 0 && Number.isInteger(k) && probability(k) > 0)) return { p: 0, cells: 0 };
    seen[k] = seen[k]! + 1;
  }
  const [observed, expected] = [[] as number[], [] as number[]];
  let [count, due, told] = [0, 0, 0];
  for (let k = 0; k <= most; k++) {
    count += seen[k]!;
    due += size * probability(k);
    if (due < LEAST_EXPECTED) continue;
    observed.push(count);
    expected.push(due);
    told += due;
    [count, due] = [0, 0];
  }
  // what is left, with all that was never drawn
  const rest = size - told;
  if (rest >= LEAST_EXPECTED || expected.length === 0) {
    observed.push(count);
    expected.push(rest);
  } else {
    observed[observed.length - 1]! += count;
    expected[expected.length - 1]! += rest;
  }
  return chiSquare(observed, expected);
}

function chiSquare(observed: readonly number[], expected: readonly number[]): Omit<DrawsVerdict, 'z'> {
  let sum = 0;
  observed.forEach((count, i) => {
    sum += (count - expected[i]!) ** 2 / expected[i]!;
  });
  const cells = observed.length;
  return { p: cells < 2 ? 1 : 1 - incompleteGamma((cells - 1) / 2, sum / 2), cells };
}
