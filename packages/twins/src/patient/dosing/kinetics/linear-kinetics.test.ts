import { compile, defineEquations, trajectory } from '@twinward/simulate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinearKinetics } from './linear-kinetics.ts';
import { fromClearances, fromTwoCompartmentForm, type RateConstants } from './rate-constants.ts';

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** The same system by numerical integration: an oracle that knows no exponents. */
const system = compile(
  defineEquations(
    {
      time: 'h',
      states: { A: 'mg', B: 'mg', C: 'mg', D: 'mg' },
      parameters: { ka: '/h', k10: '/h', k12: '/h', k21: '/h', k13: '/h', k31: '/h' },
      inputs: { RA: 'mg/h', RB: 'mg/h', RC: 'mg/h', RD: 'mg/h' },
    },
    ({ A, B, C, D, ka, k10, k12, k21, k13, k31, RA, RB, RC, RD }, is) => ({
      derivatives: {
        A: is`${RA} - ${ka} * ${A}`,
        B: is`${RB} + ${ka} * ${A} - (${k10} + ${k12} + ${k13}) * ${B} + ${k21} * ${C} + ${k31} * ${D}`,
        C: is`${RC} + ${k12} * ${B} - ${k21} * ${C}`,
        D: is`${RD} + ${k13} * ${B} - ${k31} * ${D}`,
      },
      outputs: {},
    }),
  ),
  'generated',
);

const TIGHT = { relativeTolerance: 1e-11, absoluteTolerance: 1e-11 };

function integrated(
  { ka, k10, exchange }: RateConstants,
  initial: readonly number[],
  inputs: readonly number[],
  hours: number,
): readonly number[] {
  const at = (i: number) => exchange[i] ?? { out: 0, back: 1 };
  const parameters = [ka ?? 1, k10, at(0).out, at(0).back, at(1).out, at(1).back];
  const request = { initial, parameters, inputs, times: [0, hours] };
  const { rows } = trajectory(system, request, TIGHT);
  return [...rows.slice(4)];
}

const constants = fc
  .record({
    V: positive(1, 100),
    k10: positive(0.01, 2),
    ka: positive(0.05, 4),
    exchange: fc.array(fc.record({ out: positive(0.01, 3), back: positive(0.01, 3) }), { maxLength: 2 }),
  })
  .map((given): RateConstants => given);

describe('a drug in its compartments', () => {
  it('is where numerical integration finds it, in one to three compartments with a depot', () => {
    fc.assert(
      fc.property(
        constants,
        fc.array(positive(0, 100), { minLength: 8, maxLength: 8 }),
        positive(0.1, 20),
        (given, numbers, hours) => {
          const kinetics = new LinearKinetics(given);
          const present = [0, 1, 2, 3].map((i) => (i < kinetics.size ? 1 : 0));
          const initial = present.map((on, i) => on * numbers[i]!);
          const inflow = present.map((on, i) => on * numbers[4 + i]!);
          const amounts = Float64Array.from(initial.slice(0, kinetics.size));
          kinetics.advance(amounts, inflow, hours);
          const oracle = integrated(given, initial, inflow, hours);
          amounts.forEach((ours, i) => {
            expect(Math.abs(ours - oracle[i]!)).toBeLessThan(1e-7 * (1 + Math.abs(oracle[i]!)));
          });
        },
      ),
      { numRuns: 40, seed: 11 },
    );
  });

  it('passes through the place where absorption is as fast as elimination', () => {
    for (const off of [0, 1e-15, 1e-9, 1e-5]) {
      const kinetics = new LinearKinetics({ V: 1, k10: 0.3, exchange: [], ka: 0.3 + off });
      const amounts = Float64Array.of(100, 0);
      kinetics.advance(amounts, [0, 0], 5);
      expect(amounts[1]).toBeCloseTo(100 * 0.3 * 5 * Math.exp(-0.3 * 5), off > 1e-8 ? 2 : 6);
    }
  });

  it('arrives the same in two steps as in one, and loses what it eliminates', () => {
    fc.assert(
      fc.property(constants, positive(0, 10), positive(0, 10), (given, first, second) => {
        const kinetics = new LinearKinetics(given);
        const start = Float64Array.from({ length: kinetics.size }, (_, i) => 10 * (i + 1));
        const inflow = Float64Array.from({ length: kinetics.size }, (_, i) => i);
        const [once, twice] = [start.slice(), start.slice()];
        const gone = kinetics.advance(once, inflow, first + second);
        const parts = kinetics.advance(twice, inflow, first) + kinetics.advance(twice, inflow, second);
        expect(parts).toBeCloseTo(gone, 8);
        once.forEach((amount, i) => {
          expect(twice[i]).toBeCloseTo(amount, 8);
        });
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  it('fills to the plateau at which elimination equals inflow', () => {
    const kinetics = new LinearKinetics(
      fromClearances({ CL: 5, V: 50, peripheral: [{ Q: 10, V: 40 }], ka: null }),
    );
    expect([...kinetics.plateau([100, 0])].map((amount) => amount.toFixed(9))).toEqual([
      '1000.000000000',
      '800.000000000',
    ]);
  });

  it('can be told by clearances, by steady-state volume or by exponents', () => {
    const plain = fromClearances({ CL: 5, V: 50, peripheral: [{ Q: 10, V: 40 }], ka: null });
    const { k10, exchange } = plain;
    const [{ out, back }] = exchange as [{ out: number; back: number }];
    const s = k10 + out + back;
    const root = Math.sqrt(s * s - 4 * k10 * back);
    const [alpha, beta] = [(s + root) / 2, (s - root) / 2];
    const forms = [
      fromTwoCompartmentForm({ form: 'steady-state volume', CL: 5, V: 50, Q: 10, Vss: 90 }, null),
      fromTwoCompartmentForm({ form: 'return rate', V: 50, alpha, beta, k21: back }, null),
      fromTwoCompartmentForm(
        { form: 'share of intercepts', V: 50, alpha, beta, AoverB: (alpha - back) / (back - beta) },
        null,
      ),
    ];
    for (const form of forms) {
      expect(form.k10).toBeCloseTo(k10, 12);
      expect(form.exchange[0]!.out).toBeCloseTo(out, 12);
      expect(form.exchange[0]!.back).toBeCloseTo(back, 12);
    }
  });

  it('is refused by name where the numbers describe none', () => {
    const field = (name: string) =>
      expect.objectContaining({ place: expect.objectContaining({ field: name }) });
    const good: RateConstants = { V: 1, k10: 1, exchange: [{ out: 1, back: 1 }], ka: 1 };
    expect(() => new LinearKinetics({ ...good, V: 0 })).toThrow(field('V'));
    expect(() => new LinearKinetics({ ...good, k10: Number.NaN })).toThrow(field('k10'));
    expect(() => new LinearKinetics({ ...good, ka: -1 })).toThrow(field('ka'));
    expect(() => new LinearKinetics({ ...good, exchange: [{ out: 1, back: 0 }] })).toThrow(field('k21'));
    expect(() => new LinearKinetics(good).place(4)).toThrow(field('cmt'));
    const form = { form: 'return rate', V: 1, alpha: 1, beta: 0.1, k21: 2 } as const;
    expect(() => fromTwoCompartmentForm(form, null)).toThrow(field('k21'));
  });
});
