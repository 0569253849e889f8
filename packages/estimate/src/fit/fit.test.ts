import {
  addSeconds,
  type Belief,
  type FitRule,
  type FitState,
  type Innovation,
  instant,
} from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { linearTwin } from '../testing/linear-twin.ts';
import { driftOf } from './drift.ts';
import { identifiability } from './identifiability.ts';
import { judgeFit } from './judge-fit.ts';
import { normalScore } from './normal-score.ts';
import { posteriorAgainstPrior } from './posterior-against-prior.ts';

const RULE: FitRule = { warmUp: 6, window: 20, tolerance: 2, stale: 3600 };
const NOW = instant(1_700_000_000_000);
const FITS: FitState = { kind: 'fits' };
const ABSTAINS: FitState = { kind: 'abstains', reason: 'before', since: addSeconds(NOW, -900) };

const innovations = (pits: readonly number[]): Innovation[] =>
  pits.map((pit, seq) => ({
    seq,
    at: NOW,
    observable: 'y',
    observed: 0,
    censored: null,
    predicted: 0,
    sd: 1,
    pit,
    shift: 0,
  }));

const even = (n: number) => Array.from({ length: n }, (_, i) => (i + 0.5) / n);
const judge = (pits: readonly number[], previous: FitState = FITS, outside: string[] = []) =>
  judgeFit(RULE, innovations(pits), addSeconds(NOW, -60), NOW, previous, outside);

describe('whether a twin fits', () => {
  it('is not asked before it has seen enough', () => {
    expect(judge(even(5))).toEqual({ kind: 'warming-up', reason: 'has seen 5 of the 6 readings it needs' });
    expect(judgeFit(RULE, innovations(even(9)), null, NOW, FITS, []).kind).toBe('warming-up');
  });

  it('is yes when its PITs are even', () => {
    expect(judge(even(20))).toEqual(FITS);
  });

  it('is no when readings are all above what was expected, said in numbers', () => {
    const state = judge(new Array(20).fill(0.99));
    expect(state).toMatchObject({ kind: 'abstains', since: NOW });
    expect(state).toHaveProperty('reason', expect.stringContaining('on average 2.3 sd above'));
  });

  it('is no when readings scatter more than it says, and one wild reading is not enough', () => {
    const wide = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.01 : 0.99));
    expect(judge(wide)).toHaveProperty('reason', expect.stringContaining('2.3 times as far'));
    expect(judge([...even(19), 1])).toEqual(FITS);
  });

  it('looks at the latest window only', () => {
    expect(judge([...new Array(20).fill(0.999), ...even(20)])).toEqual(FITS);
  });

  it('comes back only below 80 % of the tolerance', () => {
    const between = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.091 : 0.909));
    const drift = driftOf(innovations(between), 20)!;
    expect(drift).toBeGreaterThan(1.6);
    expect(drift).toBeLessThan(2);
    expect(judge(between, FITS)).toEqual(FITS);
    expect(judge(between, ABSTAINS)).toMatchObject({ kind: 'abstains', since: addSeconds(NOW, -900) });
    expect(judge(even(20), ABSTAINS)).toEqual(FITS);
  });

  it('is no when nothing was seen for long, since the moment it went stale', () => {
    const state = judgeFit(RULE, innovations(even(20)), addSeconds(NOW, -11_000), NOW, FITS, []);
    expect(state).toEqual({
      kind: 'abstains',
      reason: 'no reading for 3 h; it trusts itself for 60 min',
      since: addSeconds(NOW, 3600 - 11_000),
    });
  });

  it('is no outside the range it was validated in, which is named', () => {
    expect(judge(even(20), FITS, ['weight 190 kg above 150 kg'])).toHaveProperty(
      'reason',
      expect.stringContaining('weight 190 kg above 150 kg'),
    );
  });

  it('scores a PIT by the normal quantile, within 4 sd', () => {
    expect(normalScore(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect([normalScore(0), normalScore(1)]).toEqual([-4, 4]);
  });
});

describe('a posterior against its prior', () => {
  const random = philox('00000000000000fa');
  const model = {
    ...linearTwin({ method: 'ensemble-kalman', inflation: 1, relaxation: 0 }),
    columns: [{ name: 'rate', label: 'rate', unit: '1', role: 'parameter', scale: 'log' } as const],
    parameters: [
      {
        name: 'rate',
        label: 'rate',
        unit: '1',
        prior: { kind: 'logNormal', median: 2, logSd: 0.5 } as const,
        source: 'none',
        role: 'estimated' as const,
      },
    ],
  };
  const belief = (logSd: number): Belief => ({
    at: NOW,
    size: 4000,
    width: 1,
    values: Float64Array.from(
      { length: 4000 },
      (_, m) => 2 * Math.exp(logSd * random.draws(m, 0, 0).normal()),
    ),
    logWeights: null,
    structures: null,
  });

  it('says what the data taught', () => {
    const [untaught] = posteriorAgainstPrior(model, belief(0.5));
    expect(untaught).toMatchObject({ verdict: 'mostly prior' });
    expect(untaught!.varianceRatio).toBeCloseTo(1, 1);
    expect(untaught!.prior.q95 / (2 * Math.exp(0.5 * 1.6448536))).toBeCloseTo(1, 2);
    const [taught] = posteriorAgainstPrior(model, belief(0.1));
    expect(taught).toMatchObject({ verdict: 'informed' });
    expect(taught!.varianceRatio).toBeCloseTo(0.04, 2);
    expect(taught!.posterior.q50).toBeCloseTo(2, 1);
  });

  it('draws both densities over one grid, the sharper one higher', () => {
    const [taught] = posteriorAgainstPrior(model, belief(0.1));
    expect(taught!.grid).toHaveLength(61);
    expect(taught!.grid).toEqual(taught!.grid.toSorted((a, b) => a - b));
    expect(Math.max(...taught!.posteriorDensity)).toBe(1);
    expect(Math.max(...taught!.priorDensity)).toBeCloseTo(0.2, 1);
  });
});

describe('what the data can tell', () => {
  const random = philox('00000000000000fb');
  const parameter = (name: string) => ({
    name,
    label: name,
    unit: '1',
    prior: { kind: 'logNormal', median: 1, logSd: 0.5 } as const,
    source: 'none',
    role: 'estimated' as const,
  });
  const names = ['rate', 'capacity', 'delay'];
  const model = {
    ...linearTwin({ method: 'ensemble-kalman', inflation: 1, relaxation: 0 }),
    columns: names.map(
      (name) => ({ name, label: name, unit: '1', role: 'parameter', scale: 'log' }) as const,
    ),
    parameters: names.map(parameter),
  };
  /** Members whose rate x capacity is known to 5 %, and each alone hardly; the delay not at all. */
  const belief: Belief = {
    at: NOW,
    size: 4000,
    width: 3,
    values: Float64Array.from({ length: 12_000 }, (_, at) => {
      const draws = random.draws(Math.floor(at / 3), 0, 0);
      const [share, product, delay] = [0.5 * draws.normal(), 0.05 * draws.normal(), 0.5 * draws.normal()];
      return Math.exp([share + product / 2, product / 2 - share, delay][at % 3]!);
    }),
    logWeights: null,
    structures: null,
  };

  it('may be a combination of parameters of which none is known alone', () => {
    expect(posteriorAgainstPrior(model, belief).map(({ verdict }) => verdict)).toEqual(
      new Array(3).fill('mostly prior'),
    );
    const { directions, learnt } = identifiability(model, belief);
    expect(directions[0]).toMatchObject({ verdict: 'informed' });
    expect(['rate and capacity together', 'capacity and rate together']).toContain(directions[0]!.words);
    expect(directions[0]!.varianceRatio).toBeCloseTo(0.005, 3);
    expect(learnt).toBeCloseTo(1, 1);
    const sloppy = directions.at(-1)!;
    expect(sloppy.words).toContain('against');
    expect(sloppy.varianceRatio).toBeCloseTo(2, 0);
    expect(directions[1]!.words).toBe('delay');
    expect(sloppy.parts.reduce((sum, { weight }) => sum + weight ** 2, 0)).toBeCloseTo(1, 9);
  });
});
