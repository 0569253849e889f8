// Differential-algebraic systems of index 1: where they begin, what they keep, what is refused.
import { describe, expect, it } from 'vitest';
import { compile } from '../graph/compile.ts';
import { equations } from '../graph/equations.ts';
import { sensitivityEquations } from '../graph/sensitivity-equations.ts';
import { SolverFailure } from './solver-failure.ts';
import { trajectory } from './trajectory.ts';

const TIGHT = { relativeTolerance: 1e-9, absoluteTolerance: 1e-11 };

/** A pendulum in Cartesian coordinates; the tension by the second derivative of its length being constant (index 1). */
const pendulum = compile(
  equations({
    time: 's',
    states: { x: 'm', y: 'm', vx: 'm/s', vy: 'm/s', tension: '/s2' },
    parameters: { g: 'm/s2' },
    inputs: {},
    algebraic: ['tension'],
    where: {},
    derivatives: {
      x: 'vx',
      y: 'vy',
      vx: '-tension * x',
      vy: '-tension * y - g',
      tension: 'vx^2 + vy^2 - tension * (x^2 + y^2) - g * y',
    },
    outputs: {
      length: { unit: 'm', is: 'sqrt(x^2 + y^2)' },
      energy: { unit: 'm2/s2', is: '(vx^2 + vy^2) / 2 + g * y' },
    },
  }),
  'generated',
);

/** A weak acid that is drunk: its total flows, its ions are in balance at every moment. */
const acid = equations({
  time: 'min',
  states: { total: 'mol/L', ions: 'mol/L' },
  parameters: { K: 'mol/L', k: '/min' },
  inputs: {},
  algebraic: ['ions'],
  where: {},
  derivatives: { total: '-k * ions', ions: 'ions^2 - K * (total - ions)' },
  outputs: {},
});

describe('a pendulum', () => {
  const times = Array.from({ length: 41 }, (_, i) => i / 4);
  const { outputs, rows } = trajectory(
    pendulum,
    { initial: [1, 0, 0, 0, 55], parameters: [9.81], times },
    TIGHT,
  );

  it('begins with the tension its place asks for, whatever was guessed', () => {
    expect(rows[4]).toBeCloseTo(0, 12);
  });

  it('keeps its length and its energy over ten seconds', () => {
    for (let i = 0; i < times.length; i++) {
      expect(Math.abs(outputs[2 * i]! - 1)).toBeLessThan(2e-6);
      expect(Math.abs(outputs[2 * i + 1]!)).toBeLessThan(2e-5);
    }
  });

  it('swings with the period of the elliptic integral: 4 K(1/sqrt 2) / sqrt g from the horizontal', () => {
    const period = (4 * 1.854_074_677_301_372) / Math.sqrt(9.81);
    const swung = trajectory(
      pendulum,
      { initial: [1, 0, 0, 0, 0], parameters: [9.81], times: [0, period] },
      TIGHT,
    ).rows;
    expect(swung[5]).toBeCloseTo(1, 5);
    expect(swung[6]).toBeCloseTo(0, 5);
  });
});

describe('where algebraic states begin', () => {
  const system = compile(acid, 'generated');
  const request = { parameters: [1e-4, 0.1], times: [0, 5] };

  it('is the root near the guess', () => {
    const { rows } = trajectory(system, { ...request, initial: [0.1, 0.1] }, TIGHT);
    const root = (total: number): number => (-1e-4 + Math.sqrt(1e-8 + 4e-4 * total)) / 2;
    expect(rows[1]! / root(0.1)).toBeCloseTo(1, 12);
    expect(rows[3]! / root(rows[2]!)).toBeCloseTo(1, 6);
  });

  it('is refused where there is none: the square of the ions would be negative', () => {
    const run = (): unknown => trajectory(system, { ...request, initial: [-1, 0.1] });
    expect(run).toThrow(SolverFailure);
    expect(run).toThrow(/algebraic equations.*state ions/);
  });

  it('cannot be told when the equations do not mention them: an index above 1 is named', () => {
    const held = compile(
      equations({
        time: '1',
        states: { x: '1', force: '1' },
        parameters: {},
        inputs: {},
        algebraic: ['force'],
        where: {},
        derivatives: { x: 'force', force: 'x - sin(t)' },
        outputs: {},
      }),
      'generated',
    );
    expect(() => trajectory(held, { initial: [0, 1], times: [0, 1] })).toThrow(
      /do not determine force at t = 0/,
    );
  });
});

it('sensitivities of a differential-algebraic system are the limit of differences', () => {
  const both = compile(sensitivityEquations(acid, ['K']), 'generated');
  const plain = compile(acid, 'generated');
  expect(both.algebraic).toEqual([false, true, false, true]);
  const end = (K: number): Float64Array =>
    trajectory(plain, { initial: [0.1, 0.003], parameters: [K, 0.1], times: [0, 5] }, TIGHT).rows.slice(2);
  const [up, down] = [end(1.001e-4), end(0.999e-4)];
  const { rows } = trajectory(
    both,
    { initial: [0.1, 0.003, 0, 0], parameters: [1e-4, 0.1], times: [0, 5] },
    TIGHT,
  );
  for (const i of [0, 1]) expect(rows[6 + i]! / ((up[i]! - down[i]!) / 2e-7)).toBeCloseTo(1, 4);
});

describe('a request that makes no sense', () => {
  it.each([
    [{ initial: [1, 1, 1], times: [0, 1] }, /3 initial values were given for 2 states/],
    [{ initial: [1, Number.NaN], times: [0, 1] }, /state ions/],
    [{ initial: [1, 1], times: [0, 2, 1] }, /time 1 cannot follow 2/],
    [{ initial: [1, 1], times: [0, Number.POSITIVE_INFINITY] }, /Infinity/],
  ])('%j is refused', (request, message) => {
    expect(() => trajectory(compile(acid, 'generated'), { parameters: [1e-4, 0.1], ...request })).toThrow(
      message,
    );
  });
});
