import type { ElementaryFunction } from '@twinward/simulate';
import { binaryOrder } from './binary-order.ts';
import { DoubleDouble } from './double-double.ts';
import { HALF_PI, INVERSE_FACTORIALS, LN2 } from './double-double-constants.ts';
import { quarterTurns } from './quarter-turns.ts';
import { scaled } from './scaled.ts';

/** Writes a value to `out` and gives the power of two it is to be multiplied with. */
type Estimate = (x: number, y: number, out: DoubleDouble) => number;

/** An argument below which two terms of a series are enough: 2^-60. */
const TINY = 2 ** -60;
/** An argument whose inverse needs no second part beside pi/2. */
const LARGE = 2 ** 120;
const sine = new DoubleDouble();
const cosine = new DoubleDouble();
const square = new DoubleDouble();
const logarithm = new DoubleDouble();
const rest = new DoubleDouble();

/**
 * The elementary functions in double-double arithmetic, good to about 2^-95: quick enough to run at every point, to tell at which the
 * exact value is worth its time.
 */
export const ESTIMATES: Readonly<Record<ElementaryFunction, Estimate>> = {
  exp: (x, _y, out) => exponential(rest.set(x), out),
  expm1: (x, _y, out) => exponentialLess(x, out),
  tanh(x, _y, out) {
    if (Math.abs(x) < TINY) return tiny(x, 0, out);
    const k = exponentialLess(2 * Math.min(Math.abs(x), 40), out);
    out.scale(2 ** k);
    out.over(rest.copy(out).plusParts(2, 0));
    if (x < 0) out.scale(-1);
    return 0;
  },
  log(x, _y, out) {
    logarithmOf(x, out);
    return 0;
  },
  pow(x, y, out) {
    logarithmOf(Math.abs(x), logarithm);
    const k = exponential(logarithm.timesParts(y, 0), out);
    if (x < 0 && Math.abs(y % 2) === 1) out.scale(-1);
    return k;
  },
  sin: (x, _y, out) => circular(x, 0, out),
  cos: (x, _y, out) => circular(x, 1, out),
  tan(x, _y, out) {
    if (Math.abs(x) < TINY) return tiny(x, 0, out);
    const quarters = quarterTurns(x, rest);
    taylor();
    if (quarters % 2 === 0) out.copy(sine).over(cosine);
    else out.copy(cosine).over(sine).scale(-1);
    return 0;
  },
  atan(x, _y, out) {
    if (Math.abs(x) < TINY) return tiny(x, 0, out);
    const a = Math.abs(x);
    if (a <= 1) square.set(a);
    else if (a < LARGE) square.set(1).over(out.set(a));
    else square.set(1 / a);
    const { high: tangent, low: tangentLow } = square;
    // atan t = y + asin((t cos y - sin y) / sqrt(1 + t^2)) for a y that is right to some places
    const first = Math.atan(tangent);
    rest.set(first);
    taylor();
    cosine.timesParts(tangent, tangentLow).minus(sine);
    out.set(first).plusParts(cosine.high / Math.sqrt(1 + tangent * tangent), 0);
    if (a > 1) out.scale(-1).plus(HALF_PI);
    if (x < 0) out.scale(-1);
    return 0;
  },
};

/** x + c x^2, with x's own power of two. */
function tiny(x: number, c: number, out: DoubleDouble): number {
  const order = binaryOrder(x);
  const m = scaled(x, -order);
  out.set(m, c * m * x);
  return order;
}

/** e^x - 1 for the |x| <= ln(2) / 2 in `rest`: (e^(x/16) - 1) by its series, then e^2x - 1 = d (d + 2) for d = e^x - 1. */
function reducedLess(out: DoubleDouble): void {
  rest.scale(1 / 16);
  out.copy(INVERSE_FACTORIALS[15]!);
  for (let n = 14; n > 0; n--) out.times(rest).plus(INVERSE_FACTORIALS[n]!);
  out.times(rest);
  for (let i = 0; i < 4; i++) {
    rest.copy(out).plusParts(2, 0);
    out.times(rest);
  }
}

/** e^x. */
function exponential(x: DoubleDouble, out: DoubleDouble): number {
  const k = Math.round(x.high * Math.LOG2E);
  out.copy(LN2).timesParts(k, 0);
  rest.copy(x).minus(out);
  reducedLess(out);
  out.plusParts(1, 0);
  return k;
}

function exponentialLess(x: number, out: DoubleDouble): number {
  if (Math.abs(x) < TINY) return tiny(x, 0.5, out);
  const k = Math.round(x * Math.LOG2E);
  out.copy(LN2).timesParts(k, 0);
  rest.set(x).minus(out);
  reducedLess(out);
  if (k === 0) return 0;
  out.plusParts(1, 0);
  if (k > 0) {
    out.plusParts(-(2 ** -k), 0);
    return k;
  }
  out.scale(2 ** k).plusParts(-1, 0);
  return 0;
}

/** ln x by one step of Halley's method: y + 2 (m - e^y) / (m + e^y), for x = 2^k m. */
function logarithmOf(x: number, out: DoubleDouble): void {
  const k = binaryOrder(x * Math.SQRT1_2) + 1;
  const m = scaled(x, -k);
  const first = Math.log(m);
  rest.set(first);
  reducedLess(out);
  const e = 1 + out.high;
  out.scale(-1).plusParts(m - 1, 0);
  const step = (2 * out.high) / (m + e);
  out.set(first).plusParts(step, 0);
  rest.copy(LN2).timesParts(k, 0);
  out.plus(rest);
}

/** Sine and cosine of the |x| <= pi/4 (1 for an arc tangent) in `rest`, by their series. */
function taylor(): void {
  square.copy(rest).times(rest);
  sine.copy(INVERSE_FACTORIALS[27]!);
  cosine.copy(INVERSE_FACTORIALS[26]!);
  for (let n = 25; n > 0; n -= 2) {
    sine.times(square).scale(-1).plus(INVERSE_FACTORIALS[n]!);
    cosine
      .times(square)
      .scale(-1)
      .plus(INVERSE_FACTORIALS[n - 1]!);
  }
  sine.times(rest);
}

function circular(x: number, ahead: 0 | 1, out: DoubleDouble): number {
  if (ahead === 0 && Math.abs(x) < TINY) return tiny(x, 0, out);
  const quarters = (quarterTurns(x, rest) + ahead) % 4;
  taylor();
  out.copy(quarters % 2 === 0 ? sine : cosine);
  if (quarters >= 2) out.scale(-1);
  return 0;
}
