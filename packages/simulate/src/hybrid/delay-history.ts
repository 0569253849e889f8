import type { DenseStep } from '../ode/dense-step.ts';

/** Points kept of each accepted step. */
const POINTS = 6;

/**
 * What states and parameters were, since the start. Between kept points states are interpolated by a cubic through four neighbours
 * that no jump separates; parameters stay between jumps. At a jump it is what it was after it.
 */
export class DelayHistory {
  readonly #times: number[] = [];
  readonly #states: Float64Array[] = [];
  /** For each point the index at which its smooth stretch begins. */
  readonly #stretches: number[] = [];
  readonly #parameters = new Map<number, Float64Array>();

  /** Begins a smooth stretch: at the start, and after each jump. */
  begin(t: number, y: Float64Array, parameters: Float64Array): void {
    const stretch = this.#times.length;
    this.#parameters.set(stretch, parameters.slice());
    this.#add(t, y, stretch);
  }

  /** Keeps a step, up to `until`. */
  keep(step: DenseStep, until: number, scratch: Float64Array): void {
    const stretch = this.#stretches[this.#stretches.length - 1]!;
    for (let k = 1; k <= POINTS; k++) {
      const t = k === POINTS ? until : step.start + ((until - step.start) * k) / POINTS;
      if (t === this.#times[this.#times.length - 1]) continue;
      for (let i = 0; i < scratch.length; i++) scratch[i] = step.value(i, t);
      this.#add(t, scratch, stretch);
    }
  }

  /** Writes the state at `t`, after the last point kept extended from it; returns the parameters then. */
  at(t: number, state: Float64Array): Float64Array {
    const times = this.#times;
    const last = times.length - 1;
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (times[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    const stretch = this.#stretches[low]!;
    let first = Math.max(stretch, low - 1);
    let end = first;
    while (end < last && end - first < 3 && this.#stretches[end + 1] === stretch) end++;
    first = Math.max(stretch, Math.min(first, end - 3));
    state.fill(0);
    for (let i = first; i <= end; i++) {
      let weight = 1;
      for (let j = first; j <= end; j++) if (j !== i) weight *= (t - times[j]!) / (times[i]! - times[j]!);
      const point = this.#states[i]!;
      if (weight !== 0) for (let k = 0; k < state.length; k++) state[k]! += weight * point[k]!;
    }
    return this.#parameters.get(stretch)!;
  }

  #add(t: number, y: Float64Array, stretch: number): void {
    this.#times.push(t);
    this.#states.push(y.slice());
    this.#stretches.push(stretch);
  }
}
