// `verify mllp`: what was acknowledged over MLLP is there, once, however the stream was cut and the server killed.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { callApi } from '../crash/api.ts';
import { ServerProcess } from '../crash/server-process.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { MllpSender, type NumberedMessage } from './mllp-sender.ts';

const TWINS = 8;
const SENDERS = 4;
const MINUTE = 60_000;

/** Frames at random splits and pipelining over kills of a real server process. */
export const mllpSuite: Suite = {
  name: 'mllp',
  title: 'HL7 v2 over MLLP: every frame acknowledged, none lost, none doubled, over kill -9 of the server',
  takes: 'nothing',
  options: { frames: 'how many (10000)', kills: 'how many (20)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const [frames, kills] = [
      wholeOption(call, 'frames', 10_000, 1, 100_000),
      wholeOption(call, 'kills', 20, 1, 200),
    ];
    const dataFolder = await mkdtemp(join(tmpdir(), 'twinward-mllp-'));
    const server = new ServerProcess(dataFolder, ['--mllp', '0', '--mqtt', '0']);
    try {
      await server.start();
      return await sendAndKill(server, dataFolder, frames, kills, call);
    } finally {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function sendAndKill(
  server: ServerProcess,
  dataFolder: string,
  frames: number,
  kills: number,
  call: SuiteCall,
): Promise<SuiteOutcome> {
  const start = Math.floor((Date.now() - 20 * 86_400_000) / MINUTE) * MINUTE;
  for (let i = 0; i < TWINS; i++) {
    await insist(dataFolder, 'POST', '/twins', {
      id: `mllp-${i}`,
      subject: `Patient/mllp-${i}`,
      label: `MLLP ${i}`,
      origin: 'simulated',
      model: 'glucose-free-living',
      facts: {},
      at: new Date(start - MINUTE).toISOString(),
    });
  }
  const messages = Array.from({ length: frames }, (_, i) => messageOf(i, start));
  const draws = philox(call.seed).draws(0, 0, 0);
  const senders = Array.from({ length: SENDERS }, (_, s) => {
    const own = philox(call.seed).draws(1, s, 0);
    return new MllpSender(
      () => addressOf(dataFolder, server),
      () => own.uniform(),
    );
  });
  const accepted = (): number => senders.reduce((sum, sender) => sum + sender.accepted.size, 0);
  const stopped = (): boolean => call.signal.aborted;
  const sending = Promise.all(
    senders.map((sender, s) =>
      sender.send(
        messages.filter((_, i) => i % SENDERS === s),
        stopped,
      ),
    ),
  );
  let over = false;
  void sending.finally(() => {
    over = true;
  });
  let killed = 0;
  while (!over) {
    await wait(20);
    // Kills are spread over the frames; each falls at a moment drawn anew.
    if (killed < kills && accepted() >= ((killed + 0.2 + 0.6 * draws.uniform()) * frames) / kills) {
      await server.kill();
      killed += 1;
      await server.start();
    }
    call.progress(accepted(), frames, `frames, ${killed} kills`);
  }
  await sending;
  if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'stopped');
  const present = await count(dataFolder, start, frames);
  const answered = new Set(senders.flatMap((sender) => [...sender.accepted.keys()]));
  const refused = senders.flatMap((sender) => [...sender.refused]);
  const lost = messages.filter(({ id }) => answered.has(id) && !present.has(id));
  const doubled = [...present].filter(([, times]) => times > 1);
  const failed: CaseNote[] = [
    ...refused.map(([id, why]) => ({ name: id, why: `refused: ${why}` })),
    ...messages
      .filter(({ id }) => !answered.has(id) && !refused.some(([one]) => one === id))
      .map(({ id }) => ({ name: id, why: 'never acknowledged' })),
    ...lost.map(({ id }) => ({ name: id, why: 'acknowledged and not there' })),
    ...doubled.map(([id, times]) => ({ name: id, why: `there ${times} times` })),
    ...(killed < kills
      ? [{ name: 'kills', why: `${killed} of ${kills}: the frames went faster than the kills` }]
      : []),
  ];
  return {
    cases: frames,
    passed: frames - new Set(failed.map(({ name }) => name)).size,
    failed,
    unsupported: [],
    figures: {
      seed: call.seed,
      frames,
      kills: killed,
      'frames written, repetitions counted': senders.reduce((sum, sender) => sum + sender.sent, 0),
      acknowledged: answered.size,
      'acknowledged but lost (bar 0)': lost.length,
      'stored more than once (bar 0)': doubled.length,
    },
  };
}

function messageOf(i: number, start: number): NumberedMessage {
  const stamp = (at: number): string =>
    `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
  const at = stamp(start + Math.floor(i / TWINS) * 5 * MINUTE);
  const text = [
    `MSH|^~\\&|VERIFY|MLLP|TW|TW|${at}||ORU^R01|f-${i}|P|2.5`,
    `PID|1||mllp-${i % TWINS}^^^TWINWARD^MR||Doe^Jane`,
    `OBR|1||f-${i}|99504-3^Glucose^LN|||${at}`,
    `OBX|1|NM|99504-3^Glucose in interstitial fluid^LN||${100 + (i % 60)}|mg/dL|||||F|||${at}`,
  ].join('\r');
  return { id: `f-${i}`, bytes: new TextEncoder().encode(text) };
}

async function addressOf(
  dataFolder: string,
  server: ServerProcess,
): Promise<{ readonly host: string; readonly port: number } | null> {
  if (!server.running) return null;
  try {
    const { mllp } = JSON.parse(await readFile(join(dataFolder, 'connectors'), 'utf8')) as {
      readonly mllp?: string;
    };
    const [host, port] = (mllp ?? '').split(':');
    return host && port ? { host, port: Number(port) } : null;
  } catch {
    return null;
  }
}

/** How often each frame's reading stands in the record. */
async function count(
  dataFolder: string,
  start: number,
  frames: number,
): Promise<ReadonlyMap<string, number>> {
  const present = new Map<string, number>();
  const length = Math.ceil(frames / TWINS) * 5 * MINUTE;
  for (let i = 0; i < TWINS; i++) {
    for (let from = start - MINUTE; from <= start + length; from += 30 * 86_400_000) {
      const query = `from=${new Date(from).toISOString()}&to=${new Date(Math.min(from + 30 * 86_400_000 - 1, Date.now())).toISOString()}`;
      const { readings } = await insist<{ readings: readonly { at: string }[] }>(
        dataFolder,
        'GET',
        `/twins/mllp-${i}/history?${query}`,
      );
      for (const { at } of readings) {
        const id = `f-${((Date.parse(at) - start) / (5 * MINUTE)) * TWINS + i}`;
        present.set(id, (present.get(id) ?? 0) + 1);
      }
    }
  }
  return present;
}

async function insist<T>(dataFolder: string, method: string, path: string, body?: unknown): Promise<T> {
  for (let tries = 0; tries < 120; tries++) {
    const reply = await callApi<T>(dataFolder, method, path, body);
    if (reply !== null) return reply;
    await wait(250);
  }
  throw new TwinwardError('record.unavailable', `${method} ${path} was not answered`);
}
