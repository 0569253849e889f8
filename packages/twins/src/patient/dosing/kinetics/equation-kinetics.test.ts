import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DosingRecord } from './dosing-record.ts';
import { EquationKinetics } from './equation-kinetics.ts';
import { type Entry, followRecords } from './follow-records.ts';
import { type KineticDeclaration, kineticEquations } from './kinetic-equations.ts';
import type { Kinetics } from './kinetics.ts';
import { LinearKinetics } from './linear-kinetics.ts';
import { fromClearances } from './rate-constants.ts';

const LOOK: DosingRecord = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };
const ENTRY: Entry = { lag: 0, bioavailability: 1, rate: null, duration: null };

const twoCompartments: KineticDeclaration = {
  compartments: { depot: 'mg', central: 'mg', peripheral: 'mg' },
  parameters: { CL: 'L/h', V1: 'L', Q: 'L/h', V2: 'L', ka: '/h' },
  where: { C: 'central / V1', flow: 'Q * (C - peripheral / V2)' },
  derivatives: { depot: '-ka * depot', central: 'ka * depot - CL * C - flow', peripheral: 'flow' },
  level: { unit: 'mg/L', is: 'C' },
  vein: 'central',
};
const saturable = kineticEquations({
  compartments: { central: 'mg' },
  parameters: { Vmax: 'mg/h', Km: 'mg/L', V: 'L' },
  where: { C: 'central / V' },
  derivatives: { central: '-Vmax * C / (Km + C)' },
  level: { unit: 'mg/L', is: 'C' },
  vein: 'central',
});
const phenytoin = { Vmax: 415 / 24, Km: 5.7, V: 45.5 };

function follow(records: readonly DosingRecord[], kinetics: Kinetics, entry: Entry = ENTRY) {
  const seen: { readonly level: number; readonly exposure: number }[] = [];
  followRecords(
    records,
    () => ({ kinetics, entries: kinetics.size === 1 ? [entry] : [entry, entry] }),
    (_, amounts, exposure) => seen.push({ level: kinetics.level(amounts), exposure }),
  );
  return seen;
}

describe('kinetics by differential equations', () => {
  it('of linear equations are those in closed form, to 1e-8, for any course', () => {
    const values = { CL: 3, V1: 18, Q: 5, V2: 40, ka: 0.7 };
    const closed = new LinearKinetics(
      fromClearances({ CL: 3, V: 18, peripheral: [{ Q: 5, V: 40 }], ka: 0.7 }),
    );
    const solved = new EquationKinetics(kineticEquations(twoCompartments), values);
    expect(solved.linear).toBe(true);
    const dose = fc.record({
      cmt: fc.constantFrom(1, 2),
      amt: fc.double({ min: 1, max: 500, noNaN: true }),
      rate: fc.constantFrom(0, 10, 60),
      ii: fc.constantFrom(6, 12, 24),
      addl: fc.integer({ min: 0, max: 4 }),
      ss: fc.constantFrom(0, 0, 1, 2),
    });
    const lag = fc.constantFrom(0, 0.5, 7);
    fc.assert(
      fc.property(fc.array(dose, { minLength: 1, maxLength: 3 }), lag, (doses, late) => {
        const records = [
          ...doses.map((one, i) => ({ ...LOOK, ...one, evid: i === 2 ? 4 : 1, time: 9 * i })),
          ...[19, 30, 77].map((time) => ({ ...LOOK, time })),
        ];
        const entry = { ...ENTRY, lag: late, bioavailability: 0.8 };
        const theirs = follow(records, closed, entry);
        follow(records, solved, entry).forEach(({ level, exposure }, i) => {
          expect(Math.abs(level - theirs[i]!.level)).toBeLessThanOrEqual(1e-8 * theirs[i]!.level);
          expect(Math.abs(exposure - theirs[i]!.exposure)).toBeLessThanOrEqual(1e-8 * theirs[i]!.exposure);
        });
      }),
      { numRuns: 25, seed: 31 },
    );
  });

  it('that saturate fall as the integrated Michaelis-Menten equation says', () => {
    const { Vmax, Km, V } = phenytoin;
    const first = { ...LOOK, evid: 1, amt: 1500, cmt: 1 };
    const [begun, later] = follow([first, { ...LOOK, time: 48 }], new EquationKinetics(saturable, phenytoin));
    const fallen = Km * Math.log(begun!.level / later!.level) + begun!.level - later!.level;
    expect(fallen / ((Vmax / V) * 48)).toBeCloseTo(1, 9);
  });

  it('that saturate stand at R Km / (Vmax - R) under a constant infusion', () => {
    const rate = 300 / 24;
    const forever = { ...LOOK, evid: 1, cmt: 1, rate, ss: 1 };
    const [steady] = follow([forever], new EquationKinetics(saturable, phenytoin));
    expect(steady!.level / ((rate * 5.7) / (415 / 24 - rate))).toBeCloseTo(1, 8);
  });

  it('that saturate come to the steady state that a hundred days of doses come to', () => {
    const kinetics = new EquationKinetics(saturable, phenytoin);
    const dose = { ...LOOK, evid: 1, amt: 150, cmt: 1, ii: 12 };
    const [at, half] = follow(
      [
        { ...dose, ss: 1 },
        { ...LOOK, time: 6 },
      ],
      kinetics,
    );
    const long = follow(
      [
        { ...dose, addl: 400 },
        { ...LOOK, time: 4800 },
        { ...LOOK, time: 4806 },
      ],
      kinetics,
    );
    expect(at!.level / long[1]!.level).toBeCloseTo(1, 7);
    expect(half!.level / long[2]!.level).toBeCloseTo(1, 7);
  });

  it('have no steady state when more is given than can be eliminated, and none that could be added', () => {
    const kinetics = new EquationKinetics(saturable, phenytoin);
    const dose = { ...LOOK, evid: 1, amt: 450, cmt: 1, ii: 24 };
    const refused = (ss: number, words: string) =>
      expect(() => follow([{ ...dose, ss }], kinetics)).toThrow(
        expect.objectContaining({
          code: 'intervention.invalid',
          message: expect.stringContaining(words),
          place: expect.objectContaining({ field: 'ss' }),
        }),
      );
    refused(1, 'no steady state');
    refused(2, 'do not add');
  });

  it('arrive through compartments in transit, later the more there are', () => {
    const chain = (n: number) => {
      const names = Array.from({ length: n }, (_, i) => `a${i}`);
      const declaration: KineticDeclaration = {
        compartments: { ...Object.fromEntries(names.map((name) => [name, 'mg'])), central: 'mg' },
        parameters: { ktr: '/h', CL: 'L/h', V: 'L' },
        where: {},
        derivatives: {
          ...Object.fromEntries(
            names.map((name, i) => [name, i === 0 ? `-ktr * ${name}` : `ktr * (a${i - 1} - ${name})`]),
          ),
          central: `ktr * a${n - 1} - CL * central / V`,
        },
        level: { unit: 'mg/L', is: 'central / V' },
        vein: 'central',
      };
      const kinetics = new EquationKinetics(kineticEquations(declaration), { ktr: 1, CL: 2, V: 20 });
      const hours = Array.from({ length: 120 }, (_, i) => ({ ...LOOK, time: i / 4 }));
      const levels = follow([{ ...LOOK, evid: 1, amt: 100, cmt: 1 }, ...hours], kinetics).map(
        ({ level }) => level,
      );
      return levels.indexOf(Math.max(...levels)) / 4;
    };
    expect(chain(6)).toBeGreaterThan(chain(2));
  });

  it('leave less behind when the drug binds to its target and is eliminated with it', () => {
    const bound = kineticEquations({
      compartments: { drug: 'nmol', target: 'nmol', complex: 'nmol' },
      parameters: {
        kel: '/h',
        kon: 'L/(nmol.h)',
        koff: '/h',
        ksyn: 'nmol/h',
        kdeg: '/h',
        kint: '/h',
        V: 'L',
      },
      where: { binding: 'kon * drug * target / V - koff * complex' },
      derivatives: {
        drug: '-kel * drug - binding',
        target: 'ksyn - kdeg * target - binding',
        complex: 'binding - kint * complex',
      },
      level: { unit: 'nmol/L', is: 'drug / V' },
      vein: 'drug',
    });
    const values = { kel: 0.02, kon: 0.5, koff: 0.01, ksyn: 4, kdeg: 0.05, kint: 0.3, V: 3 };
    const course = [
      { ...LOOK, evid: 1, amt: 80, cmt: 1 },
      { ...LOOK, time: 48 },
    ];
    const level = (ksyn: number) =>
      follow(course, new EquationKinetics(bound, { ...values, ksyn }))[1]!.level;
    expect(level(0)).toBeCloseTo((80 / 3) * Math.exp(-0.02 * 48), 6);
    expect(level(4)).toBeLessThan(0.2 * level(0));
  });

  it('are refused by name where they cannot be read', () => {
    const field = (name: string, code = 'model.invalid') =>
      expect.objectContaining({ code, place: expect.objectContaining({ field: name }) });
    const change = (part: Partial<KineticDeclaration>) => () =>
      kineticEquations({ ...twoCompartments, ...part });
    expect(change({ vein: 'arm' })).toThrow(field('vein'));
    expect(change({ compartments: {} })).toThrow(field('compartments'));
    expect(change({ derivatives: { depot: '0', central: '0' } })).toThrow(field('peripheral'));
    const { derivatives } = twoCompartments;
    expect(change({ derivatives: { ...derivatives, depot: '-ka * depot * sin(t * 1 {/h})' } })).toThrow(
      field('t'),
    );
    expect(change({ derivatives: { ...derivatives, depot: '-ka * V1' } })).toThrow(
      field('ddepot/dt', 'unit.incompatible'),
    );
    const equations = kineticEquations(twoCompartments);
    expect(() => new EquationKinetics(equations, { CL: 1, V1: 1, Q: 1, V2: 1 })).toThrow(field('ka'));
  });
});
