import { firstChange } from '../hybrid/first-change.ts';
import type { JumpingCode } from './compile-stochastic.ts';

const NEAR = 4e-16;

/** What flows between firings, at rates that only firings and events change, and when it next makes a trigger change. */
export class Clocks {
  readonly #code: JumpingCode;
  readonly #y: Float64Array;
  readonly #parameters: Float64Array;
  readonly #inputs: Float64Array;
  readonly #rates: Float64Array;
  /** State and time from which the flow is counted. */
  readonly #from: Float64Array;
  #since = 0;
  readonly #then: Float64Array;
  readonly #now: Float64Array;
  readonly #later: Float64Array;
  readonly #looked: Float64Array;

  constructor(code: JumpingCode, y: Float64Array, parameters: Float64Array, inputs: Float64Array) {
    this.#code = code;
    this.#y = y;
    this.#parameters = parameters;
    this.#inputs = inputs;
    this.#rates = new Float64Array(code.flowing.length);
    this.#from = new Float64Array(code.flowing.length);
    this.#then = new Float64Array(y.length);
    this.#now = new Float64Array(code.sideCount);
    this.#later = new Float64Array(code.sideCount);
    this.#looked = new Float64Array(code.events.length);
  }

  /** Something may have changed rates or what flows at `t`. */
  restart(t: number): void {
    const { flowing, rates } = this.#code;
    if (flowing.length === 0) return;
    rates(t, this.#y, 0, this.#parameters, 0, this.#inputs, 0, this.#rates, 0);
    for (let i = 0; i < flowing.length; i++) this.#from[i] = this.#y[flowing[i]!]!;
    this.#since = t;
  }

  /** Brings what flows to `t`. */
  flowTo(t: number, y: Float64Array = this.#y): void {
    const { flowing } = this.#code;
    for (let i = 0; i < flowing.length; i++) {
      y[flowing[i]!] = this.#from[i]! + this.#rates[i]! * (t - this.#since);
    }
  }

  /** Writes the truth of triggers at a time before any firing. */
  triggersAt(t: number, out: Float64Array): void {
    this.#then.set(this.#y);
    this.flowTo(t, this.#then);
    this.#code.triggers(t, this.#then, 0, this.#parameters, 0, this.#inputs, 0, out, 0);
  }

  /** When the first trigger differs from `truth` in (from, to] if nothing fires; Infinity if none does. */
  nextChange(from: number, to: number, truth: Float64Array): number {
    if (this.#code.sideCount === 0) return Number.POSITIVE_INFINITY;
    this.#sidesAt(from, this.#now);
    this.#sidesAt(to, this.#later);
    const looks = [to];
    for (let k = 0; k < this.#now.length; k += 2) {
      const gap = this.#now[k]! - this.#now[k + 1]!;
      const after = this.#later[k]! - this.#later[k + 1]!;
      if (gap * after > 0) continue;
      const meet = from + (to - from) * (gap === after ? 0 : gap / (gap - after));
      // where sides meet, one side of the instant and the other
      for (const at of [meet, meet + NEAR * Math.max(Math.abs(meet), to - from)]) {
        if (at > from && at < to) looks.push(at);
      }
    }
    looks.sort((a, b) => a - b);
    const changed = (t: number): boolean => {
      this.triggersAt(t, this.#looked);
      for (let i = 0; i < truth.length; i++) {
        if ((this.#looked[i] !== 0) !== (truth[i] !== 0)) return true;
      }
      return false;
    };
    return firstChange(from, looks, changed) ?? Number.POSITIVE_INFINITY;
  }

  #sidesAt(t: number, out: Float64Array): void {
    this.#then.set(this.#y);
    this.flowTo(t, this.#then);
    this.#code.sides(t, this.#then, 0, this.#parameters, 0, this.#inputs, 0, out, 0);
  }
}
