import { type AbortSignalLike, TwinwardError } from '@twinward/contract';

/**
 * The measure of one replication of one design. Replications are numbered from 0; where the same number means the same random
 * draws in every design (common random numbers), differences between designs are sharper.
 */
export type DesignSample = (design: number, replication: number) => number;

/** What holds for every way to choose among designs. */
export interface SelectionControl {
  /** Whether the best design has the least or the greatest mean; default `least`. */
  readonly sense?: 'least' | 'greatest';
  /** Replications of each design before any is judged; default 20, at least 3. */
  readonly first?: number;
  /** A selection whose signal is aborted ends with the best so far and status `cancelled`. */
  readonly signal?: AbortSignalLike;
  /** Called after each round: replications so far, designs still in the running. */
  readonly progress?: (replications: number, running: number) => void;
}

/** Which design is best, and what it took to say so. */
export interface Selection {
  readonly best: number;
  readonly status: 'selected' | 'stopped' | 'cancelled';
  /**
   * A lower bound of the probability that `best` is the best design, as the method states it: for Kim and Nelson guaranteed
   * before the first replication if the best is better by the indifference; for OCBA estimated from the samples. 0 if cancelled.
   */
  readonly confidence: number;
  /** Of each design: replications, mean and standard deviation of its measure. */
  readonly designs: readonly DesignSummary[];
}

/** What was seen of one design. */
export interface DesignSummary {
  readonly replications: number;
  readonly mean: number;
  readonly sd: number;
}

/** Measures of each design as they come; smaller is better inside, whatever the sense. */
export class DesignSamples {
  readonly values: readonly number[][];
  readonly #sample: DesignSample;
  readonly #sign: number;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  total: number = 0;

  constructor(sample: DesignSample, designs: number, control: SelectionControl) {
    this.values = Array.from({ length: designs }, () => []);
    this.#mean = new Float64Array(designs);
    this.#squares = new Float64Array(designs);
    this.#sample = sample;
    this.#sign = control.sense === 'greatest' ? -1 : 1;
    for (let n = 0; n < firstOf(control); n++) {
      for (let design = 0; design < designs; design++) this.draw(design);
    }
  }

  /** One more replication of a design; throws `model.domain` if its measure is not a finite number. */
  draw(design: number): void {
    const seen = this.values[design]!;
    const value = this.#sample(design, seen.length);
    if (!Number.isFinite(value)) {
      throw new TwinwardError(
        'model.domain',
        `replication ${seen.length} of design ${design} gave ${value}`,
        {
          field: 'sample',
          remedy: 'measure something finite; a queue that grows without bound has no mean to compare',
        },
      );
    }
    seen.push(this.#sign * value);
    const step = this.#sign * value - this.#mean[design]!;
    this.#mean[design]! += step / seen.length;
    this.#squares[design]! += step * (this.#sign * value - this.#mean[design]!);
    this.total += 1;
  }

  mean(design: number): number {
    return this.#mean[design]!;
  }

  variance(design: number): number {
    return this.#squares[design]! / (this.values[design]!.length - 1);
  }

  /** What is told of each design, in the measure's own sign. */
  summaries(): readonly DesignSummary[] {
    return this.values.map((seen, design) => ({
      replications: seen.length,
      mean: this.#sign * this.mean(design),
      sd: Math.sqrt(this.variance(design)),
    }));
  }
}

/** The design with the least mean among some. */
export function leastMean(samples: DesignSamples, among: readonly number[]): number {
  return among.reduce((best, design) => (samples.mean(design) < samples.mean(best) ? design : best));
}

/** Replications before anything is judged. */
export function firstOf({ first = 20 }: SelectionControl): number {
  if (Number.isInteger(first) && first >= 3 && first <= 1_000_000) return first;
  throw new TwinwardError('usage', `${first} first replications`, {
    field: 'first',
    remedy: 'give a whole number from 3 on; fewer give no variance to judge by',
  });
}

/** A probability of selecting rightly among so many designs that may be asked for. */
export function checkConfidence(confidence: number, designs: number): number {
  if (!(Number.isInteger(designs) && designs >= 2)) {
    throw new TwinwardError('usage', `${designs} designs leave nothing to choose`, {
      field: 'designs',
      remedy: 'give two designs or more',
    });
  }
  if (confidence > 1 / designs && confidence < 1) return confidence;
  throw new TwinwardError('usage', `a confidence of ${confidence} among ${designs} designs`, {
    field: 'confidence',
    remedy: `give a probability above ${(1 / designs).toFixed(3)}, which blind choice has, and below 1`,
  });
}
