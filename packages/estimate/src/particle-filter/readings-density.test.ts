import { expect, it } from 'vitest';
import { type Reading, readingsDensity } from './readings-density.ts';

const densityAt = (reading: Reading, prediction: number) => {
  const out = new Float64Array(1);
  readingsDensity([reading], (values, _, to) => to.set(values)).logDensity(
    Float64Array.of(prediction),
    1,
    out,
  );
  return out[0]!;
};
const normal = { kind: 'additive', sd: 0.5 } as const;
const levels = { kind: 'ordinal', thresholds: [-1, 1] } as const;
const counts = (size: number) => ({ kind: 'negative-binomial', size }) as const;

// from scipy.stats: norm, poisson, nbinom (n = size, p = size / (size + mean)), and logistic differences
it.each<[string, Reading, number, number]>([
  ['normal', { error: normal, value: 5 }, 4.2, -1.5057913526447266],
  ['normal below its limit', { error: normal, value: 5, censored: 'below' }, 4.2, -0.05635798430398376],
  ['normal above its limit', { error: normal, value: 5, censored: 'above' }, 4.2, -2.9040780103022454],
  ['Poisson', { error: { kind: 'count' }, value: 4 }, 2.5, -2.0128909028513253],
  ['ordinal', { error: levels, value: 1 }, 0.3, -0.7896079605873092],
  ['negative binomial 0', { error: counts(2), value: 0 }, 3, -1.83258146374831],
  ['negative binomial 7', { error: counts(2), value: 7 }, 3, -3.3289192884304093],
  ['negative binomial 120', { error: counts(4.5), value: 120 }, 90, -5.187778574209316],
  ['negative binomial, size below 1', { error: counts(0.7), value: 3 }, 0.2, -5.31270667921979],
  ['negative binomial below 4', { error: counts(2), value: 4, censored: 'below' }, 3, -0.4109199587911281],
  ['negative binomial above 4', { error: counts(2), value: 4, censored: 'above' }, 3, -1.4555158301618438],
])('%s', (_, reading, prediction, expected) => {
  expect(densityAt(reading, prediction)).toBeCloseTo(expected, 8);
});

it('leaves missing readings out, sums the others, and hides no prediction that is not a number', () => {
  const two = readingsDensity(
    [
      { error: { kind: 'count' }, value: Number.NaN },
      { error: { kind: 'count' }, value: 4 },
      { error: normal, value: 5 },
    ],
    (values, members, out) => {
      for (let m = 0; m < members; m++) out.set([0, values[m]!, 4.2], 3 * m);
    },
  );
  expect([two.used, two.missing]).toEqual([2, 1]);
  const out = new Float64Array(2);
  two.logDensity(Float64Array.of(2.5, Number.NaN), 2, out);
  expect(out[0]).toBeCloseTo(-2.0128909028513253 - 1.5057913526447266, 9);
  expect(out[1]).toBeNaN();
  expect(densityAt({ error: counts(2), value: 1 }, Number.NaN)).toBeNaN();
  expect(densityAt({ error: counts(2), value: 1.5 }, 3)).toBe(Number.NEGATIVE_INFINITY);
  expect(densityAt({ error: counts(2), value: 1 }, 0)).toBeLessThan(-10); // rules no member out for ever
  expect(() => densityAt({ error: counts(0), value: 1 }, 3)).toThrow('has size 0');
});
