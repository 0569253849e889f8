import { instant } from '@twinward/contract';
import { AdtCensus } from '@twinward/twins/hospital';
import { expect, test } from 'vitest';
import { demoHospital } from './demo-hospital.ts';

const NOW = Date.parse('2026-03-02T08:30:00Z');

test('the made-up hospital has filled when it is first seen, contradicts itself seldom, and is counted often enough to be forecast', () => {
  const hospital = demoHospital({ startedAt: instant(NOW), seed: '00000000000000aa', zoneMinutes: 0 });
  const told = hospital.between(hospital.begins, instant(NOW));
  const census = new AdtCensus();
  const problems: string[] = [];
  let [discharges, counts] = [0, 0];
  for (const one of told) {
    if (one.kind === 'observation') counts += 1;
    if (one.kind !== 'adt') continue;
    const { event } = one;
    if (event.kind === 'discharge') discharges += 1;
    const problem = census.apply(event, `visit:${event.visit ?? ''}`, event.person, null);
    if (problem !== null) problems.push(event.messageId);
  }
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThan(discharges / 20);
  expect(problems.every((id) => id.endsWith('-again'))).toBe(true);
  expect(counts).toBeGreaterThanOrEqual(24);
  const inpatients = [...census.visits.values()].filter(({ phase }) => phase === 'inpatient').length;
  expect(inpatients).toBeGreaterThan(60);
});
