// A belief about one person opened for change, and how it lies in a belief's values and bytes.
import { type Belief, type Instant, TwinwardError } from '@twinward/contract';
import { log } from '@twinward/simulate';
import { memberWeightsOf } from './bank.ts';
import { FEATURES, LAGS } from './circumstances.ts';
import { AT, WIDTH } from './columns.ts';
import { ANCHORS } from './free-living-population.ts';
import { N } from './kinetics.ts';

/** Numbers about the person as a whole: minutes of the whole clock (UTC) since 1970, mg/dL, counts. */
export const SELF = {
  minute: 0,
  mean: 1,
  /** Readings that the mean stands for. */
  meanWeight: 2,
  readings: 3,
  /** Where the next forecast is posted. */
  head: 4,
  /** Minute of the latest reading that posted a forecast, and of the latest reading at all; -Infinity before the first. */
  posted: 5,
  read: 6,
  /** Truths that arrived since the residual's weights were solved. */
  arrived: 7,
  /** Minutes that the local clock is ahead of UTC. */
  offset: 8,
} as const;
const SELF_LENGTH = 9;

/** What is learned at one anchor: information vector [34], weights [34], then scalars. */
export const LEARNED = {
  vector: 0,
  weights: 34,
  meanSquare: 68,
  /** Mean absolute standardised error of the person, and the number of truths behind it. */
  scale: 69,
  count: 70,
  /** Logarithms of the factors on the lower and upper half of the errors' distribution. */
  lower: 71,
  upper: 72,
} as const;
/** Numbers learned at one anchor. */
export const LEARNED_LENGTH = 73;
/** Numbers of a symmetric matrix [34 x 34]: its lower triangle by rows. */
export const INFORMATION_LENGTH: number = (FEATURES * (FEATURES + 1)) / 2;

/** Posted forecasts kept: two hours at the closest spacing of four minutes, and one more. */
export const POSTED = 32;
/** A posted forecast: unit, volatility, the moment [13], then mean and standard deviation at each anchor. */
export const POST = { unit: 0, volatility: 1, moment: 2, means: 15, sds: 19 } as const;
export const POST_LENGTH = 23;

const TRIANGLE = (N * (N + 1)) / 2;
const DOUBLES = TRIANGLE + SELF_LENGTH + 2 * LAGS + ANCHORS.length * LEARNED_LENGTH + POSTED;
const SINGLES = ANCHORS.length * INFORMATION_LENGTH + POSTED * POST_LENGTH;

/** Everything believed about one person, as arrays that may be changed; never shared with a belief. Infinity marks an empty place. */
export interface Person {
  /** One row a physiology, as `COLUMNS` say. */
  readonly rows: Float64Array;
  /** State covariances, [7 x 7] a physiology. */
  readonly covariances: Float64Array;
  readonly self: Float64Array;
  /** Latest readings at least four minutes apart, newest first: minute and mg/dL. */
  readonly lags: Float64Array;
  readonly learned: Float64Array;
  readonly postedAt: Float64Array;
  /** Information matrices and posted forecasts; single precision, because they are the bulk and need no more. */
  readonly information: Float32Array;
  readonly posts: Float32Array;
}

/** A person of whom nothing is known yet: all places empty or zero. */
export function emptyPerson(members: number): Person {
  const person = overBytes(
    new Float64Array(members * WIDTH),
    new Float64Array(members * N * N),
    new ArrayBuffer(8 * DOUBLES + 4 * SINGLES),
  );
  person.lags.fill(Number.NEGATIVE_INFINITY);
  person.postedAt.fill(Number.NEGATIVE_INFINITY);
  return person;
}

/** A copy of a belief that may be changed. Throws `belief.corrupt` for bytes of another shape. */
export function openPerson(belief: Belief): Person {
  const { size, values, structures } = belief;
  const first = structures?.[0];
  if (structures === null || first?.length !== 8 * DOUBLES + 4 * SINGLES) {
    throw new TwinwardError('belief.corrupt', 'this is not a belief about a person living freely', {
      remedy: 'rebuild the belief from the record with `twinward replay`',
    });
  }
  const triangles = new Float64Array(size * TRIANGLE);
  const bytes = new Uint8Array(triangles.buffer);
  structures.forEach((structure, m) => {
    bytes.set(structure.subarray(0, 8 * TRIANGLE), 8 * TRIANGLE * m);
  });
  const covariances = new Float64Array(size * N * N);
  for (let m = 0, t = 0; m < size; m++) {
    for (let i = 0; i < N; i++) {
      for (let j = 0; j <= i; j++, t++) {
        covariances[m * N * N + i * N + j] = triangles[t]!;
        covariances[m * N * N + j * N + i] = triangles[t]!;
      }
    }
  }
  return overBytes(values.slice(), covariances, first.slice().buffer);
}

/** The belief that a changed person amounts to at an instant. The person may not be changed afterwards. */
export function closePerson(person: Person, at: Instant): Belief {
  const { rows, covariances, self } = person;
  const size = rows.length / WIDTH;
  const triangles = new Float64Array(size * TRIANGLE);
  for (let m = 0, t = 0; m < size; m++)
    for (let i = 0; i < N; i++)
      for (let j = 0; j <= i; j++, t++) triangles[t] = covariances[m * N * N + i * N + j]!;
  const whole = new Uint8Array(self.buffer);
  whole.set(new Uint8Array(triangles.buffer, 0, 8 * TRIANGLE));
  const structures = Array.from({ length: size }, (_, m) =>
    m === 0 ? whole : new Uint8Array(triangles.buffer, 8 * TRIANGLE * m, 8 * TRIANGLE),
  );
  for (let m = 0; m < size; m++) rows[m * WIDTH + AT.mean] = self[SELF.mean]!;
  const logWeights = memberWeightsOf(rows).map((w) => log(w));
  return { at, size, width: WIDTH, values: rows, logWeights, structures };
}

/** Bytes hold numbers in the order of the machine, which is little-endian wherever JavaScript runs in practice. */
function overBytes(rows: Float64Array, covariances: Float64Array, buffer: ArrayBuffer): Person {
  let at = 8 * TRIANGLE;
  const doubles = (length: number): Float64Array => {
    at += 8 * length;
    return new Float64Array(buffer, at - 8 * length, length);
  };
  const singles = (length: number): Float32Array => {
    at += 4 * length;
    return new Float32Array(buffer, at - 4 * length, length);
  };
  return {
    rows,
    covariances,
    self: doubles(SELF_LENGTH),
    lags: doubles(2 * LAGS),
    learned: doubles(ANCHORS.length * LEARNED_LENGTH),
    postedAt: doubles(POSTED),
    information: singles(ANCHORS.length * INFORMATION_LENGTH),
    posts: singles(POSTED * POST_LENGTH),
  };
}
