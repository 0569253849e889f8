import type { SolverFailureReason } from '../ode/solver-failure.ts';
import type { SolverOptions } from '../ode/solver-options.ts';
import { lastBefore, StepControl } from '../ode/step-control.ts';
import { type WebAssemblyMemory, webAssembly } from '../wasm/web-assembly.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { EnsembleProgram } from './ensemble-program.ts';
import { CONTROL, PAIR_BYTES } from './memory-layout.ts';
import { PivotedPair } from './pivoted-pair.ts';
import { STRETCH_STATUS } from './write-stretch.ts';

type Stretch = (from: number, to: number, latest: number, firstStep: number, sampleEnd: number) => number;

/** What integrating members took. */
export interface StepCounts {
  accepted: number;
  rejected: number;
  derivatives: number;
}

/** Why a stretch ended early, and where. */
export interface PairFailure {
  readonly reason: SolverFailureReason;
  readonly state: string;
  readonly time: number;
}

const REASONS: Readonly<Record<number, SolverFailureReason>> = {
  [STRETCH_STATUS.nonFinite]: 'non-finite',
  [STRETCH_STATUS.stepUnderflow]: 'step-underflow',
  [STRETCH_STATUS.tooManySteps]: 'too-many-steps',
};
/** Rounds of power iteration: enough to sort by, not to know. */
const ROUNDS = 3;
/** A double is eight bytes, so addresses in the view are shifted by this. */
const DOUBLE = 3;

/** One integrator with its memory: holds two members at a time and carries them over smooth stretches together. */
export class PairIntegrator {
  readonly #program: EnsembleProgram;
  readonly #memory: WebAssemblyMemory;
  readonly #stretch: Stretch;
  readonly #prepare: () => void;
  readonly #rhs: (t: number, y: number, results: number) => void;
  readonly #pivoting: PivotedPair;
  #doubles: Float64Array;
  #words: Uint32Array;

  constructor(program: EnsembleProgram, options: SolverOptions) {
    this.#pivoting = new PivotedPair(program, () => this.#doubles);
    const { exports } = new (webAssembly().Instance)(program.module, {
      pivoting: this.#pivoting.imports,
    });
    this.#program = program;
    this.#memory = exports.memory as WebAssemblyMemory;
    this.#stretch = exports.stretch as Stretch;
    this.#prepare = exports.prepare as () => number;
    this.#rhs = exports.rhs as (t: number, y: number, results: number) => number;
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
    const { control, absolute } = program.layout;
    const checked = new StepControl(program, options);
    this.#put(control + CONTROL.relative, checked.relative);
    this.#put(control + CONTROL.minimumStep, checked.minimumStep);
    this.#put(control + CONTROL.maximumStep, checked.maximumStep);
    this.#put(control + CONTROL.maximumSteps, checked.maximumSteps);
    checked.absolute.forEach((tolerance, i) => {
      this.#put(absolute + PAIR_BYTES * i, tolerance);
      this.#put(absolute + PAIR_BYTES * i + 8, tolerance);
    });
  }

  get counts(): StepCounts {
    const { control } = this.#program.layout;
    return {
      accepted: this.#take(control + CONTROL.accepted),
      rejected: this.#take(control + CONTROL.rejected),
      derivatives: this.#take(control + CONTROL.derivatives),
    };
  }

  /** Matrices that needed pivoting since this was made. */
  get pivoted(): number {
    return this.#pivoting.count;
  }

  /** The step the last stretch would have tried next. */
  get nextStep(): number {
    return this.#take(this.#program.layout.control + CONTROL.nextStep);
  }

  /** Begins a pair: its limit of steps counts from here, its samples are to be taken at `times`. */
  begin(times: ArrayLike<number>): void {
    const { control, end, size } = this.#program.layout;
    const rows = (end + 8 * times.length + 15) & ~15;
    this.#reserve(rows + PAIR_BYTES * size.outputs * times.length);
    this.#doubles.set(times, end >>> DOUBLE);
    this.#doubles.fill(NaN, rows >>> DOUBLE, (rows >>> DOUBLE) + 2 * size.outputs * times.length);
    this.#put(control + CONTROL.tried, 0);
    this.#words[(control + CONTROL.cursor) >>> 2] = 0;
    this.#words[(control + CONTROL.samples) >>> 2] = times.length;
    this.#words[(control + CONTROL.sampleTimes) >>> 2] = end;
    this.#words[(control + CONTROL.rows) >>> 2] = rows;
  }

  /** Reads the numbers of one member into one lane. */
  load(lane: 0 | 1, member: number, arrays: EnsembleArrays): void {
    const { y, p, pStride, u, uStride } = arrays;
    const { layout } = this.#program;
    const { states, parameters, inputs } = layout.size;
    this.#spread(layout.y, lane, y, member * (arrays.yStride ?? states), states);
    this.#spread(layout.parameters, lane, p, member * pStride, parameters);
    this.#spread(layout.inputs, lane, u, member * uStride, inputs);
  }

  /** Writes the state of one lane to its member's row. */
  save(lane: 0 | 1, member: number, { y, yStride }: EnsembleArrays): void {
    const { layout } = this.#program;
    const { states } = layout.size;
    const from = (layout.y >>> DOUBLE) + lane;
    const row = member * (yStride ?? states);
    for (let i = 0; i < states; i++) y[row + i] = this.#doubles[from + 2 * i]!;
  }

  /** Writes the samples of one lane, row-major [times x outputs], to `target` at `offset`. */
  saveSamples(lane: 0 | 1, target: Float64Array, offset: number): void {
    const { control, size } = this.#program.layout;
    const count = this.#words[(control + CONTROL.samples) >>> 2]! * size.outputs;
    const from = (this.#words[(control + CONTROL.rows) >>> 2]! >>> DOUBLE) + lane;
    for (let i = 0; i < count; i++) target[offset + i] = this.#doubles[from + 2 * i]!;
  }

  /** Carries the pair over a smooth stretch and tells how it ended. The equations see no time at or after its end. */
  stretch(from: number, to: number, firstStep: number, sampleEnd: boolean): number {
    return this.#stretch(from, to, lastBefore(to), firstStep, sampleEnd ? 1 : 0);
  }

  /**
   * Writes how fast the fastest direction of the equations moves at the loaded states, per unit of time, for members a and b
   * in lanes 0 and 1: the growth of a small disturbance by power iteration on differences of derivatives.
   */
  fastestRates(t: number, rates: Float64Array, a: number, b: number): void {
    const { y, trial, work, size } = this.#program.layout;
    const [f0, f1] = work as [number, number];
    const at = (base: number, i: number, lane: number): number => (base >>> DOUBLE) + 2 * i + lane;
    const d = this.#doubles;
    this.#prepare();
    this.#rhs(t, y, f0);
    for (let i = 0; i < size.states; i++) {
      for (const lane of [0, 1]) d[at(trial, i, lane)] = d[at(y, i, lane)]! + this.#nudge(i, lane);
    }
    for (let round = 0; round < ROUNDS; round++) {
      this.#rhs(t, trial, f1);
      for (const lane of [0, 1]) {
        let sum = 0;
        for (let i = 0; i < size.states; i++) {
          const rise = (d[at(f1, i, lane)]! - d[at(f0, i, lane)]!) / this.#nudge(i, lane);
          sum += rise * rise;
        }
        const rate = Math.sqrt(sum / size.states);
        rates[lane === 0 ? a : b] = Number.isFinite(rate) ? rate : Infinity;
        for (let i = 0; i < size.states; i++) {
          const rise = d[at(f1, i, lane)]! - d[at(f0, i, lane)]!;
          d[at(trial, i, lane)] = d[at(y, i, lane)]! + (rate > 0 ? rise / rate : 0);
        }
      }
    }
  }

  /** A small disturbance of a loaded state. */
  #nudge(state: number, lane: number): number {
    const { y, absolute } = this.#program.layout;
    const at = 2 * state + lane;
    return (
      1e-6 * (Math.abs(this.#doubles[(y >>> DOUBLE) + at]!) + this.#doubles[(absolute >>> DOUBLE) + at]!)
    );
  }

  /** Why the last stretch failed, told for one lane. */
  failure(status: number, lane: 0 | 1): PairFailure {
    const { layout, states } = this.#program;
    const at = (base: number, i: number): number => this.#doubles[(base >>> DOUBLE) + 2 * i + lane]!;
    const time = this.#take(layout.control + CONTROL.time);
    const suspect = status === STRETCH_STATUS.nonFinite ? layout.work[0]! : layout.error;
    const bad = states.findIndex((_, i) => !Number.isFinite(at(suspect, i)));
    if (bad >= 0 && status !== STRETCH_STATUS.tooManySteps) {
      return { reason: 'non-finite', state: states[bad]!, time };
    }
    const relative = this.#take(layout.control + CONTROL.relative);
    const scaled = states.map(
      (_, i) =>
        Math.abs(at(layout.error, i)) / (at(layout.absolute, i) + relative * Math.abs(at(layout.y, i))),
    );
    const worst = scaled.reduce((most, e, i) => (e > scaled[most]! ? i : most), 0);
    return { reason: REASONS[status]!, state: states[worst]!, time };
  }

  #spread(base: number, lane: number, from: Float64Array, offset: number, count: number): void {
    const to = (base >>> DOUBLE) + lane;
    for (let i = 0; i < count; i++) this.#doubles[to + 2 * i] = from[offset + i]!;
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#memory.grow((missing + 65_535) >>> 16);
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }

  #put(address: number, value: number): void {
    this.#doubles[address >>> DOUBLE] = value;
  }

  #take(address: number): number {
    return this.#doubles[address >>> DOUBLE]!;
  }
}
