// What hospitals send: into the FHIR store, the twins of a person and the twin of the hospital, once.
import { addSeconds, type Instant, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';
import type { Receipt } from './message-desk.ts';

let server: ServerUnderTest;
let sent = 0;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server.close());

const stamp = (at: Instant): string =>
  `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
const ago = (minutes: number): string => stamp(addSeconds(SYSTEM_CLOCK.now(), -60 * minutes));

/** Sends a message of hospital H; `minutes` ago by its own clock. */
async function send(type: string, minutes: number, ...segments: readonly string[]): Promise<Receipt> {
  sent += 1;
  const header = `MSH|^~\\&|ADT|H|TW|TW|${ago(minutes)}||${type}|c-${sent}|P|2.5`;
  const event = type.startsWith('ADT') ? [`EVN||${ago(minutes)}`] : [];
  const bytes = new TextEncoder().encode([header, ...event, ...segments].join('\r'));
  return server.services.connectors.desk.submit('mllp', bytes, '127.0.0.1');
}

interface Kept {
  readonly [name: string]: unknown;
  readonly subject: { readonly reference: string };
  readonly entity: readonly { readonly what: unknown }[];
}

async function resources(type: string): Promise<readonly Kept[]> {
  const { record } = server.services;
  const found = await record.resources.history({ type, limit: 1000 });
  const current = new Map(found.toReversed().map((one) => [one.id, one]));
  return [...current.values()].map(({ body }) => JSON.parse(body) as Kept);
}

it('keeps person, visit and result as FHIR, with the Provenance that names the bytes, and the reading reaches the twin once', async () => {
  const obx = (value: number, status: string): readonly string[] => [
    'PID|1||p-1^^^TWINWARD^MR||Doe^Jane',
    `OBR|1||f-1|99504-3^Glucose^LN|||${ago(30)}`,
    `OBX|1|NM|99504-3^Glucose in interstitial fluid^LN||${value}|mg/dL|||||${status}|||${stamp(addSeconds(0 as Instant, 1_780_000_000))}`,
  ];
  expect((await send('ORU^R01', 20, ...obx(111, 'F'))).state).toBe('done');
  expect((await send('ORU^R01', 10, ...obx(99, 'C'))).state).toBe('done');
  const [observation, ...more] = await resources('Observation');
  expect(more).toEqual([]);
  expect(observation).toMatchObject({ subject: { reference: 'Patient/p-1' }, valueQuantity: { value: 99 } });
  expect((await resources('Provenance')).map(({ entity }) => entity[0]?.what)).toHaveLength(2);
  const events = await server.services.record.events.readSubject(subjectRef('Patient/p-1'), {
    kinds: ['observation'],
  });
  const told = events.flatMap(({ event }) => (event.kind === 'observation' ? [event.observation] : []));
  expect(told.map(({ source, value, status }) => [source.version, value, status])).toEqual([
    [1, { kind: 'quantity', value: 111, unit: 'mg/dL' }, 'final'],
    [2, { kind: 'quantity', value: 99, unit: 'mg/dL' }, 'corrected'],
  ]);
});

it('lets the twin of the hospital follow who lies where, a cancelled discharge included', async () => {
  const hospital = subjectRef('Location/v2-H');
  await server.services.runtime.openTwin({
    id: twinId('h-beds'),
    subject: hospital,
    label: 'H',
    origin: 'real',
    model: 'hospital-beds',
    facts: { arrivals: 20, stay: 100, staySd: 100 },
    at: addSeconds(SYSTEM_CLOCK.now(), -2 * 86_400),
    members: 16,
  });
  const person = 'PID|1||77^^^H^MR||Roe^Jo';
  const visit = (bed: string): string => `PV1|1|I|W3^R1^${bed}||||||||||||||||v-77`;
  await send('ADT^A01', 300, person, visit('B1'));
  await send('ADT^A02', 200, person, visit('B2'));
  await send('ADT^A03', 100, person, visit('B2'));
  expect((await send('ADT^A13', 50, person, visit('B2'))).state).toBe('done');
  await server.services.runtime.drain();
  const reply = await server.app.inject({
    url: '/api/v1/twins/h-beds/beds',
    headers: { authorization: `Bearer ${await server.token('clinician')}` },
  });
  const { rows } = reply.json() as { rows: readonly { bed: string; patient: { visit: string } | null }[] };
  expect(rows.map(({ bed, patient }) => [bed, patient?.visit])).toEqual([
    ['B1', undefined],
    ['B2', 'v-77'],
  ]);
  const [encounter] = await resources('Encounter');
  expect(encounter).toMatchObject({ status: 'in-progress' });
});

it('joins two numbers of one person by a merge, and refuses one that was merged into somebody else', async () => {
  const result = (number: string, minutes: number): Promise<Receipt> =>
    send(
      'ORU^R01',
      minutes,
      `PID|1||${number}^^^H^MR`,
      `OBX|1|NM|8867-4^HR^LN||6${minutes % 10}|/min|||||F|||${ago(minutes)}`,
    );
  await result('a', 60);
  await result('b', 50);
  expect((await send('ADT^A40', 40, 'PID|1||b^^^H^MR', 'MRG|a^^^H^MR')).state).toBe('done');
  await result('a', 30);
  await server.services.merges.settled();
  const [first, second, third] = (await resources('Observation')).slice(-3);
  // The earlier result of the one who was merged is written again, as the survivor's.
  expect([first, second, third].map((one) => one?.subject.reference === second?.subject.reference)).toEqual([
    true,
    true,
    true,
  ]);
  expect(second).toMatchObject({ valueQuantity: { value: 60 } });
  const ended = (await resources('Patient')).find(({ active }) => active === false);
  expect(ended).toMatchObject({ link: [{ other: second?.subject, type: 'replaced-by' }] });
  expect(await send('ADT^A40', 20, 'PID|1||c^^^H^MR', 'MRG|a^^^H^MR')).toMatchObject({ state: 'refused' });
});

it('takes what comes in one breath in its order: each over the one before it, and a merge before what follows it', async () => {
  const visit = (event: string, bed: string, minutes: number): Promise<Receipt> =>
    send(`ADT^${event}`, minutes, 'PID|1||breath^^^H^MR', `PV1|1|I|W9^R1^${bed}${'|'.repeat(16)}v-breath`);
  const told = [
    visit('A01', 'B1', 9),
    visit('A02', 'B2', 8),
    visit('A02', 'B3', 7),
    send('ADT^A40', 6, 'PID|1||stays^^^H^MR', 'MRG|breath^^^H^MR'),
    send('ORU^R01', 5, 'PID|1||breath^^^H^MR', `OBX|1|NM|8867-4^HR^LN||61|/min|||||F|||${ago(5)}`),
  ];
  expect((await Promise.all(told)).map(({ state }) => state)).toEqual(new Array(5).fill('done'));
  const encounter = (await resources('Encounter')).find(({ identifier }) =>
    /v-breath/.test(JSON.stringify(identifier)),
  );
  expect((encounter!.location as readonly { status: string }[]).map(({ status }) => status)).toEqual([
    'completed',
    'completed',
    'active',
  ]);
  const stays = (await resources('Patient')).find(({ identifier }) =>
    /stays/.test(JSON.stringify(identifier)),
  );
  const last = (await resources('Observation')).at(-1);
  expect(last?.subject.reference).toBe(`Patient/${String(stays?.id)}`);
});

it('takes the one Patient that bears the number for the person, and refuses where two do', async () => {
  const own = async (id: string, value: string): Promise<void> => {
    const reply = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/Patient/${id}`,
      headers: {
        authorization: `Bearer ${await server.token('clinician')}`,
        'content-type': 'application/fhir+json',
      },
      payload: { resourceType: 'Patient', id, identifier: [{ system: 'urn:oid:1.2.3', value }] },
    });
    expect(reply.statusCode).toBe(201);
  };
  await own('one', '5');
  await own('twin-a', '6');
  await own('twin-b', '6');
  const tell = (number: string): Promise<Receipt> =>
    send('ADT^A08', 5, `PID|1||${number}^^^&1.2.3&ISO^MR||Doe^Jane`, 'PV1|1|O|CL');
  expect((await tell('5')).state).toBe('done');
  const patient = await server.services.record.resources.read('Patient', 'one');
  expect(JSON.parse(patient!.body)).toMatchObject({ name: [{ family: 'Doe', given: ['Jane'] }] });
  const refused = await tell('6');
  expect(refused.state).toBe('refused');
  const { desk } = server.services.connectors;
  await desk.flush();
  const { bytes, what } = (await server.services.record.inbox.byId(refused.id))!;
  expect(what).toBe('ADT A08');
  const mended = new TextDecoder().decode(bytes).replace('|6^^^', '|5^^^');
  expect((await desk.replay(refused.id, new TextEncoder().encode(mended), 'ann')).state).toBe('done');
  expect((await tell('5,6')).state).toBe('done');
  expect((await server.services.record.resources.read('Patient', 'twin-a'))!.version).toBe(1);
});

it('lets Encounters written over FHIR move patients in the hospital whose twin watches their places', async () => {
  const authorization = `Bearer ${await server.token('clinician')}`;
  const put = async (resource: { readonly resourceType: string; readonly id: string }): Promise<void> => {
    const reply = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/${resource.resourceType}/${resource.id}`,
      headers: { authorization, 'content-type': 'application/fhir+json' },
      payload: resource,
    });
    expect(reply.statusCode).toBeLessThan(300);
  };
  const location = (id: string, code: string, partOf: string) => ({
    resourceType: 'Location',
    id,
    name: id,
    physicalType: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code }],
    },
    partOf: { reference: `Location/${partOf}` },
  });
  await server.services.runtime.openTwin({
    id: twinId('g-beds'),
    subject: subjectRef('Location/general'),
    label: 'General',
    origin: 'real',
    model: 'hospital-beds',
    facts: { arrivals: 20, stay: 100, staySd: 100 },
    at: addSeconds(SYSTEM_CLOCK.now(), -2 * 86_400),
    members: 16,
  });
  await put(location('ward', 'wa', 'general'));
  for (const bed of ['one-bed', 'other-bed']) await put(location(bed, 'bd', 'ward'));
  const at = (hours: number): string => new Date(addSeconds(SYSTEM_CLOCK.now(), -3600 * hours)).toISOString();
  const visit = (status: string, places: readonly string[], end?: string) => ({
    resourceType: 'Encounter',
    id: 'visit-1',
    status,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: 'Patient/one' },
    period: { start: started, ...(end === undefined ? {} : { end }) },
    location: places.map((place, i) => ({
      location: { reference: `Location/${place}` },
      status: i === places.length - 1 ? 'active' : 'completed',
      period: { start: i === 0 ? started : moved },
    })),
  });
  const [started, moved] = [at(9), at(5)];
  const beds = async (): Promise<unknown> => {
    await server.services.runtime.drain();
    const reply = await server.app.inject({ url: '/api/v1/twins/g-beds/beds', headers: { authorization } });
    const { rows } = reply.json() as { rows: readonly { bed: string; patient: { visit: string } | null }[] };
    return Object.fromEntries(rows.map(({ bed, patient }) => [bed, patient?.visit ?? null]));
  };
  await put(visit('in-progress', ['one-bed']));
  expect(await beds()).toEqual({ 'one-bed': 'visit-1' });
  await put(visit('in-progress', ['one-bed', 'other-bed']));
  expect(await beds()).toEqual({ 'one-bed': null, 'other-bed': 'visit-1' });
  await put(visit('finished', ['one-bed', 'other-bed'], at(1)));
  expect(await beds()).toEqual({ 'one-bed': null, 'other-bed': null });
  await put(visit('in-progress', ['one-bed', 'other-bed']));
  expect(await beds()).toEqual({ 'one-bed': null, 'other-bed': 'visit-1' });
  await put(visit('cancelled', ['one-bed', 'other-bed']));
  expect(await beds()).not.toMatchObject({ 'other-bed': 'visit-1' });
});
