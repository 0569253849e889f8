import type { RandomSource } from '@twinward/contract';
import { compileRoutine } from '../graph/compile-routine.ts';
import type { RoutineCode } from '../graph/routine.ts';
import { philox } from '../random/philox.ts';
import type { DistributionName } from '../stochastic/distribution/distribution-name.ts';
import { drawFrom } from '../stochastic/distribution/draw-from.ts';
import type { HybridDraw } from './hybrid-model.ts';

/** Streams of one member's numbers: which of equal events comes first, when reactions fire, and from `draws` on one for each draw. */
export const STREAM = { order: 0, firings: 1, draws: 2 } as const;

/** A draw as running code. */
export interface DrawCode {
  /** Its place among the inputs. */
  readonly index: number;
  readonly distribution: DistributionName;
  readonly count: number;
  readonly arguments: RoutineCode;
}

/** Draws as running code, in order. */
export function compileDraws(draws: readonly HybridDraw[]): readonly DrawCode[] {
  return draws.map(({ symbol, distribution, arguments: given }) => ({
    index: symbol.kind === 'symbol' ? symbol.index : -1,
    distribution,
    count: given.length,
    arguments: compileRoutine(given, 'interpreted'),
  }));
}

/**
 * The numbers that the events and initial values of one run draw. Each occasion has numbers of its own, keyed by seed, member, what
 * draws and how often it did before, so that a run can be repeated alone and what one event draws does not depend on others.
 */
export class KeyedDraws {
  readonly #source: RandomSource;
  readonly #member: number;
  readonly #occasions = new Map<readonly DrawCode[], number>();

  constructor(seed: string, member: number) {
    this.#source = philox(seed);
    this.#member = member;
  }

  /** Draws all of `codes` for one occasion into the inputs; `run` evaluates arguments as they are. */
  into(
    codes: readonly DrawCode[],
    inputs: Float64Array,
    run: (code: RoutineCode, out: Float64Array) => void,
  ): void {
    const first = codes[0];
    if (first === undefined) return;
    const occasion = this.#occasions.get(codes) ?? 0;
    this.#occasions.set(codes, occasion + 1);
    const draws = this.#source.draws(this.#member, STREAM.draws + first.index, occasion);
    for (const { index, distribution, count, arguments: code } of codes) {
      const given = new Float64Array(count);
      run(code, given);
      inputs[index] = drawFrom(draws, distribution, Array.from(given));
    }
  }
}
