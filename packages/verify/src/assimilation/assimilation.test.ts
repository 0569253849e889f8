import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { assimilationSuite } from './assimilation-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinward-assimilation-'));
afterAll(() => rmSync(folder, { recursive: true }));

const call = {
  files: [] as readonly string[],
  seed: '00000000000000a1',
  options: { cycles: '200' } as Readonly<Record<string, string>>,
  progress: () => undefined,
  signal: { aborted: false },
};

const ring = {
  model: 'Lorenz-96',
  n: 12,
  F: 8,
  integrator: 'RK4 dt=0.05',
  x0_mean: 'zeros except x[3]=1',
  x0_cov: '0.001*I',
  obs: 'every 2nd component, R=0.5*I, every 2 steps',
  burn_in: '5 time units',
};

async function verify(experiment: object, method: string, settings: string, N: number | null, rmse = 9) {
  const file = join(folder, 'file.json');
  const benchmarks = [{ method, N, settings, rmse_a: rmse }];
  writeFileSync(file, JSON.stringify({ experiments: [{ ...experiment, benchmarks }] }));
  return runSuite(assimilationSuite, { ...call, files: [file] });
}

it('runs other experiments of the form, and fails where the bar is not met', async () => {
  const { passed, figures } = await verify(ring, 'EnKF Sqrt', 'infl=1.05', 13);
  expect(passed).toBe(1);
  const error = Number.parseFloat(String(Object.values(figures)[1]));
  expect(error).toBeGreaterThan(0.1);
  expect(error).toBeLessThan(1);
  expect((await verify(ring, 'EnKF Sqrt', 'infl=1.05', 13, 0.05)).failed).toHaveLength(1);
});

it('reads what is observed in words', async () => {
  for (const [obs, refused] of [
    ['first 6 components, R=I, every step', false],
    ['every other component, R=2 I, every 2nd step', false],
    ['components 0, 2, 5 and 9, R=I, every step (0.05)', false],
    ['all 40 components, R=I, every step', true],
    ['components 0, 12, R=I, every step', true],
  ] as const) {
    const { unsupported, passed } = await verify({ ...ring, obs }, 'EnKF Sqrt', 'infl=1.05', 13);
    expect([unsupported.length, passed]).toEqual(refused ? [1, 0] : [0, 1]);
  }
});

it('says of an estimate that never looks what no constant can do better than', async () => {
  const { figures } = await verify(ring, 'Climatology', '', null);
  const [, error, least] = Object.values(figures).map((figure) => Number.parseFloat(String(figure)));
  expect(least).toBeGreaterThan(2);
  expect(least).toBeLessThan(error!);
  expect(Object.keys((await verify(ring, 'EnKF Sqrt', 'infl=1.05', 13)).figures)).toHaveLength(2);
});

it('counts a filter that collapses as failed, and goes on', async () => {
  const wild = { ...ring, F: 1e6 };
  const { failed, cases } = await verify(wild, 'EnKF Sqrt', '', 13);
  expect([cases, failed.length]).toEqual([1, 1]);
  expect(failed[0]!.why).toMatch(/not finite/);
});

it('refuses by name what it does not know', async () => {
  const refused = async (...given: Parameters<typeof verify>) => (await verify(...given)).unsupported[0]?.why;
  expect(await refused({ ...ring, model: 'QG' }, 'EnKF Sqrt', '', 9)).toBe('the model QG is not known');
  expect(await refused({ ...ring, integrator: 'Euler dt=0.1' }, 'EnKF Sqrt', '', 9)).toMatch(/^integrator/);
  expect(await refused({ ...ring, obs: 'some, R=I, every step' }, 'EnKF Sqrt', '', 9)).toMatch(/^obs "some/);
  expect(await refused({ ...ring, truth_process_noise: 0.1 }, 'EnKF Sqrt', '', 9)).toMatch(/noise/);
  expect(await refused(ring, 'RHF', '', 9)).toBe('the method RHF is not known');
  expect(await refused(ring, 'EnKF Sqrt', 'fnoise=1', 9)).toBe('unknown setting fnoise');
  expect(await refused(ring, 'LETKF', 'rot', 9)).toBe('loc_rad is not given');
  await expect(runSuite(assimilationSuite, { ...call, files: [import.meta.filename] })).rejects.toThrow(
    'is not JSON',
  );
});
