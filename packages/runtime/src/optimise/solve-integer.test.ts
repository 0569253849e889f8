import { describe, expect, it } from 'vitest';
import { solveInteger } from './solve-integer.ts';

const binary = (cost: number) => ({ cost, lower: 0, upper: 1, whole: true });
const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** A knapsack: most worth within a weight. */
function knapsack(worth: readonly number[], weights: readonly number[], carried: number) {
  const row = { ...free, upper: carried, columns: worth.map((_, j) => j), weights };
  return { columns: worth.map((value) => binary(-value)), rows: [row] };
}

/** Twelve knapsacks at once over a hundred things: no solver is done in a moment. */
function hard() {
  const things = Array.from({ length: 100 }, (_, j) => j);
  const rows = Array.from({ length: 12 }, (_, i) => ({
    ...free,
    upper: 1_200,
    columns: things,
    weights: things.map((j) => 1 + ((j * 7_919 + i * 104_729) % 97)),
  }));
  return { columns: things.map((j) => binary(-(1 + ((j * 6_007) % 89)))), rows };
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
    const found = await solveInteger(hard(), { seconds: 3 });
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
