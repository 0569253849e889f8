import { expect, test } from 'vitest';
import { hospitalNames, openHospital } from './open-hospital.ts';

const SEED = '00000000000000d5';

test('the reference hospitals can be run, each value saying where it comes from', async () => {
  expect(await hospitalNames()).toEqual(['urgent-care', 'gloucestershire', 'hatyai', 'mater']);
  for (const name of ['hatyai', 'mater']) {
    const { model, run } = await openHospital(name);
    for (const { basis, source } of Object.values(model.parameters!))
      if (basis === 'published' || basis === 'derived') expect(source).toBeDefined();
    const { warnings, figures } = run({ seed: SEED, replications: 3 });
    expect(warnings).toEqual([]);
    for (const { mean } of Object.values(figures)) expect(mean).not.toBe(Number.POSITIVE_INFINITY);
  }
});

test('the trust has 75 units, and every resource with beds lies in one', async () => {
  const { model } = await openHospital('gloucestershire');
  expect(Object.keys(model.units!)).toHaveLength(75);
  const unplaced = Object.entries(model.resources).filter(([, { unit }]) => unit === undefined);
  expect(unplaced.map(([name]) => name)).toEqual(['cleaner']);
});

test('the chemotherapy unit holds as many chairs as reported of its analogue, within a tenth', async () => {
  const { calibration } = await openHospital('hatyai');
  const [chairs] = calibration({ seed: SEED, replications: 10 });
  expect(chairs!.mean).toBeGreaterThan(3.12 * 0.9);
  expect(chairs!.mean).toBeLessThan(3.19 * 1.1);
});

test('a hospital that is not there is refused with the names of those that are', async () => {
  await expect(openHospital('nowhere')).rejects.toThrow('there is no hospital "nowhere"');
});
