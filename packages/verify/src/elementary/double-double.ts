/** 2^27 + 1, which splits a double into halves of 26 bits. */
const SPLITTER = 134217729;

/**
 * A number as the sum of two doubles, about 105 bits (Dekker 1971, Numer. Math. 18:224-242; Hida, Li, Bailey 2001, ARITH-15), that
 * operations change in place, so that millions of them leave nothing to collect. Each loses some units of 2^-104.
 */
export class DoubleDouble {
  high = 0;
  low = 0;

  set(high: number, low = 0): this {
    this.high = high;
    this.low = low;
    return this;
  }

  copy(other: DoubleDouble): this {
    return this.set(other.high, other.low);
  }

  /** Times a power of two, exact while both parts stay normal. */
  scale(power: number): this {
    return this.set(this.high * power, this.low * power);
  }

  plus(other: DoubleDouble): this {
    return this.plusParts(other.high, other.low);
  }

  minus(other: DoubleDouble): this {
    return this.plusParts(-other.high, -other.low);
  }

  plusParts(high: number, low: number): this {
    const sum = this.high + high;
    const back = sum - this.high;
    const error = this.high - (sum - back) + (high - back);
    const lowSum = this.low + low;
    const lowBack = lowSum - this.low;
    const lowError = this.low - (lowSum - lowBack) + (low - lowBack);
    const carried = error + lowSum;
    const upper = sum + carried;
    return this.#settle(upper, sum - upper + carried + lowError);
  }

  times(other: DoubleDouble): this {
    return this.timesParts(other.high, other.low);
  }

  timesParts(high: number, low: number): this {
    const product = this.high * high;
    const scaledA = SPLITTER * this.high;
    const upperA = scaledA - (scaledA - this.high);
    const lowerA = this.high - upperA;
    const scaledB = SPLITTER * high;
    const upperB = scaledB - (scaledB - high);
    const lowerB = high - upperB;
    const error = upperA * upperB - product + upperA * lowerB + lowerA * upperB + lowerA * lowerB;
    return this.#settle(product, error + (this.high * low + this.low * high));
  }

  over(divisor: DoubleDouble): this {
    const first = this.high / divisor.high;
    const left = new DoubleDouble().copy(divisor).timesParts(-first, 0).plus(this);
    const second = left.high / divisor.high;
    left.plus(new DoubleDouble().copy(divisor).timesParts(-second, 0));
    const sum = first + second;
    return this.#settle(sum, first - sum + second + left.high / divisor.high);
  }

  #settle(high: number, low: number): this {
    const sum = high + low;
    return this.set(sum, high - sum + low);
  }
}
