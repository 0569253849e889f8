import { readFileSync } from 'node:fs';
import { ProcessSimulation } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { URGENT_CARE, urgentCareHospital } from '../../urgent-care/urgent-care.ts';
import { compileHospital } from '../compile/compile-hospital.ts';
import { compareScenarios } from '../experiment/compare-scenarios.ts';
import { entityStays } from './entity-stays.ts';
import { ALL_WAITING } from './hospital-figures.ts';
import { hospitalHistory } from './hospital-history.ts';
import { runHospital } from './run-hospital.ts';

const ARRIVALS = new URL('../../../../../../data/hospital/urgent-care-arrivals.csv', import.meta.url);
const hourly = readFileSync(ARRIVALS, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => Number(line.split(',')[1]));
const centre = urgentCareHospital(URGENT_CARE, { hourly });
const SEED = '00000000000000ed';
const UNTIL = 1140;

describe('the urgent care centre as data', () => {
  test('agrees with the figures of the published model where its arrival rule does not matter', () => {
    const { figures } = runHospital(centre, { seed: SEED, replications: 150 });
    const near = (figure: string, published: number, half: number): void => {
      const { mean, low } = figures[figure]!;
      // 95 % half-widths of both, widened to 99.9 %
      const allowed = (3.29 / 1.96) * Math.hypot(mean - low, half);
      expect(Math.abs(mean - published), figure).toBeLessThan(allowed);
    };
    near('time of patient to trauma', 291.083, 3.271);
    near('wait of patient for trauma room', 152.114, 3.347);
    near('wait of patient for triage', 30.9, 0.772);
    // the exact number of arrivals, the rate taken at each candidate's own time
    expect(Math.abs(figures['arrived patient']!.mean - 229.5)).toBeLessThan(4);
  });

  test('by its log, nobody is in two rooms at once and no room holds more than it can', () => {
    const compiled = compileHospital(centre, { until: UNTIL });
    const run = new ProcessSimulation(compiled, { seed: SEED, log: true });
    run.advance(UNTIL);
    const stays = entityStays(centre, hospitalHistory(compiled, run.takeLog()), UNTIL);
    const { resources } = run.summary();
    for (const [name, { busy, queue }] of Object.entries(resources)) {
      const time = (waits: boolean): number =>
        stays
          .filter((stay) => stay.resource === name && stay.waits === waits)
          .reduce((sum, { from, to, units }) => sum + (to - from) * (waits ? 1 : units), 0) / UNTIL;
      expect(time(false)).toBeCloseTo(busy, 6);
      expect(time(true)).toBeCloseTo(queue, 6);
    }
    const last = new Map<string, number>();
    for (const { entity, from, to } of stays) {
      expect(from).toBeGreaterThanOrEqual(last.get(entity) ?? 0);
      last.set(entity, to);
    }
  });

  test('another triage bay shortens the wait for triage, by replications that share their draws', () => {
    const options = { seed: SEED, replications: 40 };
    const [change] = compareScenarios(
      runHospital(centre, options),
      runHospital(centre, { ...options, added: { triage: 1 } }),
      ['wait of patient for triage'],
    );
    expect(change!.high).toBeLessThan(0);
  });

  test('how many wait at a time is the sum of all queues', () => {
    const [sample] = runHospital(centre, { seed: SEED, replications: 2 }).samples;
    const queues = Object.entries(sample!).filter(([name]) => name.startsWith('queue for '));
    expect(queues.length).toBeGreaterThan(4);
    const sum = queues.reduce((all, [, queue]) => all + queue, 0);
    expect(sample![ALL_WAITING]).toBeCloseTo(sum, 9);
  });
});
