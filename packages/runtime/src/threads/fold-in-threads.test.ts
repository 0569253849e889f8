// A heavy twin is folded by the threads of the pool: whoever asks meanwhile is answered, and the belief has the same bytes.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TwinOpened, WorkPool } from '@twinward/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../fold/open-state.ts';
import { encodeState } from '../fold/state-bytes.ts';
import { modelRegistry } from '../model-registry.ts';
import { GATE_FILES, models } from '../testing/gated-models.ts';
import { levelTwin } from '../testing/level-twin.ts';
import {
  HandClock,
  level,
  live,
  minute,
  openTank,
  push,
  START,
  startTrial,
  TANK,
  type Trial,
} from '../testing/trial.ts';
import { inlinePool } from './inline-pool.ts';
import { threadPool } from './thread-pool.ts';

let folder: string;
let pool: WorkPool;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-'));
  const url = new URL('../testing/gated-models.ts', import.meta.url);
  url.searchParams.set('gate', folder);
  pool = threadPool({ registryUrl: url.href, threads: 1 });
});

afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const openGate = (): void => writeFileSync(join(folder, GATE_FILES.open), '');

async function gateReached(): Promise<void> {
  while (!existsSync(join(folder, GATE_FILES.reached))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const trialOn = (work: WorkPool, registry = models): Promise<Trial> =>
  startTrial({}, registry, new HandClock(), undefined, undefined, work);

describe('a heavy twin', () => {
  it('leaves the thread to those who ask while it is folded', async () => {
    const trial = await trialOn(pool);
    await openTank(trial);
    await trial.runtime.drain();
    const seen: string[] = [];
    trial.clock.time = minute(5);
    await trial.runtime.record([level(5, 100)]);
    const folded = trial.runtime.drain().then(() => seen.push('folded'));
    await gateReached();
    expect(trial.runtime.metrics().lagging).toBe(1);
    seen.push(`asked: ${(await trial.runtime.belief('tank')).at}`);
    openGate();
    await folded;
    expect(seen).toEqual([`asked: ${new Date(START).toISOString()}`, 'folded']);
    expect((await trial.runtime.belief('tank')).at).toBe(new Date(minute(5)).toISOString());
    await trial.runtime.close();
  }, 30_000);

  it('is believed to the same bytes as folded in the calling thread, late and corrected data too', async () => {
    openGate();
    const shas: string[] = [];
    const here = modelRegistry([levelTwin]);
    for (const [registry, work] of [
      [here, inlinePool(here)],
      [models, pool],
    ] as const) {
      const trial = await trialOn(work, registry);
      await openTank(trial);
      await live(trial, 5, 60);
      await trial.runtime.record([level(31, 101, 'late'), level(20, 99, 'r20', 2), push(55, 3)]);
      await live(trial, 65, 90);
      expect((await trial.runtime.replay(null))[0]).toMatchObject({ equal: true });
      shas.push((await trial.runtime.belief('tank')).sha256);
      await trial.runtime.close();
    }
    expect(shas[1]).toBe(shas[0]);
  }, 60_000);

  it('stops in the middle of a reading when nobody wants it any more', async () => {
    const trial = await trialOn(inlinePool(models));
    await openTank(trial);
    await trial.runtime.record([level(5, 100)]);
    const events = await trial.record.events.readSubject(TANK);
    const opened = events.find(({ event }) => event.kind === 'twin-opened')!.event as TwinOpened;
    const recorded = events.find(({ event }) => event.kind === 'observation')!;
    const state = encodeState(openState(models.get('level'), opened));
    const abort = new AbortController();
    const unit = { model: 'level', opened, state, recorded };
    const stopped = expect(pool.fold(unit, abort.signal)).rejects.toMatchObject({ code: 'run.cancelled' });
    await gateReached();
    abort.abort();
    await stopped;
    openGate();
    expect(await pool.fold(unit)).toEqual(await inlinePool(models).fold(unit));
    await trial.runtime.close();
  }, 30_000);
});
