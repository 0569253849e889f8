import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reactionNetworkOf } from '../sbml/reaction-network-of.ts';
import { readSbml } from '../sbml/read-sbml.ts';
import { compileStochastic } from './compile-stochastic.ts';
import type { ReactionNetwork } from './reaction-network.ts';
import { simulateStochastic } from './simulate-stochastic.ts';
import {
  joinStochasticParts,
  runStochasticPart,
  stochasticEnsemble,
  stochasticRanges,
} from './stochastic-ensemble.ts';
import type { StochasticMethod } from './stochastic-method.ts';

const SEED = '00000000000000ff';
const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const TIME = '<csymbol definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>';
const EXACT: readonly StochasticMethod[] = ['direct', 'next reaction'];

type Side = Readonly<Record<string, number>>;

interface Written {
  readonly species: Side;
  readonly reactions: readonly { readonly takes?: Side; readonly gives?: Side; readonly law: string }[];
  readonly rules?: string;
  readonly parameters?: string;
  readonly events?: string;
}

/** Prefix formulas: `(times 2 X)`. */
function math(text: string): string {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const read = (): string => {
    const token = tokens.shift()!;
    if (token === 'time') return TIME;
    if (token !== '(') return /^[-\d.]/.test(token) ? `<cn>${token}</cn>` : `<ci>${token}</ci>`;
    let inner = `<${tokens.shift()}/>`;
    while (tokens[0] !== ')') inner += read();
    tokens.shift();
    return `<apply>${inner}</apply>`;
  };
  return `<math ${MATH}>${read()}</math>`;
}

function network({ species, reactions, rules = '', parameters = '', events = '' }: Written): ReactionNetwork {
  const side = (list: string, of: Side = {}): string =>
    `<${list}>${Object.entries(of)
      .map(([id, n]) => `<speciesReference species="${id}" stoichiometry="${n}" constant="true"/>`)
      .join('')}</${list}>`;
  const text = `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
    <listOfCompartments><compartment id="cell" size="1" constant="true"/></listOfCompartments>
    <listOfSpecies>${Object.entries(species)
      .map(
        ([id, n]) => `<species id="${id}" compartment="cell" initialAmount="${n}" hasOnlySubstanceUnits="true"
          boundaryCondition="false" constant="false"/>`,
      )
      .join(
        '',
      )}</listOfSpecies><listOfParameters>${parameters}</listOfParameters><listOfRules>${rules}</listOfRules>
    <listOfReactions>${reactions
      .map(
        ({ takes, gives, law }, i) =>
          `<reaction id="r${i + 1}">${side('listOfReactants', takes)}${side('listOfProducts', gives)}
            <kineticLaw>${math(law)}</kineticLaw></reaction>`,
      )
      .join('')}</listOfReactions><listOfEvents>${events}</listOfEvents></model></sbml>`;
  const { rest, reactions: channels, quantities } = reactionNetworkOf(readSbml(text));
  const outputs = Object.keys(species).map((id) => ({ name: id, unit: '1', is: quantities.get(id)!.value }));
  return { rest: { ...rest, outputs }, reactions: channels };
}

const event = (trigger: string, assigned: Readonly<Record<string, string>>, more = ''): string =>
  `<event useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">${math(trigger)}</trigger>${more}
  <listOfEventAssignments>${Object.entries(assigned)
    .map(([id, value]) => `<eventAssignment variable="${id}">${math(value)}</eventAssignment>`)
    .join('')}</listOfEventAssignments></event>`;

/** Immigration at rate 10, death at rate 0.1 each: Poisson of mean 100 (1 - e^(-t / 10)) when it begins empty. */
const IMMIGRANTS = network({
  species: { X: 0 },
  reactions: [
    { gives: { X: 1 }, law: '10' },
    { takes: { X: 1 }, law: '(times 0.1 X)' },
  ],
});
const settled = (t: number): number => 100 * (1 - Math.exp(-t / 10));

/** Each figure within `most` standard errors of what it should be; variances of near-normal numbers. */
function expectMoments(
  { runs, means, variances }: ReturnType<typeof stochasticEnsemble>,
  mean: readonly number[],
  variance: readonly number[],
  most = 4,
): void {
  mean.forEach((value, i) => {
    expect(Math.abs(means[i]! - value) * Math.sqrt(runs)).toBeLessThan(most * Math.sqrt(variance[i]!) + 1e-9);
    expect(Math.abs(variances[i]! / variance[i]! - 1) * Math.sqrt(runs / 2)).toBeLessThan(most);
  });
}

describe('exact stochastic simulation', () => {
  it.each(EXACT)('immigration and death are Poisson by the %s method', (method) => {
    const times = [0, 2, 5, 20];
    const found = stochasticEnsemble(IMMIGRANTS, { times, runs: 4000, seed: SEED, method });
    expect(found.means[0]).toBe(0);
    const tail = { ...found, means: found.means.slice(1), variances: found.variances.slice(1) };
    const poisson = times.slice(1).map(settled);
    expectMoments(tail, poisson, poisson);
  });

  it.each(EXACT)('a reversible reaction is binomial by the %s method', (method) => {
    const isomers = network({
      species: { A: 40, B: 0 },
      reactions: [
        { takes: { A: 1 }, gives: { B: 1 }, law: '(times 2 A)' },
        { takes: { B: 1 }, gives: { A: 1 }, law: '(times 3 B)' },
      ],
    });
    const times = [0.1, 0.5, 3];
    const found = stochasticEnsemble(isomers, { times: [0, ...times], runs: 4000, seed: SEED, method });
    times.forEach((t, k) => {
      const p = 0.4 * (1 - Math.exp(-5 * t));
      const row = {
        ...found,
        means: found.means.slice(2 * k + 2),
        variances: found.variances.slice(2 * k + 2),
      };
      expectMoments(row, [40 * (1 - p), 40 * p], [40 * p * (1 - p), 40 * p * (1 - p)]);
    });
  });

  it.each(EXACT)(
    'of ten reactions in a ring each fires as often as the others by the %s method',
    (method) => {
      const ids = Array.from({ length: 10 }, (_, i) => `X${i}`);
      const ring = network({
        species: Object.fromEntries(ids.map((id) => [id, 3])),
        reactions: ids.map((id, i) => ({ takes: { [id]: 1 }, gives: { [ids[(i + 1) % 10]!]: 1 }, law: id })),
      });
      const found = stochasticEnsemble(ring, { times: [0, 30], runs: 2000, seed: SEED, method });
      for (let i = 10; i < 20; i++) {
        // 30 molecules among 10 places
        expect(Math.abs(found.means[i]! - 3) * Math.sqrt(2000 / 2.7)).toBeLessThan(4);
        expect(Math.abs(found.variances[i]! / 2.7 - 1) * Math.sqrt(1000)).toBeLessThan(4.5);
      }
    },
  );

  it('dies out and stays so, having fired once for each that lived', () => {
    const death = network({ species: { X: 20 }, reactions: [{ takes: { X: 1 }, law: 'X' }] });
    for (const method of EXACT) {
      const { rows, firings } = simulateStochastic(death, { times: [0, 100, 200], method });
      expect([...rows]).toEqual([20, 0, 0]);
      expect(firings).toBe(20);
    }
  });

  it('a pair that reacts needs both of its two', () => {
    const pairs = network({
      species: { P: 5, D: 0 },
      reactions: [{ takes: { P: 2 }, gives: { D: 1 }, law: '(divide (times P (minus P 1)) 2)' }],
    });
    for (const method of [...EXACT, 'tau-leaping'] as const) {
      const { rows } = simulateStochastic(pairs, { times: [0, 1e6], method });
      expect([...rows]).toEqual([5, 0, 1, 2]);
    }
  });
});

describe('tau-leaping', () => {
  it('comes near the exact means and variances of many molecules with far fewer steps', () => {
    const many = network({
      species: { X: 10_000, Y: 0 },
      reactions: [
        { takes: { X: 1 }, gives: { Y: 1 }, law: '(times 1 X)' },
        { takes: { Y: 1 }, gives: { X: 1 }, law: '(times 1 Y)' },
      ],
    });
    const found = stochasticEnsemble(many, {
      times: [0, 0.3, 4],
      runs: 800,
      seed: SEED,
      method: 'tau-leaping',
    });
    for (const [row, t] of [
      [1, 0.3],
      [2, 4],
    ] as const) {
      const p = (1 - Math.exp(-2 * t)) / 2;
      expect(Math.abs(found.means[2 * row + 1]! / (10_000 * p) - 1)).toBeLessThan(0.02);
      expect(Math.abs(found.variances[2 * row + 1]! / (10_000 * p * (1 - p)) - 1)).toBeLessThan(0.2);
      expect(found.means[2 * row]! + found.means[2 * row + 1]!).toBeCloseTo(10_000, 8);
    }
  });

  it('never takes more than there is', () => {
    const rush = network({
      species: { X: 300, Y: 60, Z: 0 },
      reactions: [
        { takes: { X: 1, Y: 1 }, gives: { Z: 1 }, law: '(times 0.5 X Y)' },
        { takes: { X: 1 }, law: '(times 30 X)' },
        { gives: { X: 5 }, law: '400' },
      ],
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (member) => {
        const times = [0, 0.01, 0.05, 0.1, 0.5, 2];
        const { rows } = simulateStochastic(rush, { times, member, seed: SEED, method: 'tau-leaping' });
        for (const x of rows) expect(x).toBeGreaterThanOrEqual(0);
        for (let i = 0; i < times.length; i++) expect(rows[3 * i + 1]! + rows[3 * i + 2]!).toBe(60);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('is exact where molecules are few', () => {
    const poisson = [2, 20].map(settled);
    const found = stochasticEnsemble(IMMIGRANTS, {
      times: [0, 2, 20],
      runs: 3000,
      seed: SEED,
      method: 'tau-leaping',
    });
    expectMoments(
      { ...found, means: found.means.slice(1), variances: found.variances.slice(1) },
      poisson,
      poisson,
      5,
    );
  });
});

describe('events among firings', () => {
  it.each(EXACT)('at a time are carried out then, and what follows starts from them (%s)', (method) => {
    const emptied = network({
      species: { X: 0 },
      reactions: [
        { gives: { X: 1 }, law: '10' },
        { takes: { X: 1 }, law: '(times 0.1 X)' },
      ],
      events: event('(geq time 7.5)', { X: '50' }),
    });
    const { events, rows } = simulateStochastic(emptied, { times: [0, 7.5, 8], method });
    expect(events.map(({ at }) => at)).toEqual([7.5]);
    expect(rows[1]).toBe(50);
    const found = stochasticEnsemble(emptied, { times: [0, 7.5, 17.5], runs: 3000, seed: SEED, method });
    const kept = Math.exp(-1);
    const variance = 50 * kept * (1 - kept) + settled(10);
    expect(Math.abs(found.means[2]! - (50 * kept + settled(10))) * Math.sqrt(3000 / variance)).toBeLessThan(
      4,
    );
  });

  it('by the number of molecules happen at the firing that brings it', () => {
    const reset = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: '3' }],
      events: event('(geq X 10)', { X: '0' }),
    });
    const { rows, events, firings } = simulateStochastic(reset, { times: [0, 100], seed: SEED });
    expect(firings).toBe(10 * events.length + rows[1]!);
    expect(events.length).toBeGreaterThan(20);
  });

  it('wait out their delay between firings', () => {
    const delayed = network({
      species: { X: 0, Y: 0 },
      reactions: [{ gives: { X: 1 }, law: '3' }],
      events: event('(geq X 1)', { Y: '1' }, `<delay>${math('2')}</delay>`),
    });
    const first = simulateStochastic(delayed, { times: [0, 60], seed: SEED });
    const due = first.events[0]!.at;
    const { rows } = simulateStochastic(delayed, { times: [0, due - 1e-6, due], seed: SEED });
    expect([rows[3], rows[5]]).toEqual([0, 1]);
    const before = simulateStochastic(delayed, { times: [0, due - 2 - 1e-9, due - 2 + 1e-9], seed: SEED });
    expect([before.rows[2], before.rows[4]]).toEqual([0, 1]);
  });

  it('by a clock that they set back come again and again', () => {
    const clocked = network({
      species: { X: 0 },
      reactions: [{ takes: { X: 1 }, law: '(times 0.2 X)' }],
      parameters: '<parameter id="clock" value="0" constant="false"/>',
      rules: `<rateRule variable="clock">${math('1')}</rateRule>`,
      events: event('(geq clock 0.7)', { clock: '0', X: '(plus X 4)' }),
    });
    expect(compileStochastic(clocked, 'interpreted').kind).toBe('jumping');
    const { events } = simulateStochastic(clocked, { times: [0, 7.01], seed: SEED });
    expect(events.length).toBe(10);
    for (const [i, { at }] of events.entries()) expect(at).toBeCloseTo(0.7 * (i + 1), 12);
  });
});

describe('propensities that change between firings', () => {
  it('by time give Poisson numbers of the integrated rate', () => {
    const tide = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: '(times 4 (plus 1 (sin time)))' }],
    });
    expect(compileStochastic(tide, 'interpreted').kind).toBe('flowing');
    const times = [1, 3, 6];
    const found = stochasticEnsemble(tide, { times: [0, ...times], runs: 1000, seed: SEED });
    const poisson = times.map((t) => 4 * (t + 1 - Math.cos(t)));
    expectMoments(
      { ...found, means: found.means.slice(1), variances: found.variances.slice(1) },
      poisson,
      poisson,
    );
  });

  it('by what flows give numbers of the integrated rate; what flows feels each firing', () => {
    const induced = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: '(times 5 level)' }],
      parameters: '<parameter id="level" value="2" constant="false"/>',
      rules: `<rateRule variable="level">${math('(minus (times 0.5 level))')}</rateRule>`,
    });
    const found = stochasticEnsemble(induced, { times: [0, 1, 4], runs: 1000, seed: SEED });
    const poisson = [1, 4].map((t) => 20 * (1 - Math.exp(-t / 2)));
    expectMoments(
      { ...found, means: found.means.slice(1), variances: found.variances.slice(1) },
      poisson,
      poisson,
    );
  });

  it('are the same process as by the direct method where they do not', () => {
    const { rest, reactions } = IMMIGRANTS;
    const wave = { name: 'wave', unit: '1', is: rest.graph.constant(0) };
    const still = rest.graph.apply('multiply', rest.graph.time('1'), rest.graph.constant(0));
    const same = reactions.map((one) => ({
      ...one,
      propensity: rest.graph.apply('add', one.propensity, still),
    }));
    const flowing = compileStochastic(
      { rest: { ...rest, outputs: [...rest.outputs, wave] }, reactions: same },
      'generated',
    );
    expect(flowing.kind).toBe('flowing');
    const found = stochasticEnsemble(flowing, { times: [0, 3], runs: 800, seed: SEED });
    expectMoments(
      { ...found, means: found.means.slice(2), variances: found.variances.slice(2) },
      [settled(3)],
      [settled(3)],
    );
  });

  it('are refused by name where the method cannot', () => {
    const tide = network({ species: { X: 0 }, reactions: [{ gives: { X: 1 }, law: 'time' }] });
    expect(() => simulateStochastic(tide, { times: [0, 1], method: 'tau-leaping' })).toThrow(
      /tau-leaping method does not do: the propensity of "r1" changes all the time/,
    );
  });
});

describe('an ensemble', () => {
  it('is the same, bit for bit, however it is divided and in whatever order it is made', () => {
    const request = { times: [0, 1, 4], seed: SEED };
    const whole = stochasticEnsemble(IMMIGRANTS, { ...request, runs: 500 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.boolean(), (parts, backward) => {
        const ranges = [...stochasticRanges(500, parts)];
        if (backward) ranges.reverse();
        const made = ranges.map((range) => runStochasticPart(IMMIGRANTS, request, range));
        expect(joinStochasticParts(made)).toEqual(whole);
      }),
      { seed: 3, numRuns: 10 },
    );
  });

  it('gives the same numbers however it is executed', () => {
    const request = { times: [0, 3], runs: 70, seed: SEED };
    const generated = stochasticEnsemble(IMMIGRANTS, request, 'generated');
    expect(stochasticEnsemble(IMMIGRANTS, request, 'interpreted')).toEqual(generated);
    expect(stochasticEnsemble(IMMIGRANTS, request, 'wasm')).toEqual(generated);
  });

  it('shows every run to who asks, tells its progress, and ends when it is not wanted any more', () => {
    const seen: number[] = [];
    const signal = { aborted: false };
    const progress: string[] = [];
    const request = {
      times: [0, 1],
      runs: 300,
      seed: SEED,
      signal,
      observe: (member: number, rows: Float64Array) => seen.push(member + rows.length * 0),
      progress: (done: number, of: number) => {
        progress.push(`${done}/${of}`);
        if (done >= 128) signal.aborted = true;
      },
    };
    expect(() => stochasticEnsemble(IMMIGRANTS, request)).toThrow(/cancelled/);
    expect(progress).toEqual(['64/300', '128/300']);
    expect(seen).toEqual(Array.from({ length: 128 }, (_, i) => i));
  });

  it('takes other initial values and parameters by name', () => {
    const { rows } = simulateStochastic(IMMIGRANTS, { times: [0], values: { X: 7 } });
    expect(rows[0]).toBe(7);
    expect(() => simulateStochastic(IMMIGRANTS, { times: [0], values: { Y: 7 } })).toThrow(/no "Y"/);
  });

  it.each([
    ['a negative propensity', '(minus X 5)', /propensity of reaction "r1" is -5/],
    ['one that is no number', '(divide X X)', /propensity of reaction "r1" is NaN/],
    [
      'one that changes all the time',
      '(minus 1 time)',
      /propensity of reaction "r1" is negative or no number at t = [123]/,
    ],
  ])('refuses %s by name', (_, law, message) => {
    const broken = network({ species: { X: 0 }, reactions: [{ gives: { X: 1 }, law }] });
    expect(() => simulateStochastic(broken, { times: [0, 1, 3], seed: SEED })).toThrow(message);
  });
});
