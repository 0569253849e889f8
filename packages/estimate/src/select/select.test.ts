import { drawNormal, philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { kimNelson } from './kim-nelson.ts';
import { optimalBudget } from './optimal-budget.ts';

const random = philox('00000000000005e1');

/** Normal measures; the same noise in every design adds to noise of its own. */
function noisy(means: readonly number[], own: number, shared: number) {
  return (design: number, n: number) =>
    means[design]! +
    drawNormal(random.draws(design + 1, 0, n), 0, own) +
    drawNormal(random.draws(0, 0, n), 0, shared);
}

describe('choosing among simulated designs', () => {
  it('finds the least mean, and with the sense turned the greatest', () => {
    const sample = noisy([3, 1, 2, 5], 1, 0);
    expect(kimNelson(sample, 4, { indifference: 0.5 }).best).toBe(1);
    expect(kimNelson(sample, 4, { indifference: 0.5, sense: 'greatest' }).best).toBe(3);
    expect(optimalBudget(sample, 4, { budget: 4_000 }).best).toBe(1);
    expect(optimalBudget(sample, 4, { budget: 4_000, sense: 'greatest' }).best).toBe(3);
  });

  it('tells means in the sign of the measure', () => {
    const { designs, best } = kimNelson(noisy([3, 1], 0.1, 0), 2, {
      indifference: 0.5,
      sense: 'greatest',
    });
    expect(best).toBe(0);
    expect(designs[0]!.mean).toBeCloseTo(3, 0);
    expect(designs[1]!.mean).toBeCloseTo(1, 0);
  });

  it('needs fewer replications when designs share their random numbers', () => {
    const apart = kimNelson(noisy([1, 1.3], 3, 0), 2, { indifference: 0.3 });
    const common = kimNelson(noisy([1, 1.3], 0.3, 3), 2, { indifference: 0.3 });
    const total = (of: typeof apart) => of.designs.reduce((sum, one) => sum + one.replications, 0);
    expect(total(common)).toBeLessThan(total(apart) / 5);
  });

  it('spends the budget on what could be best, not on what is clearly worse', () => {
    const { designs, status } = optimalBudget(noisy([1, 1.2, 9, 9], 2, 0), 4, {
      budget: 1_000,
      confidence: 0.9999,
    });
    expect(status).toBe('stopped');
    expect(designs[0]!.replications + designs[1]!.replications).toBeGreaterThan(900);
    expect(designs.reduce((sum, one) => sum + one.replications, 0)).toBe(1_000);
  });

  it('ends by the indifference where designs are alike', () => {
    const { status, designs } = kimNelson(noisy([1, 1], 1, 0), 2, { indifference: 0.5 });
    expect(status).toBe('selected');
    expect(designs[0]!.replications).toBeLessThan(2_000);
  });

  it('ends at once without noise, also at a tie', () => {
    expect(kimNelson((design) => design, 3, { indifference: 0.1 }).best).toBe(0);
    expect(kimNelson(() => 1, 3, { indifference: 0.1 }).status).toBe('selected');
    expect(optimalBudget((design) => 2 - design, 3, { budget: 100 }).best).toBe(2);
    expect(optimalBudget(() => 1, 3, { budget: 100 }).status).toBe('stopped');
  });

  it('stops when cancelled and claims nothing', () => {
    const signal = { aborted: true } as const;
    const found = kimNelson(noisy([1, 1.01], 5, 0), 2, { indifference: 0.01, signal });
    expect(found).toMatchObject({ status: 'cancelled', confidence: 0 });
  });

  it.each([
    [() => kimNelson(() => 0, 1, { indifference: 1 }), 'designs'],
    [() => kimNelson(() => 0, 2, { indifference: 0 }), 'indifference'],
    [() => kimNelson(() => 0, 2, { indifference: 1, confidence: 0.5 }), 'confidence'],
    [() => kimNelson(() => 0, 2, { indifference: 1, first: 2 }), 'first'],
    [() => kimNelson(() => Number.NaN, 2, { indifference: 1 }), 'sample'],
    [() => optimalBudget(() => 0, 2, { budget: 10 }), 'budget'],
    [() => optimalBudget(() => 0, 2, { budget: 100, increment: 0 }), 'increment'],
  ])('refuses what cannot be, naming the field (%#)', (call, field) => {
    expect(call).toThrow(expect.objectContaining({ place: expect.objectContaining({ field }) }));
  });
});
