// Devices over MQTT: signed in, bound to a person for a time, acknowledged when their readings are durable.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { addSeconds, type Instant, instant, subjectRef } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';

let server: ServerUnderTest;
let port = 0;
let secret = '';
const clients: MqttClient[] = [];
const minutesAgo = (minutes: number): Instant =>
  instant(Math.floor(addSeconds(SYSTEM_CLOCK.now(), -60 * minutes) / 1000) * 1000);
const text = (at: Instant): string => new Date(at).toISOString();

beforeAll(async () => {
  server = await serverUnderTest();
  const { connectors } = server.services;
  await connectors.start({ mqtt: { port: 0 } });
  port = Number(connectors.addresses().mqtt?.split(':')[1]);
  secret = await connectors.devices.add('cgm-1', 'Sensor', []);
  await connectors.devices.associate('cgm-1', subjectRef(SUBJECT), minutesAgo(180), []);
});
afterAll(async () => {
  for (const client of clients) await client.endAsync(true);
  await server.close();
});

async function connect(username: string, password: string): Promise<MqttClient> {
  const client = await connectAsync(
    `mqtt://127.0.0.1:${port}`,
    { username, password, reconnectPeriod: 0 },
    false,
  );
  clients.push(client);
  return client;
}

const glucose = (at: Instant, value: number | null, seq: number): string =>
  JSON.stringify({ at: text(at), seq, obs: [{ loinc: '99504-3', value, unit: 'mg/dL' }] });

async function readings(): Promise<readonly (readonly [string, unknown])[]> {
  const events = await server.services.record.events.readSubject(subjectRef(SUBJECT), {
    kinds: ['observation'],
  });
  return events.flatMap(({ event }) =>
    event.kind === 'observation'
      ? [[text(event.observation.effectiveAt), event.observation.value] as const]
      : [],
  );
}

it('acknowledges a reading when it is in the record, once however often it is sent', async () => {
  const client = await connect('cgm-1', secret);
  const at = minutesAgo(60);
  for (let times = 0; times < 3; times++)
    await client.publishAsync('dt/home/cgm-1/obs', glucose(at, 123, 1), { qos: 1 });
  await client.publishAsync('dt/home/cgm-1/obs', glucose(minutesAgo(55), -999, 2), { qos: 2 });
  const kept = await readings();
  expect(kept.filter(([when]) => when === text(at))).toEqual([
    [text(at), { kind: 'quantity', value: 123, unit: 'mg/dL' }],
  ]);
  expect(kept.map(([, value]) => value)).toContainEqual({ kind: 'absent', reason: 'error' });
});

it('takes Open mHealth documents and FHIR Observations, and keeps the latter as resources', async () => {
  const client = await connect('cgm-1', secret);
  const at = text(minutesAgo(50));
  const document = {
    header: {
      id: 'omh-1',
      creation_date_time: at,
      schema_id: { namespace: 'omh', name: 'blood-glucose', version: '4.0' },
    },
    body: {
      blood_glucose: { unit: 'mg/dL', value: 98 },
      effective_time_frame: { date_time: at },
      specimen_source: 'interstitial fluid',
    },
  };
  await client.publishAsync('dt/home/cgm-1/obs', JSON.stringify(document), { qos: 1 });
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '99504-3' }] },
    effectiveDateTime: text(minutesAgo(45)),
    valueQuantity: { value: 101, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  };
  await client.publishAsync('dt/home/cgm-1/obs', JSON.stringify(observation), { qos: 1 });
  const values = (await readings()).map(([, value]) => value);
  expect(values).toContainEqual({ kind: 'quantity', value: 98, unit: 'mg/dL' });
  expect(values).toContainEqual({ kind: 'quantity', value: 101, unit: 'mg/dL' });
  const [stored] = await server.services.record.resources.history({ type: 'Observation', limit: 1 });
  expect(JSON.parse(stored!.body)).toMatchObject({
    subject: { reference: SUBJECT },
    device: { reference: 'Device/cgm-1' },
  });
});

it('refuses a payload that gives a name twice, and keeps it for a person to look at', async () => {
  const client = await connect('cgm-1', secret);
  const at = text(minutesAgo(42));
  const payload = `{"at":"${at}","seq":8,"obs":[{"loinc":"99504-3","value":55,"value":255,"unit":"mg/dL"}]}`;
  await client.publishAsync('dt/home/cgm-1/obs', payload, { qos: 1 });
  await server.services.connectors.desk.flush();
  const [waiting] = await server.services.record.inbox.list({
    limit: 5,
    state: 'refused',
    connector: 'mqtt',
  });
  expect(waiting?.reason).toMatch(/twice.*obs\[0\]\.value/);
  expect((await readings()).map(([when]) => when)).not.toContain(at);
  await server.services.connectors.desk.drop(waiting!.id, 'not readable', 'ann');
});

it('lets nobody in without the secret, nor publish as another device, nor listen to others', async () => {
  await expect(connect('cgm-1', 'wrong')).rejects.toThrow(/bad user name|password/i);
  await expect(connect('nobody', secret)).rejects.toThrow();
  const client = await connect('cgm-1', secret);
  await client.subscribeAsync('dt/home/cgm-1/receipt');
  for (const topic of ['dt/+/+/obs', '#', 'dt/home/+/receipt'])
    await expect(client.subscribeAsync(topic)).rejects.toThrow(/Subscribe error/);
  const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.publish('dt/home/cgm-2/obs', glucose(minutesAgo(5), 100, 9), { qos: 1 });
  await ended;
  const signIn = {
    method: 'POST',
    url: '/api/v1/session',
    payload: { name: 'device:cgm-1', password: secret },
  } as const;
  expect((await server.app.inject(signIn)).statusCode).toBe(401);
});

it('gives readings only to whom the device was bound when it measured; others wait for a person', async () => {
  const { devices, desk } = server.services.connectors;
  await devices.end('cgm-1', minutesAgo(30), []);
  const client = await connect('cgm-1', secret);
  const receipts: string[] = [];
  await client.subscribeAsync('dt/home/cgm-1/receipt');
  client.on('message', (_topic, payload) => receipts.push(payload.toString()));
  await client.publishAsync('dt/home/cgm-1/obs', glucose(minutesAgo(40), 140, 20), { qos: 1 });
  await client.publishAsync('dt/home/cgm-1/obs', glucose(minutesAgo(20), 141, 21), { qos: 1 });
  expect((await readings()).map(([, value]) => value)).toContainEqual({
    kind: 'quantity',
    value: 140,
    unit: 'mg/dL',
  });
  await desk.flush();
  const [waiting] = await server.services.record.inbox.list({
    limit: 5,
    state: 'refused',
    connector: 'mqtt',
  });
  expect(waiting?.reason).toMatch(/belonged to nobody/);
  await expect.poll(() => receipts.length).toBe(2);
  expect(receipts.map((one) => (JSON.parse(one) as { state: string }).state).sort()).toEqual([
    'done',
    'refused',
  ]);
  await devices.associate('cgm-1', subjectRef(SUBJECT), minutesAgo(25), []);
  expect(await desk.replay(waiting!.id, null, 'ann')).toMatchObject({ state: 'done' });
  expect((await readings()).map(([, value]) => value)).toContainEqual({
    kind: 'quantity',
    value: 141,
    unit: 'mg/dL',
  });
});

it('ends a connection that announces more than is taken, and takes no device for two people', async () => {
  const client = await connect('cgm-1', secret);
  const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.on('error', () => undefined);
  client.publish('dt/home/cgm-1/obs', 'x'.repeat(300_000), { qos: 1 });
  await ended;
  await expect(
    server.services.connectors.devices.associate('cgm-1', subjectRef('Patient/p-2'), minutesAgo(1), []),
  ).rejects.toThrow(/bound to somebody/);
});

it.runIf(existsSync('/usr/bin/mosquitto_pub'))('speaks with mosquitto_pub', async () => {
  const payload = glucose(minutesAgo(10), 132, 30);
  await promisify(execFile)('mosquitto_pub', [
    ...['-h', '127.0.0.1', '-p', String(port), '-u', 'cgm-1', '-P', secret],
    ...['-q', '1', '-t', 'dt/home/cgm-1/obs', '-m', payload],
  ]);
  expect((await readings()).map(([, value]) => value)).toContainEqual({
    kind: 'quantity',
    value: 132,
    unit: 'mg/dL',
  });
});
