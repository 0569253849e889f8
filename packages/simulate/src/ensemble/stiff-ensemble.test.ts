import { describe, expect, test } from 'vitest';
import type { Equations } from '../graph/assemble-equations.ts';
import { compile } from '../graph/compile.ts';
import { equations } from '../graph/equations.ts';
import { makeStepper } from '../ode/make-stepper.ts';
import { RODAS4, RODAS5P } from '../ode/rosenbrock-method.ts';
import type { SolverOptions } from '../ode/solver-options.ts';
import { trajectory } from '../ode/trajectory.ts';
import { Ensemble } from './ensemble.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { EnsembleMethod } from './ensemble-program.ts';

const NONE = new Float64Array(0);
const robertson = equations({
  time: '1',
  states: { A: '1', B: '1', C: '1' },
  parameters: { k: '1' },
  inputs: {},
  where: { slow: 'k * A', middle: '1e4 * B * C', fast: '3e7 * B^2' },
  derivatives: { A: 'middle - slow', B: 'slow - middle - fast', C: 'fast' },
  outputs: { A: { unit: '1', is: 'A' }, B: { unit: '1', is: 'B' } },
});
/** y' = -a (y - cos t) - sin t, whose solution from 1 is cos t. */
const follow = equations({
  time: '1',
  states: { y: '1' },
  parameters: { a: '1' },
  inputs: {},
  where: {},
  derivatives: { y: '-a * (y - cos(t)) - sin(t)' },
  outputs: { y: { unit: '1', is: 'y' } },
});
const swing = equations({
  time: 's',
  states: { x: '1', y: '1' },
  parameters: { g: '/s' },
  inputs: {},
  where: {},
  derivatives: { x: 'g * x - 2 * g * y', y: '2 * g * x - g * y' },
  outputs: {},
});

const one = (y: readonly number[], p: readonly number[]): EnsembleArrays => ({
  members: 1,
  y: Float64Array.from(y),
  p: Float64Array.from(p),
  pStride: p.length,
  u: NONE,
  uStride: 0,
});

/** The same by the JavaScript stepper. */
function stepped(
  system: Equations,
  method: EnsembleMethod,
  options: SolverOptions,
  arrays: EnsembleArrays,
  end: number,
) {
  const stepper = makeStepper(compile(system, 'wasm'), arrays.p, NONE, method, options);
  stepper.start(0, arrays.y);
  while (stepper.t < end) stepper.step(end);
  return stepper;
}

describe('stiff ensembles', () => {
  test.each(['stiff', 'rodas4'] as const)('Robertson to 1e11 by %s, beside members that differ', (method) => {
    const rates = [0.04, 0.05, 0.03];
    const options = { relativeTolerance: 1e-8, absoluteTolerance: 1e-14, maximumSteps: 1e6 };
    const { rows, y, run } = new Ensemble(robertson, { ...options, method }).simulate({
      members: 3,
      y: Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0),
      p: Float64Array.from(rates),
      pStride: 1,
      u: NONE,
      uStride: 0,
      from: 0,
      times: [40, 1e11],
    });
    expect(run.failures).toEqual([]);
    expect(run.pivoted).toEqual([]);
    [2.083340149701255e-8, 8.333360770334713e-14, 0.999999979166505].forEach((expected, i) => {
      expect(y[i]! / expected).toBeCloseTo(1, 6);
    });
    rates.forEach((k, m) => {
      const alone = trajectory(
        compile(robertson, 'generated'),
        { initial: [1, 0, 0], parameters: [k], times: [0, 40], method },
        options,
      );
      expect(rows[4 * m]! / alone.rows[3]!).toBeCloseTo(1, 7);
      expect(rows[4 * m + 1]! / alone.rows[4]!).toBeCloseTo(1, 6);
    });
  });

  test.each(['stiff', 'rodas4'] as const)(
    'a member that is its own partner takes the steps of the JavaScript solver: %s',
    (method) => {
      const options = { relativeTolerance: 1e-6, absoluteTolerance: 1e-10 };
      const arrays = one([1, 0, 0], [0.04]);
      const expected = stepped(robertson, method, options, arrays, 1e6);
      const run = new Ensemble(robertson, { ...options, method }).advance(0, 1e6, arrays);
      expect(arrays.y).toEqual(expected.y);
      expect([run.accepted, run.rejected]).toEqual([expected.counts.accepted, expected.counts.rejected]);
    },
  );
});

describe('the order of a method, with equations that name the time', () => {
  const errors = (method: EnsembleMethod, steps: number): readonly [end: number, between: number] => {
    const h = 2 / steps;
    const times = Array.from({ length: 4 * steps + 1 }, (_, i) => (2 * i) / (4 * steps));
    const rows = new Float64Array(times.length);
    const options = { relativeTolerance: 0.5, absoluteTolerance: 1e3, maximumStep: h, firstStep: h, method };
    const arrays = one([1], [5]);
    new Ensemble(follow, options).advance(0, 2, arrays, { samples: { times, rows } });
    const between = Math.max(...times.map((t, i) => Math.abs(rows[i]! - Math.cos(t))));
    return [Math.abs(arrays.y[0]! - Math.cos(2)), between];
  };

  test.each([
    ['rodas4', 4],
    ['stiff', 5],
  ] as const)('%s is %d at the end of steps and at least 4 between', (method, order) => {
    const [coarse, fine] = [errors(method, 16), errors(method, 64)];
    expect(Math.log2(coarse[0] / fine[0]) / 2).toBeGreaterThan(order - 0.35);
    expect(Math.log2(coarse[1] / fine[1]) / 2).toBeGreaterThan(3.6);
  });
});

describe('elimination without pivoting', () => {
  test.each([
    ['stiff', RODAS5P],
    ['rodas4', RODAS4],
  ] as const)(
    'where a pivot vanishes, %s pivots, says for whom, and gives the numbers of the JavaScript solver',
    (method, { gamma }) => {
      const h = 0.01;
      const arrays = one([1, 0], [1 / (h * gamma)]);
      const options = { relativeTolerance: 0.9, absoluteTolerance: 1e6, firstStep: h, maximumStep: h };
      const expected = stepped(swing, method, options, arrays, h);
      expect(expected.counts.pivoted).toBe(1);
      const run = new Ensemble(swing, { ...options, method }).advance(0, h, arrays);
      expect(run.pivoted).toEqual([0]);
      expect(arrays.y).toEqual(expected.y);
      expect(Number.isFinite(arrays.y[0])).toBe(true);
    },
  );
});

describe('what is refused by name', () => {
  test('algebraic states', () => {
    const held = equations({
      time: 's',
      states: { x: '1', z: '1' },
      algebraic: ['z'],
      parameters: {},
      inputs: {},
      where: {},
      derivatives: { x: '-z * 1 {/s}', z: 'z - x' },
      outputs: {},
    });
    expect(() => new Ensemble(held, { method: 'stiff' })).toThrow(/algebraic state z/);
  });

  test('more states than straight-line elimination bears', () => {
    const names = Array.from({ length: 201 }, (_, i) => `x${i}`);
    const chain = equations({
      time: '1',
      states: Object.fromEntries(names.map((name) => [name, '1'])),
      parameters: {},
      inputs: {},
      where: {},
      derivatives: Object.fromEntries(names.map((name) => [name, `-${name}`])),
      outputs: {},
    });
    expect(() => new Ensemble(chain, { method: 'stiff' })).toThrow(/201 states are too many/);
    const arrays = one(Array<number>(201).fill(1), []);
    new Ensemble(chain).advance(0, 1, arrays);
    expect(arrays.y[200]).toBeCloseTo(Math.exp(-1), 5);
  });
});
