import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMMIGRANTS, network, SEED } from './fixtures/written-network.ts';
import { simulateStochastic } from './simulate-stochastic.ts';
import {
  joinStochasticParts,
  runStochasticPart,
  stochasticEnsemble,
  stochasticRanges,
} from './stochastic-ensemble.ts';

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
