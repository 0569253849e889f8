import { describe, expect, it } from 'vitest';
import { binomialInterval } from './binomial-interval.ts';

describe('the counts that chance allows', () => {
  it('are those of the binomial distribution, whose tails were summed exactly elsewhere', () => {
    expect(binomialInterval(100, 0.9, 0.95)).toEqual({ low: 84, high: 95 });
    expect(binomialInterval(1, 0.5, 0.95)).toEqual({ low: 0, high: 1 });
    expect(binomialInterval(0, 0.9, 0.95)).toEqual({ low: 0, high: 0 });
  });

  it('widen as the square root of the number of trials', () => {
    const width = (size: number): number => {
      const { low, high } = binomialInterval(size, 0.9, 0.95);
      return high - low;
    };
    expect(width(40_000) / width(400)).toBeCloseTo(10, 0);
  });
});
