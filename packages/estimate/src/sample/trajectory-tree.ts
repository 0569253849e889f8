import type { Draws } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import type { LogDensity } from './log-density.ts';
import type { Metric } from './metric.ts';
import { leapfrog, type Phase } from './phase.ts';

/** An error of the energy beyond this means that the integrator lost the trajectory. */
const LOST = 1000;

/** A stretch of trajectory, in order of time, and one of its points drawn in proportion to its density in phase space. */
interface Stretch {
  readonly first: Phase;
  readonly last: Phase;
  /** Sum of the momenta [n]. */
  readonly momentum: Float64Array;
  /** ln of the sum of exp(H0 - H). */
  readonly logWeight: number;
  readonly drawn: Phase;
}

/** One transition of the sampler. */
export interface Transition {
  readonly drawn: Phase;
  readonly depth: number;
  readonly leapfrogs: number;
  /** Mean Metropolis acceptance along the trajectory, what the step size is tuned by. */
  readonly acceptance: number;
  readonly diverged: boolean;
}

/**
 * One transition of the No-U-Turn sampler: a trajectory doubled in a random direction until its ends turn towards each other
 * (Hoffman and Gelman 2014), with points drawn multinomially, later halves favoured, and the criterion of Betancourt 2017
 * (arXiv:1701.02434, A.4.2) looked at over each stretch and across each seam.
 */
export function transition(
  start: Phase,
  step: number,
  deepest: number,
  density: LogDensity,
  metric: Metric,
  draws: Draws,
): Transition {
  const tree = new TrajectoryTree(start.energy, step, density, metric, draws);
  let whole: Stretch = { first: start, last: start, momentum: start.p, logWeight: 0, drawn: start };
  let depth = 0;
  while (depth < deepest) {
    const forward = draws.uniform() > 0.5;
    const added = tree.grow(forward ? whole.last : whole.first, depth, forward);
    if (added === null) break;
    depth++;
    const take =
      added.logWeight >= whole.logWeight || draws.uniform() < exp(added.logWeight - whole.logWeight);
    const drawn = take ? added.drawn : whole.drawn;
    const [before, after] = forward ? [whole, added] : [added, whole];
    const turned = turns(before, after);
    whole = joined(before, after, drawn);
    if (turned) break;
  }
  return {
    drawn: whole.drawn,
    depth,
    leapfrogs: tree.leapfrogs,
    acceptance: tree.leapfrogs === 0 ? 0 : tree.accepted / tree.leapfrogs,
    diverged: tree.diverged,
  };
}

class TrajectoryTree {
  leapfrogs = 0;
  accepted = 0;
  diverged = false;
  readonly #energy: number;
  readonly #step: number;
  readonly #density: LogDensity;
  readonly #metric: Metric;
  readonly #draws: Draws;

  constructor(energy: number, step: number, density: LogDensity, metric: Metric, draws: Draws) {
    this.#energy = energy;
    this.#step = step;
    this.#density = density;
    this.#metric = metric;
    this.#draws = draws;
  }

  /** The 2^depth points that follow an end of the trajectory; null when it turns inside, or is lost. */
  grow(from: Phase, depth: number, forward: boolean): Stretch | null {
    if (depth === 0) return this.#one(from, forward);
    const near = this.grow(from, depth - 1, forward);
    if (near === null) return null;
    const far = this.grow(forward ? near.last : near.first, depth - 1, forward);
    if (far === null) return null;
    const total = logOfSum(near.logWeight, far.logWeight);
    const drawn = this.#draws.uniform() < exp(far.logWeight - total) ? far.drawn : near.drawn;
    const [before, after] = forward ? [near, far] : [far, near];
    return turns(before, after) ? null : joined(before, after, drawn);
  }

  #one(from: Phase, forward: boolean): Stretch | null {
    const point = leapfrog(from, forward ? this.#step : -this.#step, this.#density, this.#metric);
    this.leapfrogs++;
    const logWeight = this.#energy - point.energy;
    this.accepted += logWeight > 0 ? 1 : exp(logWeight);
    if (!(logWeight > -LOST)) {
      this.diverged = true;
      return null;
    }
    return { first: point, last: point, momentum: point.p, logWeight, drawn: point };
  }
}

function joined(before: Stretch, after: Stretch, drawn: Phase): Stretch {
  return {
    first: before.first,
    last: after.last,
    momentum: sum(before.momentum, after.momentum),
    logWeight: logOfSum(before.logWeight, after.logWeight),
    drawn,
  };
}

/** Whether two neighbouring stretches, or one with the end of the other next to it, have begun to come back. */
function turns(before: Stretch, after: Stretch): boolean {
  return (
    turned(before.first, after.last, sum(before.momentum, after.momentum)) ||
    turned(before.first, after.first, sum(before.momentum, after.first.p)) ||
    turned(before.last, after.last, sum(before.last.p, after.momentum))
  );
}

function turned(first: Phase, last: Phase, momentum: Float64Array): boolean {
  let [start, end] = [0, 0];
  for (let i = 0; i < momentum.length; i++) {
    start += first.velocity[i]! * momentum[i]!;
    end += last.velocity[i]! * momentum[i]!;
  }
  return !(start > 0 && end > 0);
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}

function logOfSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most + log(1 + exp(Math.min(a, b) - most));
}
