import { TwinwardError } from '@twinward/contract';

/** A quantity given at some times of a cycle: linear between them, repeated for ever. */
export class TimeCourse {
  readonly period: number;
  readonly #times: readonly number[];
  readonly #values: readonly number[];

  /** @param where names the element and parameter in errors. Throws `model.invalid` unless times rise and all numbers are finite. */
  constructor(times: readonly number[], values: readonly number[], where: string) {
    const rising = times.every((t, i) => Number.isFinite(t) && (i === 0 || t > times[i - 1]!));
    if (times.length < 2 || times.length !== values.length || !rising || !values.every(Number.isFinite)) {
      throw new TwinwardError('model.invalid', `${where} is not a time course`, {
        field: where,
        remedy: 'give at least two rising times t and as many finite values',
      });
    }
    this.#times = times;
    this.#values = values;
    this.period = times.at(-1)! - times[0]!;
  }

  /** The plain mean of the values given, whatever their spacing. */
  get mean(): number {
    return this.#values.reduce((sum, value) => sum + value, 0) / this.#values.length;
  }

  at(t: number): number {
    const first = this.#times[0]!;
    const inCycle = first + ((t - first) % this.period);
    let low = 0;
    let high = this.#times.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! <= inCycle) low = middle;
      else high = middle;
    }
    const [from, to] = [this.#times[low]!, this.#times[high]!];
    return this.#values[low]! + ((this.#values[high]! - this.#values[low]!) * (inCycle - from)) / (to - from);
  }
}
