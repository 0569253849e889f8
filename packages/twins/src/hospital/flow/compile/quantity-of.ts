import { logNormalOf, type Quantity } from '@twinward/simulate';
import type { Amount, Spread } from '../model/basis.ts';

type Variate = Extract<Quantity, { readonly kind: string }>;

/** An amount of a hospital as a quantity of the engine; its parameters are in their places. */
export function quantityOf(given: Amount): Quantity {
  if (typeof given === 'number') return given;
  if ('dist' in given) return variateOf(given);
  if ('sum' in given) return { sum: given.sum.map(quantityOf) };
  return given as Extract<Quantity, { readonly attribute: string } | { readonly since: string | 0 }>;
}

function variateOf(given: Spread): Variate {
  switch (given.dist) {
    case 'exponential':
      return { kind: 'exponential', mean: given.mean };
    case 'erlang':
      return { kind: 'gamma', shape: given.stages, scale: given.mean / given.stages };
    case 'lognormal':
      return logNormalOf(given.mean, given.sd);
    case 'gamma': {
      const scale = (given.sd * given.sd) / given.mean;
      return { kind: 'gamma', shape: given.mean / scale, scale };
    }
    case 'weibull':
      return { kind: 'weibull', shape: given.shape, scale: given.scale };
    case 'triangular':
      return { kind: 'triangular', low: given.min, mode: given.mode, high: given.max };
    case 'uniform':
      return { kind: 'uniform', low: given.min, high: given.max };
    case 'normal': {
      const of = { kind: 'normal', mean: given.mean, sd: given.sd } as const;
      if (given.min === undefined && given.max === undefined) return of;
      return {
        kind: 'truncated',
        of,
        ...(given.min === undefined ? {} : { low: given.min }),
        ...(given.max === undefined ? {} : { high: given.max }),
      };
    }
    case 'empirical':
      return {
        kind: 'empirical',
        values: given.values,
        ...(given.weights ? { weights: given.weights } : {}),
      };
    case 'hyperexponential':
      return {
        kind: 'mixture',
        parts: given.means.map((mean) => ({ kind: 'exponential', mean })),
        weights: given.weights,
      };
    case 'survival-table':
      return { kind: 'survivalTable', at: given.at, survival: given.survival };
    case 'phase-type':
      return { kind: 'phaseType', start: given.start, means: given.means, next: given.next };
    case 'mixture':
      return { kind: 'mixture', parts: given.parts.map(variateOf), weights: given.weights };
  }
}
