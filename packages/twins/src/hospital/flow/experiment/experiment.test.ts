import { describe, expect, test } from 'vitest';
import { HospitalBuilder } from '../model/hospital-builder.ts';
import { stressReport } from '../report/stress-report.ts';
import { runHospital } from '../run/run-hospital.ts';
import { compareScenarios } from './compare-scenarios.ts';
import { rankBottlenecks } from './rank-bottlenecks.ts';
import { warmUpEnd, welchAverage } from './warm-up.ts';

const SEED = '00000000000000c3';

/** Two stages in a row; the second is the narrow one. */
const CLINIC = new HospitalBuilder({
  name: 'Two stages',
  time: { unit: 'min' },
  run: { until: 4_000, warmUp: 500, replications: 12 },
  parameters: { doctors: { value: 1, basis: 'assumed' } },
  scenarios: { 'one more doctor': { doctors: 2 } },
  resources: {
    nurse: { capacity: 2, kind: 'staff' },
    doctor: { capacity: { parameter: 'doctors' }, kind: 'staff' },
  },
})
  .seize('nurse waits', { nurse: 1 })
  .delay('triage', { dist: 'exponential', mean: 4 })
  .release('leave nurse', 'nurse')
  .seize('doctor waits', { doctor: 1 })
  .delay('talk', { dist: 'exponential', mean: 8 })
  .release('leave doctor', 'doctor')
  .source('patient', { every: { dist: 'exponential', mean: 10 }, first: 'nurse waits' })
  .build();
const TIME = 'time of patient to done';

describe('experiments', () => {
  test('the scenario with one more doctor is told from the base by pairs, with less variance than independent runs', () => {
    const base = runHospital(CLINIC, { seed: SEED });
    const more = runHospital(CLINIC, { seed: SEED, scenario: 'one more doctor' });
    const [change] = compareScenarios(base, more, [TIME]);
    // M/M/1 of rho 0.8 takes 40 min, M/M/2 of the same work 9.5
    expect(change!.high).toBeLessThan(-15);
    expect(change!.low).toBeGreaterThan(-50);
    expect(change!.reduction).toBeGreaterThan(0.9);
  });

  test('the bottleneck is what helps most by one more unit', () => {
    const scores = rankBottlenecks(CLINIC, TIME, { seed: SEED });
    expect(scores.map(({ resource }) => resource)).toEqual(['doctor', 'nurse']);
    expect(scores[0]!.high).toBeLessThan(0);
  });

  test('MSER-5 cuts a start that is off and nothing of a series that is not', () => {
    const noise = (i: number): number => ((i * 7919) % 101) / 101;
    const level = Array.from({ length: 1_000 }, (_, i) => noise(i));
    expect(warmUpEnd(level).cut).toBeLessThan(200);
    const { cut, found } = warmUpEnd(level.map((x, i) => x + (i < 100 ? 20 : 0)));
    expect(found).toBe(true);
    expect(cut).toBeGreaterThanOrEqual(100);
    expect(cut).toBeLessThan(120);
    expect(
      welchAverage(
        [
          [1, 2, 3, 4],
          [3, 2, 1, 0],
        ],
        1,
      ),
    ).toEqual([2, 2, 2]);
  });

  test('the report says of every parameter where it comes from', () => {
    const report = stressReport(CLINIC, runHospital(CLINIC, { seed: SEED }));
    expect(report).toContain('| doctors | 1 |  | assumed |  |');
    expect(report).toContain('12 independent replications');
    for (const part of [
      '1. Objectives',
      '2. Logic',
      '3. Data',
      '4. Experimentation',
      '5. Implementation',
      '6. Code access',
    ])
      expect(report).toContain(part);
  });
});
