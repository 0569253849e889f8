// Masks of a segmented ventricle over HTTP: told in runs, measured, recorded as readings, refused by field.
import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const HEART = 'Patient/heart';
const SIZE = 40;
const CAVITY = 3;

let server: ServerUnderTest;
const opened = addSeconds(SYSTEM_CLOCK.now(), -3600);
const at = new Date(opened + 1_800_000).toISOString();
beforeAll(async () => {
  server = await serverUnderTest();
  await server.services.runtime.openTwin({
    id: twinId('heart'),
    subject: subjectRef(HEART),
    label: 'Heart',
    origin: 'recorded',
    model: 'circulation',
    facts: {},
    at: opened,
    members: 4,
  });
});
afterAll(() => server.close());

/** A ball of voxels of 2 mm in the middle of an image, as runs; its radius in mm. */
function ball(radius: number) {
  const runs: number[] = [];
  const middle = (SIZE - 1) / 2;
  for (let i = 0; i < SIZE ** 3; i++) {
    const place = [i % SIZE, Math.floor(i / SIZE) % SIZE, Math.floor(i / SIZE ** 2)];
    const label = Math.hypot(...place.map((x) => 2 * (x - middle))) <= radius ? CAVITY : 0;
    if (runs.at(-2) === label) runs[runs.length - 1] = runs.at(-1)! + 1;
    else runs.push(label, 1);
  }
  const mask = { size: [SIZE, SIZE, SIZE], spacing: [2, 2, 2], runs };
  return { method: 'mask', mask, label: CAVITY };
}

const study = (id: string, parts: object = {}) => ({
  subject: HEART,
  at,
  id,
  unit: 'mm',
  endDiastole: ball(31),
  endSystole: ball(22),
  epicardium: ball(37),
  ...parts,
});

async function send(payload: object, role = 'clinician') {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/v1/chambers',
    headers: { authorization: `Bearer ${await server.token(role)}` },
    payload,
  });
  return { status: reply.statusCode, body: reply.json() };
}

it('comes to the volumes of the solids it was cut from, and they become readings of the heart', async () => {
  const { status, body } = await send(study('mri-1'));
  expect(status).toBe(200);
  const volume = (radius: number): number => (4 / 3) * Math.PI * radius ** 3 * 1e-3;
  expect(body.figures.method).toBe('mask');
  expect(Math.abs(body.figures.endDiastolic / volume(31) - 1)).toBeLessThan(0.02);
  expect(Math.abs(body.figures.endSystolic / volume(22) - 1)).toBeLessThan(0.02);
  expect(Math.abs(body.figures.ejectionFraction - 100 * (1 - (22 / 31) ** 3))).toBeLessThan(1);
  expect(Math.abs(body.figures.mass / (1.05 * (volume(37) - volume(31))) - 1)).toBeLessThan(0.02);
  await server.services.runtime.drain();
  const { readings } = await server.services.runtime.history(twinId('heart'), {
    from: opened,
    to: SYSTEM_CLOCK.now(),
  });
  const volumes = readings.filter(({ source }) => source === 'chambers:mask').map(({ value }) => value);
  expect(volumes).toContain(body.figures.endDiastolic);
  expect(volumes).toContain(body.figures.endSystolic);
});

it.each([
  [
    'runs that tell too few voxels',
    { endDiastole: { ...ball(31), mask: { ...ball(31).mask, runs: [0, 9] } } },
    400,
  ],
  ['a label that no voxel has', { endSystole: { ...ball(22), label: 7 } }, 422],
  ['a spacing in the wrong unit', { unit: 'cm' }, 422],
  ['frames that are exchanged', { endDiastole: ball(22), endSystole: ball(31) }, 422],
  ['an epicardium within the endocardium', { epicardium: ball(25) }, 422],
  [
    'an image larger than is taken',
    { endSystole: { ...ball(22), mask: { ...ball(22).mask, size: [500, 500, 500] } } },
    400,
  ],
])('%s is refused with its field and records nothing', async (_claim, parts, expected) => {
  const recorded = () =>
    server.services.record.events.readSubject(subjectRef(HEART), { kinds: ['observation'] });
  const before = await recorded();
  const { status, body } = await send(study('mri-2', parts));
  expect([status, typeof body.field]).toEqual([expected, 'string']);
  expect(await recorded()).toEqual(before);
});

it('is not taken from those who may not record observations', async () => {
  expect((await send(study('mri-3'), 'researcher')).status).toBe(403);
});
