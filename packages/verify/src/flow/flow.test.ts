import { ProcessSimulation } from '@twinward/simulate';
import { compileHospital, readHospital } from '@twinward/twins/hospital';
import { expect, test } from 'vitest';
import { auditRun } from './audit-run.ts';
import { flowSuite } from './flow-suite.ts';
import { randomHospital } from './random-hospital.ts';

const SEED = '00000000000000f7';

test('every scenario comes to the times worked out by hand, and random models add up', async () => {
  const options = { models: '60', points: '10' };
  const call = { files: [], seed: SEED, options, progress: () => {}, signal: { aborted: false } };
  const { failed, figures } = await flowSuite.run(call);
  expect(failed).toEqual([]);
  expect(figures['scenarios with known times']).toBeGreaterThan(80);
}, 60_000);

test('the audit notices one who is lost and a unit that is made', () => {
  const model = compileHospital(readHospital(randomHospital(SEED, 3)));
  const run = new ProcessSimulation(model, { seed: SEED, log: true });
  run.advance(60);
  const log = run.takeLog();
  const told = { model, log, summary: run.summary(), inside: run.inside, until: 60 };
  expect(auditRun(told)).toEqual([]);
  expect(auditRun({ ...told, inside: run.inside + 1 })).toHaveLength(1);
  const seized = log.event.indexOf(2);
  const value = log.value.slice();
  value[seized] = 40;
  expect(auditRun({ ...told, log: { ...log, value } }).join()).toContain('is held than there is');
});
