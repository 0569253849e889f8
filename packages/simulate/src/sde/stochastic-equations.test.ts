import { describe, expect, test } from 'vitest';
import { defineEquations } from '../graph/define-equations.ts';
import { equations } from '../graph/equations.ts';
import { compileStochasticEquations } from './compile-stochastic-equations.ts';
import { simulateStochasticEquations } from './simulate-stochastic-equations.ts';
import { stochasticEquations } from './stochastic-equations.ts';
import { type StochasticEquationsEnsemble, stochasticPaths } from './stochastic-equations-ensemble.ts';

const level = equations({
  time: 'h',
  states: { C: 'mg/L' },
  parameters: { k: '/h', D: 'mg2/L2/h', V: '/h' },
  inputs: { dose: 'mg/L/h' },
  where: { loss: 'k * C' },
  derivatives: { C: 'dose - loss' },
  outputs: { C: { unit: 'mg/L', is: 'C' } },
});
const pair = equations({
  time: '1',
  states: { x: '1', y: '1' },
  parameters: { s: '1' },
  inputs: {},
  where: {},
  derivatives: { x: 'y - x', y: '-x * y' },
  outputs: { sum: { unit: '1', is: 'x + y' } },
});
const noisyLevel = compileStochasticEquations(stochasticEquations(level, { C: 'sqrt(D)' }));
const seed = '00000000000000e5';
const ensemble: StochasticEquationsEnsemble = {
  members: 150,
  y: Float64Array.from({ length: 150 }, (_, member) => 1 + member / 100),
  p: Float64Array.of(0.5, 0.04, 0),
  pStride: 0,
  u: Float64Array.of(0.3),
  uStride: 0,
  times: [0, 0.5, 3],
  step: 0.125,
  seed,
  method: 'sri',
};

describe('a diffusion', () => {
  test('has the unit of its state over the root of time', () => {
    expect(stochasticEquations(level, { C: 'sqrt(V) * C + sqrt(D)' }).diffusion.length).toBe(1);
    expect(() => stochasticEquations(level, { C: 'D' })).toThrow(/dC\/dC: in "D" comes to/);
    expect(() => stochasticEquations(level, { C: 'loss' })).toThrow(/dC\/dC/);
  });

  test('may be an expression of the graph, and be shared between states', () => {
    const { drift, processes, diffusion } = stochasticEquations(pair, {
      x: { W: pair.graph.named('s')! },
      y: { W: 's * y', U: '1' },
    });
    expect([drift, processes, diffusion.map(({ state, process }) => [state, process])]).toEqual([
      pair,
      ['W', 'U'],
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    ]);
  });

  test('of what is no state, or cannot be read, is refused by name', () => {
    const careless = stochasticEquations as (drift: object, diffusion: object) => unknown;
    expect(() => careless(pair, { z: '1' })).toThrow('"z" is not a state');
    expect(() => careless(pair, { x: 'q * x' })).toThrow(/dx\/dx: .*q/);
    const held = defineEquations(
      { time: '1', states: { a: '1', b: '1' }, parameters: {}, inputs: {}, algebraic: ['b'] },
      ({ a, b }, is) => ({ derivatives: { a: is`${b}`, b: is`${a} - ${b}` }, outputs: {} }),
    );
    expect(() => stochasticEquations(held, { b: '1' })).toThrow('algebraic');
    expect(() => compileStochasticEquations(stochasticEquations(held, { a: '1' }))).toThrow(
      'algebraic states: b',
    );
  });
});

describe('the method of strong order 3/2', () => {
  const request = {
    initial: [1, 1],
    parameters: [0.2],
    times: [0, 1],
    step: 0.25,
    seed,
    method: 'sri',
  } as const;
  test.each([
    ['two processes on one state', { x: { U: 's', V: 's' } }, 'x is driven by more than one process'],
    ['one process on two states beside another', { x: { U: 's' }, y: { U: 's * y' } }, null],
    ['diagonal noise', { x: 's * x', y: 's' }, null],
    ['diagonal noise that looks aside', { x: 's * y', y: 's' }, 'the diffusion of x depends on y'],
    ['noise that looks at a state without any', { x: 's * y' }, null],
  ])('%s', (_name, diffusion, why) => {
    const system = compileStochasticEquations(stochasticEquations(pair, diffusion as Record<'x', string>));
    const run = () => simulateStochasticEquations(system, request);
    if (why === null) expect(run().rows.every(Number.isFinite)).toBe(true);
    else expect(run).toThrow(why);
    expect(simulateStochasticEquations(system, { ...request, method: 'euler-maruyama' }).steps).toBe(4);
  });

  test('without noise is a Runge-Kutta method of order 2', () => {
    const still = compileStochasticEquations(stochasticEquations(level, { C: '0' }));
    const error = (halvings: number): number => {
      const given = { initial: [2], parameters: [0.5, 0, 0], inputs: [0.3], times: [0, 2], step: 0.5, seed };
      const { rows } = simulateStochasticEquations(still, { ...given, method: 'sri', halvings });
      return Math.abs(rows[1]! - (0.6 + 1.4 * Math.exp(-1)));
    };
    expect(Math.log2(error(2) / error(3))).toBeCloseTo(2, 1);
  });

  test('comes closer to the finest path the tighter its tolerance, with more steps', () => {
    const stiffening = compileStochasticEquations(stochasticEquations(pair, { x: 's * x', y: 's * y' }));
    const given = {
      initial: [2, 1],
      parameters: [0.8],
      times: [0, 4],
      step: 0.5,
      seed,
      method: 'sri',
    } as const;
    const finest = simulateStochasticEquations(stiffening, { ...given, halvings: 12 }).rows;
    const at = (relative: number) => {
      const { rows, steps } = simulateStochasticEquations(stiffening, {
        ...given,
        tolerance: { relative, absolute: relative },
      });
      return { off: Math.abs(rows[2]! - finest[2]!) + Math.abs(rows[3]! - finest[3]!), steps };
    };
    const [loose, tight] = [at(1e-1), at(1e-4)];
    expect(loose.steps).toBeLessThan(tight.steps);
    expect(tight.off).toBeLessThan(1e-3);
    expect(tight.off).toBeLessThan(loose.off);
  });
});

describe('many paths', () => {
  test('are the same bytes alone, in ranges and together', () => {
    const whole = stochasticPaths(noisyLevel, ensemble);
    const parts = [
      { from: 90, to: 150 },
      { from: 0, to: 90 },
    ].map((range) => stochasticPaths(noisyLevel, ensemble, range));
    const rows = new Float64Array(whole.rows.length);
    for (const part of parts) rows.set(part.rows, part.from * 3);
    expect(rows).toEqual(whole.rows);
    const alone = simulateStochasticEquations(noisyLevel, {
      initial: [2.2],
      parameters: [0.5, 0.04, 0],
      inputs: [0.3],
      times: ensemble.times,
      step: 0.125,
      seed,
      method: 'sri',
      member: 120,
    });
    expect([...alone.outputs]).toEqual([...whole.rows.subarray(360, 363)]);
    expect(alone.noise.at(-1)).toBe(whole.noise[120]);
  });

  test('share their noise between scenarios and between methods', () => {
    const more = stochasticPaths(noisyLevel, {
      ...ensemble,
      u: Float64Array.of(0.9),
      method: 'euler-maruyama',
    });
    expect(more.noise).toEqual(stochasticPaths(noisyLevel, ensemble).noise);
    expect(stochasticPaths(noisyLevel, { ...ensemble, seed: '00000000000000e6' }).noise[0]).not.toBe(
      more.noise[0],
    );
  });

  test('give the same numbers however the equations are run', () => {
    const rows = (['generated', 'interpreted', 'wasm'] as const).map((execution) => {
      const system = compileStochasticEquations(stochasticEquations(level, { C: 'sqrt(V) * C' }), execution);
      return stochasticPaths(system, { ...ensemble, p: Float64Array.of(0.5, 0, 0.1) }).rows;
    });
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  test('leave out a member that fails, and name its state and time', () => {
    const root = compileStochasticEquations(
      stochasticEquations(level, { C: 'sqrt(D) * sqrt(C / (1 {mg/L}))' }),
    );
    const { rows, failures } = stochasticPaths(root, {
      ...ensemble,
      members: 3,
      y: Float64Array.of(5, -1, 5),
      method: 'euler-maruyama',
    });
    expect(failures).toEqual([{ member: 1, reason: 'non-finite', state: 'C', time: 0 }]);
    expect([...rows.subarray(3, 6)]).toEqual([-1, Number.NaN, Number.NaN]);
    expect(rows.subarray(6, 9).every(Number.isFinite)).toBe(true);
  });

  test('tell how far they are, and can be cancelled', () => {
    const told: number[] = [];
    const signal = { aborted: false };
    const run = () =>
      stochasticPaths(noisyLevel, {
        ...ensemble,
        signal,
        progress: (done) => {
          told.push(done);
          signal.aborted = told.length > 4 && done >= 64;
        },
      });
    run();
    expect(told).toEqual([0, 64, 128, 150]);
    expect(run).toThrow(expect.objectContaining({ code: 'run.cancelled' }));
  });

  test('refuse what is not on the grid, no step, no tolerance, or too few numbers', () => {
    const refused = (change: Partial<StochasticEquationsEnsemble>, field: string) =>
      expect(() => stochasticPaths(noisyLevel, { ...ensemble, ...change })).toThrow(
        expect.objectContaining({ code: 'usage', place: expect.objectContaining({ field }) }),
      );
    refused({ times: [0, 0.3] }, 'times');
    refused({ times: [0, 1, 0.5] }, 'times');
    refused({ times: [0, Number.NaN] }, 'times');
    refused({ times: [] }, 'times');
    refused({ step: 0 }, 'step');
    refused({ halvings: 25 }, 'halvings');
    refused({ tolerance: { relative: -1, absolute: 1 } }, 'tolerance');
    refused({ tolerance: { relative: 1e-3, absolute: 1e-3 }, method: 'euler-maruyama' }, 'tolerance');
    refused({ y: new Float64Array(3) }, 'y');
    refused({ p: new Float64Array(2) }, 'p');
    refused({ u: new Float64Array() }, 'u');
    expect(() => stochasticPaths(noisyLevel, ensemble, { from: 5, to: 151 })).toThrow(/members 5 to 151/);
    expect(() => stochasticPaths(noisyLevel, { ...ensemble, seed: 'x' })).toThrow(/seed/);
  });
});
