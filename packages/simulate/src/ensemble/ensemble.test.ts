import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../graph/compile.ts';
import { equations } from '../graph/equations.ts';
import { makeStepper } from '../ode/make-stepper.ts';
import { Ensemble } from './ensemble.ts';
import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { EnsembleRequest } from './ensemble-request.ts';
import { runEnsembleUnit } from './ensemble-unit.ts';

/** Elimination A' = u - k A, one k per member; members whose k is negative blow up as A' = -k A^2. */
const elimination = equations({
  time: 'h',
  states: { A: '1' },
  parameters: { k: '/h' },
  inputs: { u: '/h' },
  where: {},
  derivatives: { A: 'if(k < 0, -k * A * A, u - k * A)' },
  outputs: { A: { unit: '1', is: 'A' } },
});
const oscillator = equations({
  time: 's',
  states: { x: 'm', v: 'm/s' },
  parameters: { w: '/s' },
  inputs: {},
  where: {},
  derivatives: { x: 'v', v: '-w * w * x' },
  outputs: { x: { unit: 'm', is: 'x' }, v: { unit: 'm/s', is: 'v' } },
});
/** Predator and prey: never quiet, and different for every member. */
const foxes = equations({
  time: 'd',
  states: { hares: '1', foxes: '1' },
  parameters: { birth: '/d', hunt: '/d', death: '/d' },
  inputs: {},
  where: { meals: 'hunt * hares * foxes' },
  derivatives: { hares: 'birth * hares - meals', foxes: 'meals - death * foxes' },
  outputs: { hares: { unit: '1', is: 'hares' }, foxes: { unit: '1', is: 'foxes' } },
});
/** A pendulum that is pushed: equations that name the time and need elementary functions. */
const driven = equations({
  time: 's',
  states: { angle: '1', rate: '/s' },
  parameters: { push: '/s2' },
  inputs: {},
  where: {},
  derivatives: {
    angle: 'rate',
    rate: 'push * cos(t * 1 {/s}) - sin(angle) * 4 {/s2} - tanh(rate * 1 {s}) * 0.1 {/s2}',
  },
  outputs: {},
});
const TIGHT = { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 };
const NONE = new Float64Array(0);
const N = 32;
const rates = Float64Array.from({ length: N }, (_, i) => 0.05 + 0.02 * i);

const one = (y: readonly number[], p: readonly number[]): EnsembleArrays => ({
  members: 1,
  y: Float64Array.from(y),
  p: Float64Array.from(p),
  pStride: p.length,
  u: NONE,
  uStride: 0,
});

describe('members', () => {
  test('every member follows its own parameters', () => {
    const y = new Float64Array(N).fill(10);
    const u = Float64Array.of(2);
    const run = new Ensemble(elimination, TIGHT).advance(0, 8, {
      members: N,
      y,
      p: rates,
      pStride: 1,
      u,
      uStride: 0,
    });
    expect(run.failures).toEqual([]);
    rates.forEach((k, i) => {
      expect(Math.abs(y[i]! - (2 / k + (10 - 2 / k) * Math.exp(-8 * k)))).toBeLessThan(1e-8);
    });
  });

  test('a member that is its own partner takes the steps of the JavaScript solver, bit for bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 5, maxLength: 5 }),
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        ([a, b, ...p], end) => {
          const arrays = one([a!, b!], p);
          const stepper = makeStepper(compile(foxes, 'generated'), arrays.p, NONE, 'explicit');
          stepper.start(0, arrays.y);
          while (stepper.t < end) stepper.step(end);
          const run = new Ensemble(foxes).advance(0, end, arrays);
          expect(arrays.y).toEqual(stepper.y);
          const { accepted, rejected } = stepper.counts;
          expect([run.accepted, run.rejected]).toEqual([accepted, rejected]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['equations that name the time', 0, {}],
    ['a start late in time, from rest', 1e12, { absoluteTolerance: 1e-4 }],
    ['a largest step', 3, { maximumStep: 0.25 }],
    ['a relative tolerance alone', 0, { absoluteTolerance: 0 }],
  ])('and so with %s', (_, from, options) => {
    const arrays = one([0, 0], [0.7]);
    const stepper = makeStepper(compile(driven, 'generated'), arrays.p, NONE, 'explicit', options);
    stepper.start(from, arrays.y);
    while (stepper.t < from + 6) stepper.step(from + 6);
    const run = new Ensemble(driven, options).advance(from, from + 6, arrays);
    expect(run.failures).toEqual([]);
    expect(arrays.y).toEqual(stepper.y);
    expect(run.accepted).toBe(stepper.counts.accepted);
  });

  test('lanes never mix: two like members together give the bits of one alone, whichever lane', () => {
    const alone = one([1, 0.5], [1.1, 0.4, 0.4]);
    new Ensemble(foxes).advance(0, 20, alone);
    const y = Float64Array.of(1, 0.5, 1, 0.5);
    const p = Float64Array.of(1.1, 0.4, 0.4, 1.1, 0.4, 0.4);
    new Ensemble(foxes).advance(0, 20, { members: 2, y, p, pStride: 3, u: NONE, uStride: 0 });
    expect([...y]).toEqual([...alone.y, ...alone.y]);
  });

  test('unlike members in one pair each stay within the tolerance', () => {
    const y = Float64Array.of(1, 0, 1, 0);
    const p = Float64Array.of(1, 9);
    new Ensemble(oscillator, TIGHT).advance(0, 10, { members: 2, y, p, pStride: 1, u: NONE, uStride: 0 });
    for (const m of [0, 1]) {
      expect(Math.abs(y[2 * m]! - Math.cos(10 * p[m]!))).toBeLessThan(1e-7);
      expect(Math.abs(y[2 * m + 1]! + p[m]! * Math.sin(10 * p[m]!))).toBeLessThan(1e-6);
    }
  });
});

describe('orders of convergence', () => {
  /** Steps of fixed length: a tolerance so loose that every one is accepted. */
  const error = (steps: number): { end: number; between: number } => {
    const h = 2 / steps;
    const arrays = one([1, 0], [1]);
    const times = Array.from({ length: 5 * steps + 1 }, (_, i) => (2 * i) / (5 * steps));
    const rows = new Float64Array(2 * times.length);
    const loose = { relativeTolerance: 0.9, absoluteTolerance: 1e6, firstStep: h, maximumStep: h };
    new Ensemble(oscillator, loose).advance(0, 2, arrays, { samples: { times, rows } });
    const between = times.map((t, i) => Math.abs(rows[2 * i]! - Math.cos(t)));
    return {
      end: Math.hypot(arrays.y[0]! - Math.cos(2), arrays.y[1]! + Math.sin(2)),
      between: Math.max(...between),
    };
  };

  test('the solution converges with order 5, the dense output with order 4 at least', () => {
    const [coarse, fine] = [error(20), error(40)];
    expect(Math.log2(coarse.end / fine.end)).toBeGreaterThan(4.8);
    expect(Math.log2(coarse.end / fine.end)).toBeLessThan(5.4);
    expect(Math.log2(coarse.between / fine.between)).toBeGreaterThan(3.8);
  });
});

describe('failures', () => {
  const advance = (p: Float64Array) => {
    const y = new Float64Array(p.length).fill(10);
    const run = new Ensemble(elimination).advance(0, 8, {
      members: p.length,
      y,
      p,
      pStride: 1,
      u: new Float64Array(1),
      uStride: 0,
    });
    return { y, run };
  };

  test('a member that blows up is named; its partner and all others give the bits they give without it', () => {
    const { y, run } = advance(Float64Array.of(0.1, 0.2, 0.3, -1, 0.5));
    expect(run.failures).toHaveLength(1);
    expect(run.failures[0]).toMatchObject({ member: 3, state: 'A' });
    expect(run.failures[0]!.time).toBeCloseTo(0.1, 6);
    expect(run.alone).toEqual([2, 3]);
    expect(y[2]).toBe(advance(Float64Array.of(0.3)).y[0]);
    expect([y[0], y[1]]).toEqual([...advance(Float64Array.of(0.1, 0.2)).y]);
    expect(y[4]).toBe(advance(Float64Array.of(0.5)).y[0]);
  });

  test('a member that begins as NaN is told as not finite, and rows it has not reached hold NaN', () => {
    const request = {
      members: 2,
      y: Float64Array.of(NaN, 10),
      p: Float64Array.of(0.1),
      pStride: 0,
      u: new Float64Array(1),
      uStride: 0,
      from: 0,
      times: [1, 2],
    };
    const { rows, run } = new Ensemble(elimination).simulate(request);
    expect(run.failures).toEqual([{ member: 0, reason: 'non-finite', state: 'A', time: 0 }]);
    expect([rows[0], rows[1]]).toEqual([NaN, NaN]);
    expect(rows[3]).toBeCloseTo(10 * Math.exp(-0.2), 5);
  });

  test('too many steps are told as such', () => {
    const run = new Ensemble(oscillator, { maximumSteps: 5 }).advance(0, 100, one([1, 0], [50]));
    expect(run.failures[0]).toMatchObject({ member: 0, reason: 'too-many-steps' });
  });
});

describe('courses', () => {
  test('each member meets each breakpoint with its own number, and takes it up again when its pair is run anew', () => {
    const y = new Float64Array(N + 1);
    const p = Float64Array.of(...rates, -1);
    const u = new Float64Array(1);
    const act = (index: number, _t: number, member: number): void => {
      y[member]! += (index + 1) * member;
    };
    const run = new Ensemble(elimination, TIGHT).advance(
      0,
      8,
      { members: N + 1, y, p, pStride: 1, u, uStride: 0 },
      { breakpoints: [2, 5], act },
    );
    expect(run.failures.map(({ member }) => member)).toEqual([N]);
    rates.forEach((k, i) => {
      expect(Math.abs(y[i]! - (i * Math.exp(-6 * k) + 2 * i * Math.exp(-3 * k)))).toBeLessThan(1e-7);
    });
  });

  test('members with doses at times of their own: levels are superpositions, and an output at a dose sees it', () => {
    const doses = [
      [1, 4],
      [2, 6],
      [0, 5],
    ];
    const request: EnsembleRequest = {
      members: 3,
      y: new Float64Array(3),
      p: Float64Array.of(0.3, 0.5, 0.9),
      pStride: 1,
      u: new Float64Array(1),
      uStride: 0,
      from: 0,
      times: Array.from({ length: 17 }, (_, i) => i / 2),
      changes: doses.map((times) => times.map((time) => ({ time, symbol: 'A', add: 100 }))),
    };
    const { rows } = new Ensemble(elimination, TIGHT).simulate(request);
    doses.forEach((times, m) => {
      Array.from(request.times).forEach((t, i) => {
        const level = times.reduce(
          (sum, at) => sum + (t >= at ? 100 * Math.exp(-request.p[m]! * (t - at)) : 0),
          0,
        );
        expect(Math.abs(rows[m * 17 + i]! - level)).toBeLessThan(1e-6);
      });
    });
  });

  test('an infusion that starts and stops: inputs are set, the rest is left', () => {
    const { rows } = new Ensemble(elimination, TIGHT).simulate({
      ...one([0], [0.5]),
      u: new Float64Array(1),
      uStride: 0,
      from: 0,
      times: [2, 10],
      changes: [
        { time: 0, symbol: 'u', set: 3 },
        { time: 2, symbol: 'u', set: 0 },
      ],
    });
    expect(rows[0]).toBeCloseTo(6 * (1 - Math.exp(-1)), 8);
    expect(rows[1]).toBeCloseTo(6 * (1 - Math.exp(-1)) * Math.exp(-4), 8);
  });
});

describe('work units', () => {
  const request: EnsembleRequest = {
    members: 41,
    y: Float64Array.from({ length: 82 }, (_, i) => 0.5 + (i % 7) / 5),
    p: Float64Array.from({ length: 123 }, (_, i) => 0.4 + ((i * 37) % 11) / 8),
    pStride: 3,
    u: NONE,
    uStride: 0,
    from: 0,
    times: [1, 5, 9],
    changes: Array.from({ length: 41 }, (_, m) => [{ time: 1 + (m % 3), symbol: 'foxes', set: 0.2 }]),
  };
  const ensemble = new Ensemble(foxes);
  const whole = ensemble.simulate(request);

  test.each([1, 2, 3, 7, 100])('in %i parts an ensemble gives the same bytes', (parts) => {
    const units = ensemble.divide(request, parts).map((unit) => structuredClone(unit));
    expect(units.length).toBeLessThanOrEqual(parts);
    expect(ensemble.join(request, units.map(runEnsembleUnit).reverse())).toEqual(whole);
  });

  test('what was asked for is left as it was', () => {
    expect(request.y[0]).toBe(0.5);
  });
});

describe('what is refused', () => {
  const ensemble = new Ensemble(elimination);
  const arrays = {
    members: 2,
    y: new Float64Array(2),
    p: new Float64Array(2),
    pStride: 1,
    u: new Float64Array(1),
    uStride: 0,
  };

  test.each([
    ['too few states', { ...arrays, y: new Float64Array(1) }, /y holds 1/],
    ['no parameters', { ...arrays, p: NONE }, /p holds 0/],
    ['no shared input', { ...arrays, u: NONE }, /u holds 0/],
  ])('%s', (_, wrong, message) => {
    expect(() => ensemble.advance(0, 1, wrong)).toThrow(message);
  });

  test('times that run backwards, and changes of what is not there', () => {
    expect(() => ensemble.advance(1, 0, arrays)).toThrow(/from 1 to 0/);
    expect(() => ensemble.simulate({ ...arrays, from: 1, times: [0.5] })).toThrow(/ascend/);
    const changes = [{ time: 0, symbol: 'B', set: 1 }];
    expect(() => ensemble.simulate({ ...arrays, from: 0, times: [1], changes })).toThrow(/"B"/);
  });

  test('nobody is an ensemble too', () => {
    const none = { members: 0, y: NONE, p: NONE, pStride: 1, u: NONE, uStride: 1 };
    expect(ensemble.simulate({ ...none, from: 0, times: [1] }).rows).toHaveLength(0);
  });
});
