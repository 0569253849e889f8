// Units: what fits is let through, what does not is named.
import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { defineEquations } from './define-equations.ts';
import { equations } from './equations.ts';

/** One state in mg, read from one equation; time in hours. */
const withEquation = (text: string): unknown =>
  equations({
    time: 'h',
    states: { A: 'mg' },
    parameters: { CL: 'L/h', V: 'L', V2: 'mL', k: '/h', K: 'mg/L', n: '1', share: '%' },
    inputs: { dose: 'mg/h' },
    where: { C: 'A / V' },
    derivatives: { A: text },
    outputs: {},
  });

describe('equations whose units fit', () => {
  it.each([
    'dose - CL * C',
    '-k * A',
    'if(A > 0, -k * A, 0)',
    'max(dose, 0) - min(0, k * A)',
    'dose * (C / K)^n / (1 + (C / K)^n)',
    'dose * C^2 / (K^2 + C^2)',
    'sqrt(k * k) * A',
    'A * k^1.5 / k^0.5',
    'A / t * exp(-k * t)',
    '-A * 0.5 {/h}',
    'abs(dose) * floor(C / K)',
    'dose * (A == 0)',
    '0',
  ])('dA/dt = %s', (text) => {
    expect(() => withEquation(text)).not.toThrow();
  });

  it('are of any constants: a mean arterial pressure from systolic and diastolic in mm[Hg]', () => {
    const pressures = { Ps: 'mm[Hg]', Pd: 'mm[Hg]' };
    const read = (): unknown =>
      equations({
        time: 's',
        states: {},
        parameters: pressures,
        inputs: {},
        where: {},
        derivatives: {},
        outputs: { MAP: { unit: 'mm[Hg]', is: 'Pd + (Ps - Pd) / 3' } },
      });
    expect(read).not.toThrow();
  });
});

describe('equations whose units do not fit name the equation, the part and both units', () => {
  it.each([
    ['dose - CL * A', /^dA\/dt: in "dose - CL \* A" mg\/h meets L\.mg\/h/],
    ['CL * C / V', /^dA\/dt: in "CL \* C \/ V" comes to mg\/h\/L, not mg\/h/],
    ['dose * exp(A)', /in "exp\(A\)" A is in mg where a number without unit is needed/],
    ['dose * C^n', /in "C\^n" C is in mg\/L where a number without unit/],
    ['dose * 2^A', /in "2\^A" A is in mg/],
    ['dose * (V < V2)', /in "V < V2" L meets mL/],
    ['if(C > K, dose, A)', /in "if\(.*, dose, A\)" mg\/h meets mg/],
    ['dose * ln(C)', /in "ln\(C\)" C is in mg\/L/],
    ['dose + 1', /in "dose \+ 1" mg\/h meets 1/],
    ['dose * exp(share)', /share is in %/],
    ['dose * floor(t)', /in "floor\(t\)" t is in h/],
    ['70 {g/d}', /comes to g\/d, not mg\/h/],
  ])('dA/dt = %s', (text, message) => {
    expect(() => withEquation(text)).toThrow(message);
    try {
      withEquation(text);
    } catch (error) {
      expect(error instanceof TwinwardError && [error.code, error.place.field]).toEqual([
        'unit.incompatible',
        'dA/dt',
      ]);
    }
  });

  it('also in definitions nobody uses, and in outputs', () => {
    const faulty = {
      time: 'h',
      states: { A: 'mg' },
      parameters: { V: 'L' },
      inputs: {},
      derivatives: { A: '0' },
    } as const;
    expect(() => equations({ ...faulty, where: { odd: 'A + V' }, outputs: {} })).toThrow(
      /^odd: in "A \+ V" mg meets L/,
    );
    expect(() => equations({ ...faulty, where: {}, outputs: { C: { unit: 'mg/dL', is: 'A / V' } } })).toThrow(
      /^C: in "A \/ V" comes to mg\/L, not mg\/dL/,
    );
    expect(() => equations({ ...faulty, parameters: { V: 'litre' }, where: {}, outputs: {} })).toThrow(
      /"litre", the unit of V, is not known/,
    );
  });
});

describe('definitions', () => {
  const system = { time: '1', states: { x: '1' }, parameters: {}, inputs: {}, outputs: {} } as const;

  it('may stand in any order', () => {
    const read = equations({ ...system, where: { a: '2 * b', b: 'x + 1' }, derivatives: { x: 'a' } });
    const ordered = equations({ ...system, where: { b: 'x + 1', a: '2 * b' }, derivatives: { x: 'a' } });
    expect([...read.names.values()]).toEqual([...ordered.names.values()]);
  });

  it('in a circle are refused, and the circle is told', () => {
    const where = { a: 'b + 1', b: 'c * 2', c: 'x - a' };
    expect(() => equations({ ...system, where, derivatives: { x: 'a' } })).toThrow(
      /a uses b uses c uses a: a circle/,
    );
    expect(() => equations({ ...system, where: { a: 'a' }, derivatives: { x: '1' } })).toThrow(/a uses a/);
    const long = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`a${i}`, `a${(i + 1) % 5000}`]));
    expect(() => equations({ ...system, where: long, derivatives: { x: '1' } })).toThrow(/a circle/);
  });
});

describe('the builder', () => {
  it('writes the same graph as text', () => {
    const text = equations({
      time: 'h',
      states: { A: 'mg' },
      parameters: { CL: 'L/h', V: 'L' },
      inputs: { dose: 'mg/h' },
      where: { C: 'A / V' },
      derivatives: { A: 'dose - 2 * CL * C' },
      outputs: { C: { unit: 'mg/L', is: 'C' } },
    });
    const built = defineEquations(
      { time: 'h', states: { A: 'mg' }, parameters: { CL: 'L/h', V: 'L' }, inputs: { dose: 'mg/h' } },
      ({ A, CL, V, dose }, is) => {
        const C = is`${A} / ${V}`;
        return {
          where: { C },
          derivatives: { A: is`${dose} - ${2} * ${CL} * ${C}` },
          outputs: { C: { unit: 'mg/L', is: C } },
        };
      },
    );
    expect(built).toEqual(text);
  });

  it('writes many alike equations in a loop: heat along a rod keeps its sum', () => {
    const cells = Array.from({ length: 20 }, (_, i) => `T${i}` as const);
    const rod = defineEquations(
      {
        time: 's',
        states: Object.fromEntries(cells.map((cell) => [cell, 'K'])),
        parameters: { k: '/s' },
        inputs: {},
      },
      ({ k, ...T }, is) => ({
        derivatives: Object.fromEntries(
          cells.map((cell, i) => {
            const left = T[cells[Math.max(0, i - 1)]!]!;
            const right = T[cells[Math.min(19, i + 1)]!]!;
            return [cell, is`${k!} * (${left} - ${2} * ${T[cell]!} + ${right})`];
          }),
        ),
        outputs: { sum: { unit: 'K', is: cells.reduce((sum, cell) => is`${sum} + ${T[cell]!}`, is`0`) } },
      }),
    );
    expect(rod.derivatives).toHaveLength(20);
  });

  it('checks units, and reads two holes side by side as a mistake, not as one name', () => {
    const declared = {
      time: 'h',
      states: { A: 'mg', AB: 'mg' },
      parameters: { B: '1' },
      inputs: {},
    } as const;
    const outputs = {};
    expect(() =>
      defineEquations(declared, ({ A, B, AB }, is) => ({
        derivatives: { A: is`${A}${B} + ${AB}`, AB: is`0` },
        outputs,
      })),
    ).toThrow(/unexpected "B"/);
    expect(() =>
      defineEquations(declared, ({ A, B }, is) => ({
        derivatives: { A: is`${A} * ${B}`, AB: is`0` },
        outputs,
      })),
    ).toThrow(/^dA\/dt: in "A \* B" comes to mg, not mg\/h/);
  });
});
