import { describe, expect, it } from 'vitest';
import { compileStochastic } from './compile-stochastic.ts';
import {
  EXACT,
  event,
  expectMoments,
  IMMIGRANTS,
  math,
  network,
  SEED,
  settled,
} from './fixtures/written-network.ts';
import { simulateStochastic } from './simulate-stochastic.ts';
import { stochasticEnsemble } from './stochastic-ensemble.ts';

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

  it.each(EXACT)('gives what a changing stoichiometry says at each firing, by the %s method', (method) => {
    const bursts = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: '4' }],
      parameters: '<parameter id="burst" value="2" constant="false"/>',
      events: event('(geq time 5)', { burst: '7' }),
    });
    const by = bursts.rest.graph.named('burst')!;
    const reactions = bursts.reactions.map((one) => ({
      ...one,
      changes: one.changes.map(({ target }) => ({ target, by })),
    }));
    const found = { rest: bursts.rest, reactions };
    const { rows } = simulateStochastic(found, { times: [0, 5, 9], seed: SEED, method });
    expect(rows[1]! % 2).toBe(0);
    expect((rows[2]! - rows[1]!) % 7).toBe(0);
    const { means, runs } = stochasticEnsemble(found, { times: [0, 5, 9], seed: SEED, method, runs: 500 });
    const variance = 4 * 20 + 49 * 16;
    expect(Math.abs(means[2]! - (40 + 112)) * Math.sqrt(runs / variance)).toBeLessThan(4);
    expect(() => simulateStochastic(found, { times: [0, 9], method: 'tau-leaping' })).toThrow(
      /what "r1" changes is not constant/,
    );
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
