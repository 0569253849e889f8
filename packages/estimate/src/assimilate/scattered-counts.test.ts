// Counts that scatter more than Poisson counts do, as an error model of a twin.
import {
  type Assimilation,
  addSeconds,
  EMPTY_SCHEDULE,
  type ErrorModel,
  instant,
  subjectRef,
  type TwinModel,
} from '@twinward/contract';
import { exp, philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { ecdfTest } from '../calibrate/ecdf-test.ts';
import { type CalibrationCourse, calibrationRanks } from '../calibrate/simulation-based-calibration.ts';
import { logNegativeBinomial, negativeBinomialQuantile } from '../distribution/negative-binomial.ts';
import { columnValues } from '../ensemble/column-values.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { linearTwin } from '../testing/linear-twin.ts';
import { assimilate } from './assimilate.ts';
import { readingAbout } from './reading.ts';

const random = philox('00000000000000c0');
const scattered = (size: number): ErrorModel => ({ kind: 'negative-binomial', size });
/** Cases an hour: the exponential of a wandering state, about 12. */
const casesTwin = (assimilation: Assimilation, error: ErrorModel): TwinModel => ({
  ...linearTwin(assimilation, error),
  predict: (belief) => columnValues(belief, 0).map((x) => exp(2.5 + 0.4 * x)),
});

describe('a negative binomial reading', () => {
  // sums of scipy.stats.nbinom terms (n = size, p = size / (size + mean))
  it.each([
    [4, 3, 2, 0.66304],
    [100, 90, 4.5, 0.6436001231152514],
    [1, 0.2, 0.7, 0.8386849917614465],
    [10_200, 10_000, 2000, 0.7930403785149156],
  ])('is below %d with mean %d and size %d as often as the sum of its terms', (k, mean, size, below) => {
    const share = readingAbout(scattered(size), mean).cumulative(k);
    expect(share.below).toBeCloseTo(below, 9);
    expect(share.upTo - share.below).toBeCloseTo(Math.exp(logNegativeBinomial(k, mean, size)), 9);
  });

  it('is drawn with the mean and variance it says it has, and rises with the mean for the same draw', () => {
    const reading = readingAbout(scattered(2.5), 20);
    const drawn = Float64Array.from({ length: 40_000 }, (_, i) => reading.draw(random.draws(i, 0, 0)));
    expect(reading.variance).toBe(180);
    expect(Math.abs(meanOf(drawn, null) - 20)).toBeLessThan(4 * Math.sqrt(180 / 40_000));
    expect(covarianceOf(drawn, drawn, null) / 180).toBeCloseTo(1, 1);
    const rising = [0, 0.01, 1, 15, 16, 400].map((mean) => negativeBinomialQuantile(mean, 2.5, 0.7));
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  });

  it('moves a belief as far as integration over all states says, by either filter', () => {
    const [error, seen] = [scattered(3), 31];
    let [mass, first] = [0, 0];
    for (let x = -8; x <= 8; x += 0.001) {
      const w = Math.exp(logNegativeBinomial(seen, Math.exp(2.5 + 0.4 * x), 3) - 0.5 * x * x);
      mass += w;
      first += w * x;
    }
    const methods: readonly (readonly [Assimilation, number])[] = [
      [{ method: 'particle', regularisation: 0 }, 0.02],
      [{ method: 'ensemble-kalman' }, 0.15], // takes the count as normal
    ];
    for (const [method, within] of methods) {
      const twin = casesTwin(method, error);
      const subject = { ref: subjectRef('Device/d'), facts: {} };
      const prior = twin.initialise(subject, instant(0), 20_000, random);
      const { belief } = assimilate(twin, prior, [{ observable: 'y', value: seen, censored: null }], random);
      const mean = meanOf(columnValues(belief, 0), weightsOf(belief));
      expect([method.method, Math.abs(mean - first / mass) < within]).toEqual([method.method, true]);
    }
  });

  it('is refused when it is no count, and so is a size that is none', () => {
    const take = (error: ErrorModel, value: number) => {
      const twin = casesTwin({ method: 'particle' }, error);
      const prior = twin.initialise({ ref: subjectRef('Device/d'), facts: {} }, instant(0), 10, random);
      assimilate(twin, prior, [{ observable: 'y', value, censored: null }], random);
    };
    expect(() => take(scattered(2), 2.5)).toThrow(expect.objectContaining({ code: 'observation.invalid' }));
    expect(() => take(scattered(0), 2)).toThrow('has size 0');
  });
});

describe('a twin that reads scattered counts', () => {
  const from = instant(0);
  const course: CalibrationCourse = {
    subject: { ref: subjectRef('Device/d'), facts: {} },
    from,
    schedule: EMPTY_SCHEDULE,
    readings: Array.from({ length: 6 }, (_, i) => ({
      at: addSeconds(from, 3600 * (i + 1)),
      observables: ['y'],
    })),
    ahead: addSeconds(from, 7 * 3600),
  };
  const ranksOf = (assimilation: Assimilation): readonly number[] =>
    Array.from({ length: 200 }, (_, life) => {
      const own = random.derive(`life ${life}`);
      const twin = casesTwin(assimilation, scattered(2));
      const all = calibrationRanks(twin, course, 100, own.derive('truth'), own.derive('twin'));
      return all.find(({ quantity }) => quantity === 'reading ahead: y')!.rank;
    });
  const held = (ranks: readonly number[]) =>
    ranks.filter((rank) => rank >= 0.05 && rank <= 0.95).length / ranks.length;

  it.each<Assimilation>([{ method: 'particle', regularisation: 0 }, { method: 'ensemble-kalman' }])(
    'is as sure as it should be by $method',
    (method) => {
      const ranks = ranksOf(method);
      expect(ecdfTest(ranks, random).p).toBeGreaterThan(0.01);
      expect(held(ranks)).toBeGreaterThan(0.84);
      expect(held(ranks)).toBeLessThan(0.96);
    },
  );
});
