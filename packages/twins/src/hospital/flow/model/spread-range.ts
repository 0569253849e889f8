import type { Amount, Spread } from './basis.ts';

/** The least value an amount can take; NaN when it depends on the entity. */
export function leastOf(given: Amount): number {
  if (typeof given === 'number') return given;
  if ('sum' in given) return given.sum.reduce<number>((sum, part) => sum + leastOf(part), 0);
  return 'dist' in given ? leastOfSpread(given) : Number.NaN;
}

function leastOfSpread(given: Spread): number {
  switch (given.dist) {
    case 'uniform':
    case 'triangular':
      return given.min;
    case 'normal':
      return given.min ?? Number.NEGATIVE_INFINITY;
    case 'empirical':
      return Math.min(...given.values);
    case 'survival-table':
      return given.at[0]!;
    case 'mixture':
      return Math.min(...given.parts.map(leastOfSpread));
    default:
      return 0;
  }
}
