import { describe, expect, it } from 'vitest';
import { compileStochastic } from './compile-stochastic.ts';
import { expectMoments, IMMIGRANTS, math, network, SEED, settled } from './fixtures/written-network.ts';
import { simulateStochastic } from './simulate-stochastic.ts';
import { stochasticEnsemble } from './stochastic-ensemble.ts';

describe('propensities that change between firings', () => {
  it('by time give Poisson numbers of the integrated rate', () => {
    const tide = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: '(times 4 (plus 1 (sin time)))' }],
    });
    expect(compileStochastic(tide, 'interpreted').kind).toBe('flowing');
    const times = [1, 3, 6];
    const found = stochasticEnsemble(tide, { times: [0, ...times], runs: 400, seed: SEED });
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
    const found = stochasticEnsemble(induced, { times: [0, 1, 4], runs: 400, seed: SEED });
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

  it('by what was follow it', () => {
    const offspring = network({
      species: { X: 0, Y: 0 },
      reactions: [
        { gives: { X: 1 }, law: '3' },
        { gives: { Y: 1 }, law: '(delay X 1)' },
      ],
    });
    const found = stochasticEnsemble(offspring, { times: [0, 1, 3], runs: 300, seed: SEED });
    expect([found.means[2], found.means[3]]).toEqual([found.means[2], 0]);
    // X (t - 1) is Poisson of mean 3 (t - 1); Y is Poisson of its integral
    const mean = (3 * 4) / 2;
    const variance = mean + (3 * 8) / 3;
    expect(Math.abs(found.means[5]! - mean) * Math.sqrt(300 / variance)).toBeLessThan(4);
    expect(Math.abs(found.variances[5]! / variance - 1)).toBeLessThan(0.4);
  });

  it('by what an algebraic rule holds follow it', () => {
    const held = network({
      species: { X: 0 },
      reactions: [{ gives: { X: 1 }, law: 'v' }],
      parameters: '<parameter id="v" value="0" constant="false"/>',
      rules: `<algebraicRule>${math('(minus v (times 2 time))')}</algebraicRule>`,
    });
    const found = stochasticEnsemble(held, { times: [0, 3], runs: 300, seed: SEED });
    expectMoments({ ...found, means: found.means.slice(1), variances: found.variances.slice(1) }, [9], [9]);
  });

  it('are refused by name where the method cannot', () => {
    const tide = network({ species: { X: 0 }, reactions: [{ gives: { X: 1 }, law: 'time' }] });
    expect(() => simulateStochastic(tide, { times: [0, 1], method: 'tau-leaping' })).toThrow(
      /tau-leaping method does not do: the propensity of "r1" changes all the time/,
    );
  });
});
