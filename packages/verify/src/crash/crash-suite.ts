// `verify crash`: what was acknowledged survives kill -9 of the server, of PostgreSQL, and of both, and beliefs replay.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { callApi } from './api.ts';
import { Load } from './load.ts';
import { ServerProcess } from './server-process.ts';

const TWINS = 8;
const CLIENTS = 12;
const DAY = 86_400_000;
/** The server gives at most 31 days of history at a time. */
const WINDOW = 30 * DAY;
const VICTIMS = ['server', 'postmaster', 'both'] as const;

interface Counted {
  readonly present: ReadonlyMap<number, number>;
}

interface Tally {
  lost: number;
  doubled: number;
  equal: number;
  replays: number;
}

/** Kills at random points under load; after each, all that was acknowledged is there once and replay gives the same beliefs. */
export const crashSuite: Suite = {
  name: 'crash',
  title:
    'acknowledged readings present, none doubled, replay equal, over kills of server and PostgreSQL under load',
  takes: 'nothing',
  options: { kills: 'how many (50)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const kills = wholeOption(call, 'kills', 50, 1, 1000);
    const dataFolder = await mkdtemp(join(tmpdir(), 'twinward-crash-'));
    const server = new ServerProcess(dataFolder);
    try {
      await server.start();
      return await killAndCount(server, dataFolder, kills, call);
    } finally {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function killAndCount(
  server: ServerProcess,
  dataFolder: string,
  kills: number,
  call: SuiteCall,
): Promise<SuiteOutcome> {
  const start = Date.now() - 300 * DAY;
  const subjects = Array.from({ length: TWINS }, (_, i) => `Patient/crash-${i}`);
  for (const [i, subject] of subjects.entries()) {
    await callApi(dataFolder, 'POST', '/twins', {
      id: `crash-${i}`,
      subject,
      label: `Crash ${i}`,
      origin: 'simulated',
      model: 'glucose-free-living',
      facts: {},
      at: new Date(start - 60_000).toISOString(),
    });
  }
  const draws = philox(call.seed).draws(0, 0, 0);
  const load = new Load(dataFolder, subjects, start);
  const failed: CaseNote[] = [];
  const tally: Tally = { lost: 0, doubled: 0, equal: 0, replays: 0 };
  load.begin(CLIENTS);
  try {
    for (let kill = 0; kill < kills; kill++) {
      if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'stopped');
      await wait(300 + draws.uniform() * 900);
      const victim = VICTIMS[kill % VICTIMS.length]!;
      if (victim !== 'server') await server.killPostmaster();
      if (victim !== 'postmaster') await server.kill();
      if (!server.running) await server.start();
      load.pause();
      const why = await audit(dataFolder, load, [...load.acknowledged], tally);
      load.resume();
      if (why !== null) failed.push({ name: `kill ${kill + 1} (${victim})`, why });
      call.progress(kill + 1, kills, 'kills');
    }
  } finally {
    await load.end();
  }
  const last = await audit(dataFolder, load, [...load.acknowledged], tally);
  if (last !== null) failed.push({ name: 'after the last kill', why: last });
  return {
    cases: kills,
    passed: kills - failed.filter(({ name }) => name.startsWith('kill')).length,
    failed,
    unsupported: [],
    figures: {
      kills,
      'readings sent': load.sent,
      'readings acknowledged': load.acknowledged.size,
      'acknowledged but lost (bar 0)': tally.lost,
      'stored more than once (bar 0)': tally.doubled,
      'replays equal to the living belief': `${tally.equal} of ${tally.replays}`,
    },
  };
}

/** Counts what is there against what was promised and replays one twin; returns what is wrong, or null. */
async function audit(
  dataFolder: string,
  load: Load,
  promised: readonly number[],
  tally: Tally,
): Promise<string | null> {
  const { present } = await count(dataFolder, load);
  const lost = promised.filter((number) => !present.has(number)).length;
  const doubled = [...present.values()].filter((times) => times > 1).length;
  const twin = `crash-${tally.replays % TWINS}`;
  const replay = await insist<{ equal: boolean }>(dataFolder, 'POST', `/twins/${twin}/replay`, {});
  tally.lost += lost;
  tally.doubled += doubled;
  tally.replays += 1;
  if (replay.equal) tally.equal += 1;
  if (promised.length === 0) return 'nothing had been acknowledged, so nothing was tested';
  if (lost + doubled === 0 && replay.equal) return null;
  return `${lost} lost and ${doubled} doubled of ${promised.length}; replay of ${twin} ${replay.equal ? 'equal' : 'differs'}`;
}

async function count(dataFolder: string, load: Load): Promise<Counted> {
  const present = new Map<number, number>();
  for (let i = 0; i < TWINS; i++) {
    for (let from = load.start - DAY; from <= load.latest; from += WINDOW) {
      const query = `from=${new Date(from).toISOString()}&to=${new Date(from + WINDOW - 1).toISOString()}`;
      const { readings } = await insist<{ readings: readonly { sourceId: string }[] }>(
        dataFolder,
        'GET',
        `/twins/crash-${i}/history?${query}`,
      );
      for (const { sourceId } of readings) {
        const number = Number(sourceId);
        present.set(number, (present.get(number) ?? 0) + 1);
      }
    }
  }
  return { present };
}

/** Asks until answered: while PostgreSQL recovers the server refuses for a moment. */
async function insist<T>(dataFolder: string, method: string, path: string, body?: unknown): Promise<T> {
  for (let tries = 0; tries < 120; tries++) {
    const reply = await callApi<T>(dataFolder, method, path, body);
    if (reply !== null) return reply;
    await wait(250);
  }
  throw new TwinwardError(
    'record.unavailable',
    `${method} ${path} was not answered within half a minute of a kill`,
  );
}
