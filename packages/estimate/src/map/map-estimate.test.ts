import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MapProblem, mapEstimate } from './map-estimate.ts';

interface Dose {
  readonly at: number;
  readonly amount: number;
  /** Hours of infusion; 0 is a bolus. */
  readonly over: number;
}

/** Concentration of A exp(-a t) summed over two exponentials, each dose given over its time. */
function twoCompartments(
  ke: number,
  v: number,
  k12: number,
  k21: number,
  doses: readonly Dose[],
  t: number,
): number {
  const sum = ke + k12 + k21;
  const root = Math.sqrt(sum * sum - 4 * ke * k21);
  const [alpha, beta] = [(sum + root) / 2, (sum - root) / 2];
  const part = (rate: number, share: number): number =>
    doses.reduce((total, { at, amount, over }) => {
      const since = t - at;
      if (since < 0) return total;
      const given = Math.min(since, over);
      return (
        total +
        (amount / over / v) *
          (share / rate) *
          (1 - Math.exp(-rate * given)) *
          Math.exp(-rate * (since - given))
      );
    }, 0);
  return part(alpha, (alpha - k21) / (alpha - beta)) + part(beta, (k21 - beta) / (alpha - beta));
}

/** Readings at times, a concentration that eta changes and a variance that the concentration tells. */
function pharmacokinetic(
  readings: readonly (readonly [t: number, y: number])[],
  prior: readonly number[],
  concentration: (eta: Float64Array, t: number) => number,
  variance: (f: number) => number,
): MapProblem {
  return {
    observed: readings.map(([, y]) => y),
    prior,
    predict: (eta, out) => {
      for (const [i, [t]] of readings.entries()) {
        out[i] = concentration(eta, t);
        out[readings.length + i] = variance(out[i]!);
      }
    },
  };
}

describe('the most probable patient', () => {
  it('on vancomycin is the one Monolix finds (Goti 2018 model, two levels)', () => {
    const [cl0, v0] = [4.5 * (34 / 120) ** 0.8, 58.4 * (62 / 70)];
    const doses = [
      { at: 0, amount: 1900, over: 1 },
      { at: 22.2, amount: 1750, over: 1 },
    ];
    const problem = pharmacokinetic(
      [
        [12, 14.8],
        [37.5, 22.5],
      ],
      [0.147, 0, 0, 0, 0.51, 0, 0, 0, 0.282],
      (eta, t) => {
        const [cl, v, vp] = [cl0 * Math.exp(eta[0]!), v0 * Math.exp(eta[1]!), 38.4 * Math.exp(eta[2]!)];
        return twoCompartments(cl / v, v, 6.5 / v, 6.5 / vp, doses, t);
      },
      (f) => (3.4 + 0.227 * f) ** 2,
    );
    const { x, status } = mapEstimate(problem);
    expect(status).toBe('converged');
    expect((cl0 * Math.exp(x[0]!)) / 1.72).toBeCloseTo(1, 2);
    expect((v0 * Math.exp(x[1]!)) / 59.8).toBeCloseTo(1, 2);
    expect((38.4 * Math.exp(x[2]!)) / 41.6).toBeCloseTo(1, 2);
  });

  it('on tobramycin is the one Monolix finds (error proportional to the level)', () => {
    const [ke0, v0] = [0.21 * (80 / 67.8) ** 0.89 * (65 / 66.4) ** -1.09, 19.8 * (65 / 66.4) ** 0.8];
    const problem = pharmacokinetic(
      [
        [1, 25],
        [14, 5.5],
      ],
      [0.08075, 0, 0, 0.01203],
      (eta, t) =>
        twoCompartments(
          ke0 * Math.exp(eta[0]!),
          v0 * Math.exp(eta[1]!),
          0.041,
          0.12,
          [{ at: 0, amount: 500, over: 0.5 }],
          t,
        ),
      (f) => (0.198 * f) ** 2,
    );
    const { x } = mapEstimate(problem);
    expect((ke0 * Math.exp(x[0]!)) / 0.1258).toBeCloseTo(1, 2);
    expect((v0 * Math.exp(x[1]!)) / 18.21).toBeCloseTo(1, 2);
  });

  const folder = join(import.meta.dirname, '../../../../../shared/data/patient/pk');
  it.skipIf(!existsSync(folder))(
    'on an oral drug is the one NONMEM finds, as sure as NONMEM (POSTHOC, not shipped)',
    () => {
      const [header, ...rows] = readFileSync(join(folder, 'map-run001-data-1to4.csv'), 'utf8')
        .trim()
        .split('\n');
      const column = new Map(header!.split(',').map((name, i) => [name, i]));
      const cells = rows.map((row) => row.split(','));
      const of = (row: readonly string[], name: string) => Number(row[column.get(name)!]);
      const found = readFileSync(join(folder, 'map-run001-nonmem-phi-1to4.csv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1);
      for (const line of found) {
        const [, id, ...figures] = line.split(',').map(Number);
        const own = cells.filter((row) => of(row, 'ID') === id);
        const doses = own
          .filter((row) => of(row, 'evid') === 1)
          .flatMap((row) =>
            Array.from({ length: of(row, 'addl') + 1 }, (_, k) => ({
              at: of(row, 'time') + k * of(row, 'ii'),
              amount: of(row, 'amt'),
            })),
          );
        const readings = own
          .filter((row) => of(row, 'mdv') === 0)
          .map((row) => [of(row, 'time'), of(row, 'DV')] as const);
        const { x, covariance, marginal } = mapEstimate(
          pharmacokinetic(
            readings,
            [0.2, 0, 0, 0, 0.2, 0, 0, 0, 0.2],
            (eta, t) => {
              const [cl, v, ka] = [4 * Math.exp(eta[0]!), 70 * Math.exp(eta[1]!), Math.exp(eta[2]!)];
              const k = cl / v;
              return doses.reduce((sum, { at, amount }) => {
                if (t < at) return sum;
                return (
                  sum + ((amount / v) * ka * (Math.exp(-k * (t - at)) - Math.exp(-ka * (t - at)))) / (ka - k)
                );
              }, 0);
            },
            (f) => 0.05 * f * f,
          ),
        );
        for (const i of [0, 1, 2]) expect(x[i]).toBeCloseTo(figures[i]!, 4);
        const etc = [0, 3, 4, 6, 7, 8].map((place) => covariance[place]!);
        for (const [i, ours] of etc.entries()) expect(ours).toBeCloseTo(figures[3 + i]!, 5);
        expect(marginal).toBeCloseTo(figures[9]!, 3);
      }
      expect(found.length).toBe(4);
    },
  );

  it('of a linear model is the exact posterior, its marginal the exact likelihood', () => {
    const reading = fc.tuple(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 6 }),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        (readings, omega) => {
          const v = 0.7;
          const problem: MapProblem = {
            observed: readings.map(([, y]) => y),
            prior: [omega],
            predict: (eta, out) => {
              for (const [i, [h]] of readings.entries()) out[i] = h * eta[0]!;
              out.fill(v, readings.length);
            },
          };
          const { x, covariance, marginal } = mapEstimate(problem);
          const precision = 1 / omega + readings.reduce((sum, [h]) => sum + (h * h) / v, 0);
          const mean = readings.reduce((sum, [h, y]) => sum + (h * y) / v, 0) / precision;
          expect(x[0]).toBeCloseTo(mean, 7);
          expect(covariance[0]).toBeCloseTo(1 / precision, 7);
          // one reading after another: y | the ones before is normal
          let [m, p, exact] = [0, omega, 0];
          for (const [h, y] of readings) {
            const s = h * h * p + v;
            exact += (y - h * m) ** 2 / s + Math.log(s);
            m += (p * h * (y - h * m)) / s;
            p -= (p * h) ** 2 / s;
          }
          expect(marginal).toBeCloseTo(exact, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('without readings is the typical one, with the spread of the prior', () => {
    const { x, covariance } = mapEstimate({
      observed: [],
      prior: [0.2, 0.05, 0.05, 0.1],
      predict: () => undefined,
    });
    expect([...x]).toEqual([0, 0]);
    [0.2, 0.05, 0.05, 0.1].forEach((value, i) => {
      expect(covariance[i]).toBeCloseTo(value, 12);
    });
  });

  it('does not differ in what does not vary', () => {
    const predict = (eta: Float64Array, out: Float64Array) => out.set([10 + eta[0]! + eta[1]!, 1]);
    const { x, covariance } = mapEstimate({ observed: [12], prior: [4, 0, 0, 0], predict });
    expect([x[0]!.toFixed(9), x[1], covariance[3]]).toEqual(['1.600000000', 0, 0]);
  });

  it('is refused where it has no meaning, by name', () => {
    const problem: MapProblem = { observed: [1], prior: [1], predict: (eta, out) => out.set([eta[0]!, 1]) };
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => mapEstimate({ ...problem, prior: [1, 2, 2, 1] })).toThrow(code('model.invalid'));
    expect(() => mapEstimate({ ...problem, prior: [1, 2] })).toThrow(code('usage'));
    expect(() => mapEstimate({ ...problem, predict: (_, out) => out.set([0, -1]) })).toThrow(
      code('model.domain'),
    );
    expect(() => mapEstimate(problem, { starts: [] })).toThrow(code('usage'));
  });
});
