import { type Draws, TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { drawCategorical } from '../random/draw-categorical.ts';
import { drawExponential } from '../random/draw-exponential.ts';
import { drawGamma } from '../random/draw-gamma.ts';
import { drawLogNormal } from '../random/draw-log-normal.ts';
import { drawNormal } from '../random/draw-normal.ts';
import type { Variate } from './quantity.ts';

const MOST_PROPOSALS = 100_000;

/** The time that a share is left at. */
function survivedUntil(
  { at, survival }: Extract<Variate, { readonly kind: 'survivalTable' }>,
  share: number,
): number {
  const last = at.length - 1;
  const found = survival.findIndex((left) => left < share);
  const k = found < 0 ? last : found;
  const [from, to] = [survival[k - 1]!, survival[k]!];
  const length = at[k]! - at[k - 1]!;
  if (to === 0) return at[k - 1]! + (length * (from - share)) / from;
  return at[k - 1]! + (length * log(from / share)) / log(from / to);
}

/** A number of a distribution. Throws `model.domain` when 100,000 numbers all lie outside the bounds of a truncated one. */
export function drawVariate(draws: Draws, given: Variate): number {
  switch (given.kind) {
    case 'fixed':
      return given.value;
    case 'exponential':
      return drawExponential(draws, given.mean);
    case 'normal':
      return drawNormal(draws, given.mean, given.sd);
    case 'logNormal':
      return drawLogNormal(draws, given.median, given.logSd);
    case 'logitNormal': {
      const odds = (given.median - given.low) / (given.high - given.median);
      return given.low + (given.high - given.low) / (1 + exp(-given.logitSd * draws.normal()) / odds);
    }
    case 'gamma':
      return drawGamma(draws, given.shape, given.scale);
    case 'uniform':
      return given.low + (given.high - given.low) * draws.uniform();
    case 'triangular': {
      const { low, mode, high } = given;
      const u = draws.uniform();
      return u * (high - low) < mode - low
        ? low + Math.sqrt(u * (high - low) * (mode - low))
        : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
    }
    case 'weibull':
      return given.scale * exp(log(-log(draws.uniform())) / given.shape);
    case 'empirical': {
      const { values, weights } = given;
      const at =
        weights === undefined ? Math.floor(draws.uniform() * values.length) : drawCategorical(draws, weights);
      return values[at]!;
    }
    case 'mixture':
      return drawVariate(draws, given.parts[drawCategorical(draws, given.weights)]!);
    case 'survivalTable':
      return survivedUntil(given, draws.uniform());
    case 'phaseType': {
      let phase = drawCategorical(draws, given.start);
      for (let time = 0; ; ) {
        time += drawExponential(draws, given.means[phase]!);
        let share = draws.uniform();
        const row = given.next[phase]!;
        phase = row.findIndex((probability) => {
          share -= probability;
          return share < 0;
        });
        if (phase < 0) return time;
      }
    }
    case 'truncated': {
      for (let proposal = 0; proposal < MOST_PROPOSALS; proposal++) {
        const value = drawVariate(draws, given.of);
        if (value >= (given.low ?? -Infinity) && value <= (given.high ?? Infinity)) return value;
      }
      throw new TwinwardError(
        'model.domain',
        `no number of the ${given.of.kind} distribution lies within its bounds`,
        { field: 'truncated', remedy: 'widen the bounds' },
      );
    }
  }
}
