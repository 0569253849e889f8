import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { meanOf } from '../ensemble/moments.ts';
import { varianceOf } from '../sample/effective-draws.ts';
import { type Factor, type FactorModel, outputAt } from './factor.ts';

/** What moving one factor through its distribution does to the output, per unit of its probability. */
export interface ElementaryEffect {
  readonly name: string;
  /** Mean size of the effect, mu* of Campolongo: near 0, the factor may be fixed. */
  readonly size: number;
  /** Standard error of `size`. */
  readonly sizeError: number;
  /** Mean effect with its sign, mu. */
  readonly mean: number;
  /** Standard deviation of the effect: large beside its mean, the factor interacts or is not linear. */
  readonly sd: number;
}

/** How to screen. */
export interface MorrisOptions {
  /** Trajectories r; the model is run r (k + 1) times for k factors. Default 20. */
  readonly trajectories?: number;
  /** Levels of each factor, at least 2; default 8. */
  readonly levels?: number;
  readonly seed: string;
  readonly signal?: AbortSignalLike;
}

/**
 * Screening by elementary effects: Morris 1991 (Technometrics 33:161-174) with the mean sizes of Campolongo, Cariboni and Saltelli
 * 2007 (Environ. Model. Softw. 22:1509-1518). From a random point one factor after another, in random order, moves to another of
 * `levels` equally likely cells at least a quarter of them away, by steps of many lengths, so that none of them can be the period
 * of the model; an effect is the change of the output over the change of probability. Finds the few of many factors that matter,
 * at little cost and for any number of them.
 *
 * Throws `usage` for no factors, fewer than two trajectories or levels, `model.domain` for an output that is not finite,
 * `run.cancelled` by the signal.
 *
 * @example
 * const uniform = { kind: 'uniform', low: 0, high: 1 };
 * const factors = ['a', 'b'].map((name) => ({ name, distribution: uniform }));
 * morrisEffects((x) => 3 * x[0] - x[1], factors, { seed: '00000000000000ff' })[1].mean; // -1
 */
export function morrisEffects(
  model: FactorModel,
  factors: readonly Factor[],
  options: MorrisOptions,
): readonly ElementaryEffect[] {
  const { trajectories = 20, levels = 8 } = options;
  const k = factors.length;
  if (
    k === 0 ||
    !(Number.isInteger(trajectories) && trajectories >= 2) ||
    !(Number.isInteger(levels) && levels >= 2)
  ) {
    throw new TwinwardError(
      'usage',
      `${k} factors, ${trajectories} trajectories, ${levels} levels cannot be screened`,
      {
        field: k === 0 ? 'factors' : 'trajectories',
        remedy: 'give factors, and at least 2 trajectories and levels',
      },
    );
  }
  const random = philox(options.seed);
  const effects = factors.map(() => new Float64Array(trajectories));
  for (let r = 0; r < trajectories; r++) {
    if (options.signal?.aborted === true)
      throw new TwinwardError('run.cancelled', 'the analysis was cancelled');
    const draws = random.draws(r, 0, 0);
    const cells = factors.map(() => Math.floor(draws.uniform() * levels));
    const order = factors
      .map((_, j) => ({ j, at: draws.uniform() }))
      .sort((x, y) => x.at - y.at || x.j - y.j);
    const u = Float64Array.from(cells, (cell) => (cell + 0.5) / levels);
    let before = outputAt(model, factors, u);
    for (const { j } of order) {
      const there = anotherCell(cells[j]!, levels, draws.uniform());
      u[j] = (there + 0.5) / levels;
      const after = outputAt(model, factors, u);
      effects[j]![r] = ((after - before) * levels) / (there - cells[j]!);
      before = after;
    }
  }
  return factors.map(({ name }, j) => {
    const sizes = effects[j]!.map((effect) => Math.abs(effect));
    return {
      name,
      size: meanOf(sizes, null),
      sizeError: Math.sqrt(varianceOf(sizes) / trajectories),
      mean: meanOf(effects[j]!, null),
      sd: Math.sqrt(varianceOf(effects[j]!)),
    };
  });
}

/** A cell at least a quarter of the levels away, each of those equally likely; `u` is uniform on (0, 1). */
function anotherCell(cell: number, levels: number, u: number): number {
  const least = Math.max(1, Math.ceil(levels / 4));
  const below = Math.max(0, cell - least + 1);
  const above = Math.max(0, levels - cell - least);
  const pick = Math.floor(u * (below + above));
  return pick < below ? pick : cell + least + pick - below;
}
