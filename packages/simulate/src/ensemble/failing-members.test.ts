// A member that cannot be carried on is named with its reason, and no other member's bits depend on it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equations } from '../graph/equations.ts';
import { Ensemble, type EnsembleOptions } from './ensemble.ts';
import type { EnsembleRequest } from './ensemble-request.ts';
import { runEnsembleUnit } from './ensemble-unit.ts';

const END = 5;
const HEALTHY = 0;
/** The member whose `fault` is given here does not come further than to time 2, if so far. */
const FAULTS = { 'non-finite': 1, 'too-many-steps': 2, 'step-underflow': 3 } as const;
type Fault = keyof typeof FAULTS;

/** Decay, which ends as no number, swings without end or grows past all bounds in members with a fault. */
const decay = equations({
  time: 'h',
  states: { A: '1', B: '1' },
  parameters: { k: '/h', fault: '1' },
  inputs: {},
  where: {
    lost: 'if(fault < 1.5, k * ln(2 - t * 1 {/h}), if(fault < 2.5, 1e7 * cos(1e7 * t * 1 {/h}) * k, k * A ^ 2))',
  },
  derivatives: { A: 'if(fault < 0.5, -k * A, lost)', B: 'k * A - 0.3 * k * B' },
  outputs: { A: { unit: '1', is: 'A' }, B: { unit: '1', is: 'B' } },
});
const LIMITS = { maximumSteps: 2000, minimumStep: 1e-10 } as const;

const members = (faults: readonly number[]): EnsembleRequest => ({
  members: faults.length,
  y: Float64Array.from({ length: 2 * faults.length }, (_, i) => (i % 2 === 0 ? 1 : 0)),
  p: Float64Array.from(faults.flatMap((fault, m) => [0.5 + 0.1 * (m % 9), fault])),
  pStride: 2,
  u: new Float64Array(0),
  uStride: 0,
  from: 0,
  times: [1, 3, END],
});

function advance(options: EnsembleOptions, faults: readonly number[], only?: readonly number[]) {
  const { times: _, from, ...arrays } = members(faults);
  const chosen = only ?? faults.map((_fault, m) => m);
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(chosen.flatMap((m) => [...values.subarray(2 * m, 2 * m + 2)]));
  const own = { ...arrays, members: chosen.length, y: pick(arrays.y), p: pick(arrays.p) };
  return { run: new Ensemble(decay, options).advance(from, END, own), y: own.y };
}

const anEnsemble = fc
  .array(fc.constantFrom(HEALTHY, HEALTHY, ...Object.values(FAULTS)), { minLength: 1, maxLength: 9 })
  .filter((faults) => faults.some((fault) => fault !== HEALTHY));

describe.each(['explicit', 'stiff', 'rodas4'] as const)('in an ensemble integrated by %s', (method) => {
  const options = { ...LIMITS, method };

  test.each(Object.entries(FAULTS) as [Fault, number][])('a failure is told as %s', (reason, fault) => {
    const { run } = advance(options, [HEALTHY, fault, HEALTHY]);
    expect(run.failures).toHaveLength(1);
    expect(run.failures[0]).toMatchObject({ member: 1, reason, state: 'A' });
    expect(run.failures[0]!.time).toBeLessThanOrEqual(2);
    expect(run.alone).toEqual([0, 1]);
  });

  test('partners of those that fail give the bits they give alone, other pairs those they give without them', () => {
    fc.assert(
      fc.property(anEnsemble, (faults) => {
        const { run, y } = advance(options, faults);
        expect(run.failures.map(({ member }) => member)).toEqual(
          faults.flatMap((fault, m) => (fault === HEALTHY ? [] : [m])),
        );
        faults.forEach((fault, m) => {
          if (fault !== HEALTHY) return;
          const partner = m ^ 1;
          const pair = partner < faults.length && faults[partner] === HEALTHY ? [m, partner] : [m];
          const given = advance(options, faults, pair.sort());
          const at = 2 * pair.indexOf(m);
          expect(y.slice(2 * m, 2 * m + 2)).toEqual(given.y.slice(at, at + 2));
        });
      }),
      { seed: 11, numRuns: 25 },
    );
  });

  test('simulated in 1, 2 and 3 parts, the same members are named, rows they did not reach are no numbers', () => {
    fc.assert(
      fc.property(anEnsemble, (faults) => {
        const request = members(faults);
        const ensemble = new Ensemble(decay, options);
        const whole = ensemble.simulate(request);
        for (const parts of [2, 3])
          expect(
            ensemble.join(request, ensemble.divide(request, parts).map(runEnsembleUnit).reverse()),
          ).toEqual(whole);
        expect(whole.run.failures.map(({ member }) => member)).toEqual(
          faults.flatMap((fault, m) => (fault === HEALTHY ? [] : [m])),
        );
        faults.forEach((fault, m) => {
          const last = whole.rows[6 * m + 4]!;
          if (fault !== HEALTHY) expect(last).toBeNaN();
          else expect(last).toBeCloseTo(Math.exp(-END * request.p[2 * m]!), 4);
        });
      }),
      { seed: 12, numRuns: 15 },
    );
  });
});

test('a state that stays 0 asks for nothing where the tolerance is relative alone', () => {
  const options = { relativeTolerance: 1e-6, absoluteTolerance: 0 };
  for (const method of ['explicit', 'stiff', 'rodas4'] as const) {
    const y = Float64Array.of(0, 0, 1, 1);
    const run = new Ensemble(decay, { ...options, method }).advance(0, END, {
      members: 2,
      y,
      p: Float64Array.of(0.5, HEALTHY),
      pStride: 0,
      u: new Float64Array(0),
      uStride: 0,
    });
    expect(run.failures).toEqual([]);
    expect([y[0], y[1]]).toEqual([0, 0]);
    expect(y[2]).toBeCloseTo(Math.exp(-0.5 * END), 4);
  }
});
