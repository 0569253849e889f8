import type { DenseStep } from '../ode/dense-step.ts';

/** Points kept of each accepted step. */
const POINTS = 6;

/**
 * What delayed quantities were, since the start. Between kept points by cubic interpolation through four neighbours that no
 * jump separates; before the start each is what it was at the start.
 */
export class DelayHistory {
  readonly #count: number;
  readonly #evaluate: (t: number, y: Float64Array, out: Float64Array) => void;
  #times: number[] = [];
  readonly #values: number[][];
  /** For each point the index at which its smooth stretch begins. */
  #stretches: number[] = [];
  readonly #out: Float64Array;

  /** `evaluate` writes the [count] quantities at a time and state. */
  constructor(count: number, evaluate: (t: number, y: Float64Array, out: Float64Array) => void) {
    this.#count = count;
    this.#evaluate = evaluate;
    this.#values = Array.from({ length: count }, () => []);
    this.#out = new Float64Array(count);
  }

  /** Begins a smooth stretch: at the start, and after each jump. */
  begin(t: number, y: Float64Array): void {
    this.#add(t, y, this.#times.length);
  }

  /** Keeps a step, up to `until`. */
  keep(step: DenseStep, until: number, scratch: Float64Array): void {
    const stretch = this.#stretches[this.#stretches.length - 1] ?? 0;
    for (let k = 1; k <= POINTS; k++) {
      const t = k === POINTS ? until : step.start + ((until - step.start) * k) / POINTS;
      for (let i = 0; i < scratch.length; i++) scratch[i] = step.value(i, t);
      this.#add(t, scratch, stretch);
    }
  }

  /** Quantity `index` at `t`; after the last point kept, extended from it. */
  at(index: number, t: number): number {
    const times = this.#times;
    const values = this.#values[index]!;
    const last = times.length - 1;
    if (last < 0) return Number.NaN;
    if (t <= times[0]!) return values[0]!;
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (times[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    if (times[low] === t && low === last) return values[low]!;
    const stretch = this.#stretches[low]!;
    let first = Math.max(stretch, low - 1);
    let end = first;
    while (end < last && end - first < 3 && this.#stretches[end + 1] === stretch) end++;
    first = Math.max(stretch, Math.min(first, end - 3));
    let sum = 0;
    for (let i = first; i <= end; i++) {
      let weight = 1;
      for (let j = first; j <= end; j++) if (j !== i) weight *= (t - times[j]!) / (times[i]! - times[j]!);
      sum += weight * values[i]!;
    }
    return sum;
  }

  #add(t: number, y: Float64Array, stretch: number): void {
    const last = this.#times.length - 1;
    if (last >= 0 && this.#times[last] === t && this.#stretches[last] === stretch) return;
    this.#times.push(t);
    this.#stretches.push(stretch);
    this.#evaluate(t, y, this.#out);
    for (let k = 0; k < this.#count; k++) this.#values[k]!.push(this.#out[k]!);
  }
}
