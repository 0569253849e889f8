// What hospitals are answered over MLLP while the record is written to from everywhere.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameReader, frameOf } from '@twinward/connect/mllp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServerProcess } from '../packages/verify/src/crash/server-process.ts';
import { MllpSender, type NumberedMessage } from '../packages/verify/src/mllp/mllp-sender.ts';

const PEOPLE = 20;
const PIPELINING = 8;
const FRAMES = 80;
const POSTING = 12;
/** Readings in one request. */
const BATCH = 500;
/** Milliseconds after which interface engines commonly give up on an answer. */
const PATIENCE = 10_000;
const START = Math.floor(Date.now() / 60_000) * 60_000 - 20 * 86_400_000;

let folder = '';
let server: ServerProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinward-loaded-'));
  server = new ServerProcess(folder, ['--mllp', '0', '--mqtt', '0']);
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const text = async (name: string): Promise<string> => (await readFile(join(folder, name), 'utf8')).trim();
const ask = async (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${await text('address')}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${await text('cli-token')}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const where = async (): Promise<{ readonly host: string; readonly port: number }> => {
  const { mllp } = JSON.parse(await text('connectors')) as { readonly mllp: string };
  const [host = '', port = ''] = mllp.split(':');
  return { host, port: Number(port) };
};
const instantOf = (minute: number): string =>
  `${new Date(START + minute * 60_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;

/** Admissions, in which many people share a ward and a physician, and laboratory results. */
function messageOf(sender: number, i: number): NumberedMessage {
  const id = `s${sender}-${i}`;
  const at = instantOf(i * 10 + sender);
  const person = `PID|1||load-${(sender * 7 + i) % PEOPLE}^^^TWINWARD^MR||Doe^Jane`;
  const lines =
    i % 3 === 0
      ? [
          `MSH|^~\\&|LOAD|HOSP|TW|TW|${at}||ADT^A01|${id}|P|2.5`,
          `EVN|A01|${at}`,
          person,
          `PV1|1|I|WARD^R${i % 5}^B1^HOSP||||1234^Welby^Marcus||||||||||||V${sender}-${i}`,
        ]
      : [
          `MSH|^~\\&|LOAD|HOSP|TW|TW|${at}||ORU^R01|${id}|P|2.5`,
          person,
          `OBR|1||${id}|24320-4^Panel^LN|||${at}`,
          ...[1, 2, 3, 4].map((n) => `OBX|${n}|NM|8867-${n}^Rate^LN||${60 + n}|/min|||||F|||${at}`),
        ];
  return { id, bytes: new TextEncoder().encode(lines.join('\r')) };
}

/** A system that waits for each answer before it sends the next; milliseconds and code of each. */
async function oneByOne(stopped: () => boolean): Promise<readonly { code: string; waited: number }[]> {
  const answers: { code: string; waited: number }[] = [];
  const socket = connect(await where());
  const reader = new FrameReader();
  let sentAt = 0;
  const send = (): void => {
    sentAt = performance.now();
    socket.write(frameOf(messageOf(99, answers.length).bytes));
  };
  socket.once('connect', send);
  for await (const chunk of socket) {
    for (const frame of reader.push(chunk as Buffer)) {
      const code = /MSA\|(..)/.exec(Buffer.from(frame).toString('latin1'))?.[1] ?? '';
      answers.push({ code, waited: performance.now() - sentAt });
      if (stopped()) return answers;
      send();
    }
  }
  return answers;
}

it('nobody is told to send again, each message is there once, and whoever sends one by one is answered in time', async () => {
  for (let i = 0; i < PEOPLE; i++) {
    const opened = await ask('POST', '/twins', {
      id: `load-${i}`,
      subject: `Patient/load-${i}`,
      label: `Load ${i}`,
      origin: 'simulated',
      model: 'glucose-free-living',
      facts: {},
      at: new Date(START - 60_000).toISOString(),
    });
    expect(opened.status).toBe(201);
  }
  let over = false;
  let stored = 0;
  const posting = Array.from({ length: POSTING }, async (_, by) => {
    for (let n = 0; !over; n++) {
      const observations = Array.from({ length: BATCH }, (_, k) => ({
        subject: `Patient/load-${(by + k) % PEOPLE}`,
        code: { system: 'http://loinc.org', code: '99504-3' },
        effectiveAt: new Date(START + (n * BATCH + k) * 1000).toISOString(),
        value: { kind: 'quantity', value: 100 + (k % 50), unit: 'mg/dL' },
        source: { system: 'load', id: `${by}-${n}-${k}` },
      }));
      const reply = await ask('POST', '/observations', { observations });
      // People and programs may be told to come back.
      expect([200, 429, 503]).toContain(reply.status);
      await reply.text();
      if (reply.status === 200) stored += BATCH;
    }
  });
  const polite = oneByOne(() => over);
  let draw = 0;
  const senders = Array.from({ length: PIPELINING }, () => {
    const uniform = (): number => {
      draw = (draw * 16_807 + 11) % 2_147_483_647;
      return draw / 2_147_483_647;
    };
    return new MllpSender(where, uniform);
  });
  await Promise.all(
    senders.map((sender, s) =>
      sender.send(
        Array.from({ length: FRAMES }, (_, i) => messageOf(s, i)),
        () => false,
      ),
    ),
  );
  over = true;
  await Promise.all(posting);
  const answers = await polite;
  expect(stored).toBeGreaterThan(5 * BATCH);
  expect(senders.map(({ sent, accepted, refused }) => [sent, accepted.size, refused.size])).toEqual(
    senders.map(() => [FRAMES, FRAMES, 0]),
  );
  expect(answers.filter(({ code }) => code !== 'AA')).toEqual([]);
  expect(answers.length).toBeGreaterThan(2);
  expect(Math.max(...answers.map(({ waited }) => waited))).toBeLessThan(PATIENCE);
  const reply = await fetch(`${await text('address')}/fhir/R4/DiagnosticReport?_summary=count`, {
    headers: { authorization: `Bearer ${await text('cli-token')}` },
  });
  const reports = FRAMES - Math.ceil(FRAMES / 3);
  const own = answers.filter((_, i) => i % 3 !== 0).length;
  expect(((await reply.json()) as { readonly total: number }).total).toBe(PIPELINING * reports + own);
});
