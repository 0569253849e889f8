import { TwinwardError } from '@twinward/contract';
import type { JumpingCode } from './compile-stochastic.ts';

/** Where the reactions of a run act: its state, and the propensities that follow from it. */
export class Firings {
  readonly code: JumpingCode;
  readonly y: Float64Array;
  readonly #parameters: Float64Array;
  readonly #inputs: Float64Array;
  /** Room for what routines write: propensities, or changes of one reaction. */
  readonly #written: Float64Array;
  /** How many firings there were. */
  count = 0;

  constructor(code: JumpingCode, y: Float64Array, parameters: Float64Array, inputs: Float64Array) {
    this.code = code;
    this.y = y;
    this.#parameters = parameters;
    this.#inputs = inputs;
    const most = code.channels.reduce((size, { targets }) => Math.max(size, targets.length), 0);
    this.#written = new Float64Array(Math.max(most, code.channels.length));
  }

  /** Writes every propensity, after anything may have changed. */
  all(t: number, out: Float64Array): void {
    this.code.propensities(t, this.y, 0, this.#parameters, 0, this.#inputs, 0, out, 0);
    for (let j = 0; j < this.code.channels.length; j++) this.#check(j, out[j]!, t);
  }

  /** Changes the state as `times` firings of reaction `j` do. */
  apply(j: number, t: number, times = 1): void {
    const { targets, constant, by } = this.code.channels[j]!;
    const changes = constant ?? this.#written;
    if (by !== null) {
      by(t, this.y, 0, this.#parameters, 0, this.#inputs, 0, changes, 0);
    }
    for (let i = 0; i < targets.length; i++) this.y[targets[i]!]! += times * changes[i]!;
    this.count += times;
  }

  /** The propensities that a firing of `j` changed, in the order of its `affected`; valid until the next call. */
  changed(j: number, t: number): Float64Array {
    const { affected, update } = this.code.channels[j]!;
    const written = this.#written;
    update(t, this.y, 0, this.#parameters, 0, this.#inputs, 0, written, 0);
    for (let k = 0; k < affected.length; k++) this.#check(affected[k]!, written[k]!, t);
    return written;
  }

  #check(j: number, propensity: number, t: number): void {
    if (propensity >= 0 && propensity < Number.POSITIVE_INFINITY) return;
    const { name } = this.code.channels[j]!;
    throw notAPropensity(name, `is ${propensity} at t = ${t}`);
  }
}

/** What is said of a propensity that is none. */
export function notAPropensity(name: string, how: string): TwinwardError {
  return new TwinwardError('solver.failed', `the propensity of reaction "${name}" ${how}`, {
    field: name,
    remedy: 'write a rate of 0 or more; a reversible reaction as two',
  });
}
