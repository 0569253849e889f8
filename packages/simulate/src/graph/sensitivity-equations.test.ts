// Forward sensitivities against what is known of them.
import { describe, expect, it } from 'vitest';
import { trajectory } from '../ode/trajectory.ts';
import type { Equations } from './assemble-equations.ts';
import { compile } from './compile.ts';
import { equations } from './equations.ts';
import { sensitivityEquations } from './sensitivity-equations.ts';

const TIGHT = { relativeTolerance: 1e-10, absoluteTolerance: 1e-14 };

/** Robertson's kinetics with its rates as parameters. */
const robertson = equations({
  time: 's',
  states: { A: '1', B: '1', C: '1' },
  parameters: { p1: '/s', p2: '/s', p3: '/s' },
  inputs: {},
  where: {},
  derivatives: {
    A: '-p1 * A + p2 * B * C',
    B: 'p1 * A - p2 * B * C - p3 * B^2',
    C: 'p3 * B^2',
  },
  outputs: {},
});

/** Saturable elimination with an effect that switches, everything a parameter can do to a curve. */
const saturable: Equations<'A' | 'E', 'Vmax' | 'Km' | 'n' | 'V', 'dose', 'C' | 'late'> = equations({
  time: 'h',
  states: { A: 'mg', E: '1' },
  parameters: { Vmax: 'mg/h', Km: 'mg/L', n: '1', V: 'L' },
  inputs: { dose: 'mg/h' },
  where: { C: 'A / V', effect: '(C / Km)^n / (1 + (C / Km)^n)' },
  derivatives: {
    A: 'dose - Vmax * C / (Km + C)',
    E: '0.3 {/h} * (max(effect, 0.1 * sqrt(effect)) - E) * tanh(1 + effect)',
  },
  outputs: { C: { unit: 'mg/L', is: 'C' }, late: { unit: '1', is: 'exp(-E) * ln(2 + n)' } },
});

describe('sensitivities', () => {
  it('of Robertson at 0.4 s are those SUNDIALS prints for its own example (cvsRoberts_FSA)', () => {
    const system = compile(sensitivityEquations(robertson, ['p1', 'p2', 'p3']), 'generated');
    const { rows } = trajectory(
      system,
      {
        initial: [1, 0, 0, ...Array.from({ length: 9 }, () => 0)],
        parameters: [0.04, 1e4, 3e7],
        times: [0, 0.4],
      },
      TIGHT,
    );
    const printed = [
      [9.8517e-1, 3.3864e-5, 1.4794e-2],
      [-3.5595e-1, 3.9025e-4, 3.5556e-1],
      [9.5431e-8, -2.1309e-10, -9.5218e-8],
      [-1.5833e-11, -5.29e-13, 1.6362e-11],
    ].flat();
    // SUNDIALS ran at a relative tolerance of 1e-4
    printed.forEach((expected, i) => {
      expect(Math.abs(rows[12 + i]! / expected - 1)).toBeLessThan(1e-3);
    });
  });

  it('are the limit of differences, for states and outputs, every parameter', () => {
    const of = ['Vmax', 'Km', 'n', 'V'] as const;
    const both = sensitivityEquations(saturable, of);
    const system = compile(both, 'generated');
    const plain = compile(saturable, 'generated');
    const parameters = [12, 3, 1.7, 20];
    const run = (p: readonly number[]): Float64Array => {
      const { rows } = trajectory(
        plain,
        { initial: [100, 0], parameters: p, inputs: [2], times: [0, 5] },
        TIGHT,
      );
      return observed(plain.observe, rows.slice(2), p, 2);
    };
    const initial = [100, 0, ...Array.from({ length: 8 }, () => 0)];
    const { rows } = trajectory(system, { initial, parameters, inputs: [2], times: [0, 5] }, TIGHT);
    const outputs = observed(system.observe, rows.slice(10), parameters, 10);
    of.forEach((name, k) => {
      const h = parameters[k]! * 1e-4;
      const up = run(parameters.map((p, i) => (i === k ? p + h : p)));
      const down = run(parameters.map((p, i) => (i === k ? p - h : p)));
      ['C', 'late'].forEach((output, i) => {
        const difference = (up[i]! - down[i]!) / (2 * h);
        const place = both.outputs.indexOf(`d${output}_d${name}`);
        expect(outputs[place], `d${output}/d${name}`).toBeCloseTo(difference, 5);
      });
    });
  });

  it('bear units that fit, and are the same whether asked for together or alone', () => {
    const both = sensitivityEquations(saturable, ['V', 'n']);
    expect(both.units).toMatchObject({ dA_dV: 'mg/L', dE_dn: '1', dC_dV: 'mg/L2' });
    const alone = sensitivityEquations(saturable, ['n']);
    expect(alone.states).toEqual(['A', 'E', 'dA_dn', 'dE_dn']);
    expect(saturable.states).toEqual(['A', 'E']);
  });

  it('of what is no parameter are refused', () => {
    expect(() => sensitivityEquations(robertson, ['p4' as 'p1'])).toThrow(/"p4" is no parameter/);
    expect(() => sensitivityEquations(robertson, ['p1', 'p1'])).toThrow(/"p1" is asked for twice/);
  });
});

function observed(
  observe: ReturnType<typeof compile>['observe'],
  y: Float64Array,
  parameters: readonly number[],
  most: number,
): Float64Array {
  const out = new Float64Array(most);
  observe(5, y, 0, Float64Array.from(parameters), 0, Float64Array.of(2), 0, out, 0);
  return out;
}
