// A runtime over a record in memory and a clock that stands still, for the tests of this package.
import {
  type Instant,
  type Intervened,
  instant,
  type Observed,
  type SubjectRef,
  subjectRef,
  twinId,
  type WorkPool,
} from '@twinward/contract';
import { type Clock, openMemoryRecord, type TwinRecord } from '@twinward/record';
import { type ModelRegistry, modelRegistry } from '../model-registry.ts';
import type { KeptRun, RunStore } from '../queries/run-store.ts';
import type { RuntimeOptions } from '../runtime-options.ts';
import { inlinePool } from '../threads/inline-pool.ts';
import { TwinRuntime } from '../twin-runtime.ts';
import { LEVEL_CODE, levelTwin } from './level-twin.ts';

/** 2026-03-01T00:00:00Z, when the trial twins are opened. */
export const START: Instant = instant(Date.UTC(2026, 2, 1));

/** The instant so many minutes after the start. */
export function minute(minutes: number): Instant {
  return instant(START + Math.round(minutes * 60_000));
}

/** The subject of the trial twin. */
export const TANK: SubjectRef = subjectRef('Device/tank');

/** A clock moved by hand. */
export class HandClock implements Clock {
  time: Instant = START;

  now(): Instant {
    return this.time;
  }
}

/** A runtime with what it runs on. */
export interface Trial {
  readonly record: TwinRecord;
  readonly clock: HandClock;
  readonly models: ModelRegistry;
  readonly runtime: TwinRuntime;
  /** Ends the runtime, as a clean stop or, without `close`, as a crash would, and starts another on the same record. */
  restart(clean: boolean): Promise<Trial>;
}

/** Starts a trial on an empty record, or on one given. */
export async function startTrial(
  options: Partial<RuntimeOptions> = {},
  models: ModelRegistry = modelRegistry([levelTwin]),
  clock: HandClock = new HandClock(),
  record: TwinRecord = openMemoryRecord(clock),
  runs: RunStore = restingRuns(),
  pool: WorkPool = inlinePool(models),
): Promise<Trial> {
  const runtime = await TwinRuntime.start({ record, models, clock, pool, options, runs });
  return {
    record,
    clock,
    models,
    runtime,
    restart: async (clean) => {
      if (clean) await runtime.close();
      return startTrial(options, models, clock, record, runs, pool);
    },
  };
}

/** What-ifs under way, kept as text as a file would. */
function restingRuns(): RunStore {
  let text = '[]';
  return {
    read: () => JSON.parse(text) as readonly KeptRun[],
    keep: (list) => {
      text = JSON.stringify(list);
    },
  };
}

/** Opens a level twin of the tank at the start. */
export async function openTank({ runtime }: Trial, id = 'tank'): Promise<void> {
  await runtime.openTwin({
    id: twinId(id),
    subject: TANK,
    label: 'Tank',
    origin: 'simulated',
    model: 'level',
    facts: { start: 100 },
    at: START,
  });
}

/** A reading of the tank's level, in cm. */
export function level(minutes: number, value: number, id = `r${minutes}`, version = 1): Observed {
  return {
    kind: 'observation',
    observation: {
      subject: TANK,
      code: LEVEL_CODE,
      effectiveAt: minute(minutes),
      precision: 'second',
      value: { kind: 'quantity', value, unit: 'cm' },
      status: version === 1 ? 'final' : 'corrected',
      source: { system: 'gauge', id, version },
    },
  };
}

/** The same reading, entered in error. */
export function inError(observed: Observed, version: number): Observed {
  const { observation } = observed;
  const source = { ...observation.source, version };
  return { ...observed, observation: { ...observation, status: 'entered-in-error', source } };
}

/** A push of the tank. */
export function push(
  minutes: number,
  amount: number,
  id = `p${minutes}`,
  version = 1,
  withdrawn = false,
): Intervened {
  return {
    kind: 'intervention',
    subject: TANK,
    intervention: { type: 'push', effectiveAt: minute(minutes), amounts: { amount } },
    source: { system: 'hand', id, version },
    withdrawn,
  };
}

/** Readings every five minutes of a level that rises by 0.6 cm an hour, known as they are made. */
export async function live(trial: Trial, from: number, to: number, wobble = 0.4): Promise<void> {
  for (let m = from; m <= to; m += 5) {
    trial.clock.time = minute(m);
    await trial.runtime.record([level(m, 100 + m / 100 + wobble * Math.sin(m * 1.7))]);
    await trial.runtime.drain();
  }
}
