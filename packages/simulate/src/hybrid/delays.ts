import { TwinwardError } from '@twinward/contract';
import { compileRoutine, type Execution } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import { symbolsIn } from '../graph/symbols-in.ts';
import type { DenseStep } from '../ode/dense-step.ts';
import { DelayHistory } from './delay-history.ts';
import type { HybridDelay } from './hybrid-model.ts';

/** One delay as running code, and which others its value is made of. */
export interface DelayCode {
  /** Its place among the inputs. */
  readonly index: number;
  readonly of: RoutineCode;
  readonly by: RoutineCode;
  readonly before: RoutineCode;
  readonly inner: readonly number[];
}

/** Longest step, as a share of the shortest delay, so that history reaches to where it is read. */
const SHARE = 0.5;
/** A step is not made shorter than this share of the time to go, however short a delay becomes. */
const SHORTEST = 1e-5;

/** Compiles the delays of a model. A delay may be of others only that stand before it. */
export function compileDelays(delays: readonly HybridDelay[], execution: Execution): readonly DelayCode[] {
  const place = new Map<Expression, number>(delays.map(({ symbol }, k) => [symbol, k]));
  return delays.map(({ symbol, of, by, before }) => {
    const inner = new Set(inputsUnder(of, place));
    for (const j of inner) for (const i of inputsUnder(delays[j]!.by, place)) inner.add(i);
    return {
      index: symbol.kind === 'symbol' ? symbol.index : -1,
      of: compileRoutine([of], execution),
      by: compileRoutine([by], execution),
      before: compileRoutine([before], execution),
      inner: [...inner].sort((a, b) => a - b),
    };
  });
}

/**
 * The delayed values of one run. A value is evaluated from the state and parameters as they were, so that what a formula makes of
 * time is exact; before the start it is what the initial formulas give at that time.
 */
export class Delays {
  readonly #code: readonly DelayCode[];
  readonly #history = new DelayHistory();
  readonly #start: { readonly t: number; readonly y: Float64Array; readonly parameters: Float64Array };
  readonly #now = new Float64Array(1);

  constructor(code: readonly DelayCode[], t: number, y: Float64Array, parameters: Float64Array) {
    this.#code = code;
    this.#start = { t, y: y.slice(), parameters: parameters.slice() };
  }

  /** A jump, or the start. */
  begin(t: number, y: Float64Array, parameters: Float64Array): void {
    this.#history.begin(t, y, parameters);
  }

  keep(step: DenseStep, until: number): void {
    this.#history.keep(step, until, this.#start.y.length);
  }

  /** Writes what every delay gives at a time and state. Throws `solver.failed` for a delay into the future. */
  refresh(t: number, y: Float64Array, parameters: Float64Array, inputs: Float64Array): void {
    for (let k = 0; k < this.#code.length; k++) {
      inputs[this.#code[k]!.index] = this.#value(k, t, y, parameters, inputs);
    }
  }

  /** The latest time that a step from `t` may reach. */
  reach(t: number, until: number, y: Float64Array, parameters: Float64Array, inputs: Float64Array): number {
    let shortest = Number.POSITIVE_INFINITY;
    for (const { by } of this.#code) {
      const seconds = this.#run(by, t, y, parameters, inputs);
      if (seconds > 0) shortest = Math.min(shortest, seconds);
    }
    return Math.min(until, t + Math.max(SHARE * shortest, SHORTEST * (until - this.#start.t)));
  }

  #value(k: number, t: number, y: Float64Array, parameters: Float64Array, inputs: Float64Array): number {
    const { of, by, before, inner } = this.#code[k]!;
    const seconds = this.#run(by, t, y, parameters, inputs);
    if (seconds === 0) return this.#run(of, t, y, parameters, inputs);
    if (seconds < 0) {
      throw new TwinwardError('solver.failed', `a delay of ${seconds} at t = ${t} is into the future`, {
        field: 'delay',
        remedy: 'let delays be 0 or more',
      });
    }
    const then = t - seconds;
    const start = this.#start;
    if (!(then >= start.t)) return this.#run(before, then, start.y, start.parameters, inputs);
    const past = new Float64Array(y.length);
    const pastParameters = this.#history.at(then, past);
    if (inner.length === 0) return this.#run(of, then, past, pastParameters, inputs);
    const pastInputs = new Float64Array(inputs.length);
    for (const j of inner)
      pastInputs[this.#code[j]!.index] = this.#value(j, then, past, pastParameters, pastInputs);
    return this.#run(of, then, past, pastParameters, pastInputs);
  }

  #run(
    code: RoutineCode,
    t: number,
    y: Float64Array,
    parameters: Float64Array,
    inputs: Float64Array,
  ): number {
    code(t, y, 0, parameters, 0, inputs, 0, this.#now, 0);
    return this.#now[0]!;
  }
}

/** Places of the inputs an expression mentions. */
function inputsUnder(expression: Expression, place: ReadonlyMap<Expression, number>): readonly number[] {
  return symbolsIn([expression]).flatMap((symbol) => place.get(symbol) ?? []);
}
