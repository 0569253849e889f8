/** Bits beyond those asked for, for what a sum of hundreds of terms loses. */
const GUARD = 32n;
/** How often an exponential is halved, and an arc tangent, before their series. */
const HALVINGS = 8n;

/**
 * Elementary functions of BigInt fixed-point numbers: x stands for x / 2^bits. Only whole-number arithmetic and Taylor series, none
 * of it shared with what is verified. A result is good to about 2^(8 - bits).
 */
export class FixedPoint {
  readonly bits: bigint;
  readonly one: bigint;
  readonly pi: bigint;
  readonly ln2: bigint;
  static readonly #known = new Map<bigint, FixedPoint>();

  /** The arithmetic of at least so many bits after the point. */
  static of(bits: number): FixedPoint {
    const rounded = BigInt(64 * Math.ceil(bits / 64));
    const known = FixedPoint.#known.get(rounded);
    if (known !== undefined) return known;
    const made = new FixedPoint(rounded);
    FixedPoint.#known.set(rounded, made);
    return made;
  }

  private constructor(bits: bigint) {
    this.bits = bits;
    this.one = 1n << bits;
    this.ln2 = 2n * this.#inverseSeries(3n, 1n);
    // Machin 1706
    this.pi = 16n * this.#inverseSeries(5n, -1n) - 4n * this.#inverseSeries(239n, -1n);
  }

  /** m 2^exponent, cut off. */
  from(m: bigint, exponent: number): bigint {
    const shift = this.bits + BigInt(exponent);
    return shift >= 0n ? m << shift : m >> -shift;
  }

  times(a: bigint, b: bigint): bigint {
    return (a * b) / this.one;
  }

  over(a: bigint, b: bigint): bigint {
    return (a << this.bits) / b;
  }

  /** e^x as a power 2^k e^r: e^r, with |r| <= ln(2) / 2, and k. */
  exponential(x: bigint): readonly [power: bigint, k: bigint] {
    const k = nearestQuotient(x, this.ln2);
    const unit = this.one << GUARD;
    const r = ((x - k * this.ln2) << GUARD) >> HALVINGS;
    let term = unit;
    let power = 0n;
    for (let n = 1n; term !== 0n; n++) {
      power += term;
      term = (term * r) / (unit * n);
    }
    for (let i = 0; i < HALVINGS; i++) power = (power * power) / unit;
    return [power >> GUARD, k];
  }

  /** ln x = 2 artanh((x - 1) / (x + 1)), for x near 1. */
  logarithm(x: bigint): bigint {
    const s = this.over(x - this.one, x + this.one);
    return 2n * this.#oddSeries(s, 1n);
  }

  /** Sine and cosine for |x| <= 1. */
  circular(x: bigint): readonly [sine: bigint, cosine: bigint] {
    const square = this.times(x, x);
    let sine = 0n;
    let cosine = 0n;
    let term = this.one;
    for (let n = 0n; term !== 0n; n += 2n) {
      cosine += term;
      sine += term / (n + 1n);
      term = (-term * square) / (this.one * (n + 1n) * (n + 2n));
    }
    return [this.times(sine, x), cosine];
  }

  /** Arc tangent for |x| <= 1, made small by atan x = 2 atan(x / (1 + sqrt(1 + x^2))). */
  arcTangent(x: bigint): bigint {
    let small = x;
    for (let i = 0; i < HALVINGS; i++) {
      small = this.over(small, this.one + this.#root(this.one + this.times(small, small)));
    }
    return this.#oddSeries(small, -1n) << HALVINGS;
  }

  /** The sum of sign^n x^(2 n + 1) / (2 n + 1): artanh or arctan of x. */
  #oddSeries(x: bigint, sign: 1n | -1n): bigint {
    const square = sign * this.times(x, x);
    let power = this.one;
    let sum = 0n;
    for (let n = 1n; power !== 0n; n += 2n) {
      sum += power / n;
      power = this.times(power, square);
    }
    return this.times(sum, x);
  }

  /** The same sum for x = 1/k. */
  #inverseSeries(k: bigint, sign: 1n | -1n): bigint {
    let power = (this.one << GUARD) / k;
    let sum = 0n;
    for (let n = 1n; power !== 0n; n += 2n) {
      sum += power / n;
      power = (sign * power) / (k * k);
    }
    return sum >> GUARD;
  }

  /** Square root of x >= 1 by Newton's iteration from above. */
  #root(x: bigint): bigint {
    const target = x << this.bits;
    let root = x;
    for (;;) {
      const next = (root + target / root) >> 1n;
      if (next >= root) return root;
      root = next;
    }
  }
}

/** The whole number nearest to a / b, for b > 0. */
export function nearestQuotient(a: bigint, b: bigint): bigint {
  const doubled = 2n * a + b;
  const quotient = doubled / (2n * b);
  return doubled < 0n && quotient * 2n * b !== doubled ? quotient - 1n : quotient;
}
