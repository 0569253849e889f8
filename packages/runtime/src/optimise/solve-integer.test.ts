import { describe, expect, it } from 'vitest';
import { solveInteger } from './solve-integer.ts';

const binary = (cost: number) => ({ cost, lower: 0, upper: 1, whole: true });
const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** A knapsack: most worth within a weight. */
function knapsack(worth: readonly number[], weights: readonly number[], carried: number) {
  const row = { ...free, upper: carried, columns: worth.map((_, j) => j), weights };
  return { columns: worth.map((value) => binary(-value)), rows: [row] };
}

/** Splitting forty markets evenly between two firms in five products at once: searching proves nothing for hours (Cornuejols and Dawande 1998). */
function hard() {
  const markets = Array.from({ length: 40 }, (_, j) => j);
  const rows = Array.from({ length: 5 }, (_, i) => {
    const sales = markets.map((j) => ((j * 7_919 + i * 104_729 + j * j * (i + 3) * 613) % 9_973) % 100);
    const half = Math.floor(sales.reduce((sum, one) => sum + one, 0) / 2);
    const over = markets.length + 2 * i;
    return { lower: half, upper: half, columns: [...markets, over, over + 1], weights: [...sales, 1, -1] };
  });
  const slack = { cost: 1, lower: 0, upper: 1e4, whole: false };
  return { columns: [...markets.map(() => binary(0)), ...rows.flatMap(() => [slack, slack])], rows };
}

describe('integer programs', () => {
  it('solves a knapsack to the proven best', async () => {
    const found = await solveInteger(knapsack([10, 13, 7, 8], [3, 4, 2, 3], 7));
    expect(found).toMatchObject({ status: 'optimal', objective: -23, gap: 0, x: [1, 1, 0, 0] });
  });

  it('tells a program without a solution from one without time', async () => {
    const impossible = { lower: 2, upper: 3, columns: [0], weights: [1] };
    const found = await solveInteger({ columns: [binary(1)], rows: [impossible] });
    expect(found).toMatchObject({ status: 'infeasible', x: [] });
  });

  it('gives the best so far with its gap when time runs out', async () => {
    const found = await solveInteger(hard(), { seconds: 1 });
    expect(found.status).toBe('feasible');
    expect(found.gap).toBeGreaterThan(0);
    expect(found.bound).toBeLessThan(found.objective);
  });

  it('tells its progress and stops when told to', async () => {
    const stop = new AbortController();
    const run = solveInteger(hard(), { signal: stop.signal, progress: () => stop.abort() });
    await expect(run).rejects.toMatchObject({ code: 'run.cancelled' });
  });

  it('refuses what is no program, naming the field', async () => {
    const row = { lower: 0, upper: 1, columns: [3], weights: [1] };
    await expect(solveInteger({ columns: [binary(1)], rows: [row] })).rejects.toMatchObject({
      code: 'usage',
      place: { field: 'rows/0' },
    });
  });
});
