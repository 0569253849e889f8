import type { DenseStep } from '../ode/dense-step.ts';

/** Equal parts of an accepted step at whose ends it is kept: enough to give any interpolant of degree up to 6 back exactly. */
const PARTS = 6;
/** Barycentric weights of equally spaced points: (-1)^k (PARTS over k). */
const WEIGHTS = [1, -6, 15, -20, 15, -6, 1];

/** A stretch of time over which the state is one polynomial; a single point at a jump. */
interface Segment {
  readonly start: number;
  readonly end: number;
  /** [points x states]. */
  readonly points: Float64Array;
  readonly parameters: Float64Array;
}

/**
 * What states and parameters were, since the start. Of each accepted step the solver's own interpolant is kept, so that what was is
 * as accurate as what is; parameters stay between jumps. At a jump it is what it was after it.
 */
export class DelayHistory {
  readonly #segments: Segment[] = [];

  /** Begins a smooth stretch: at the start, and after each jump. */
  begin(t: number, y: Float64Array, parameters: Float64Array): void {
    this.#segments.push({ start: t, end: t, points: y.slice(), parameters: parameters.slice() });
  }

  /** Keeps a step, up to `until`; `states` is how many there are. */
  keep(step: DenseStep, until: number, states: number): void {
    const last = this.#segments[this.#segments.length - 1]!;
    const start = last.end;
    if (!(until > start)) return;
    const points = new Float64Array((PARTS + 1) * states);
    for (let k = 0; k <= PARTS; k++) {
      const t = k === PARTS ? until : start + ((until - start) * k) / PARTS;
      for (let i = 0; i < states; i++) points[k * states + i] = step.value(i, t);
    }
    this.#segments.push({ start, end: until, points, parameters: last.parameters });
  }

  /** Writes the state at `t`, after the end of what is kept extended from it; returns the parameters then. */
  at(t: number, state: Float64Array): Float64Array {
    const { start, end, points, parameters } = this.#segments[this.#place(t)]!;
    const states = state.length;
    if (end === start) {
      state.set(points);
      return parameters;
    }
    const place = ((t - start) / (end - start)) * PARTS;
    const nearest = Math.round(place);
    if (nearest === place && nearest >= 0 && nearest <= PARTS) {
      state.set(points.subarray(nearest * states, (nearest + 1) * states));
      return parameters;
    }
    state.fill(0);
    let total = 0;
    for (let k = 0; k <= PARTS; k++) {
      const weight = WEIGHTS[k]! / (place - k);
      total += weight;
      for (let i = 0; i < states; i++) state[i]! += weight * points[k * states + i]!;
    }
    for (let i = 0; i < states; i++) state[i]! /= total;
    return parameters;
  }

  /** The last segment that begins at or before `t`. */
  #place(t: number): number {
    let [low, high] = [0, this.#segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#segments[middle]!.start <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
