// What the demo of one data folder hangs on: drawn once, kept, so that every restart goes on with the same lives.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@twinward/contract';

/** The fixed points of a demo. */
export interface DemoPlan {
  /** 16 hexadecimal digits, from which habits, deviations and sensor errors of the simulated people are drawn. */
  readonly seed: string;
  /** When the demo was made, milliseconds since 1970. */
  readonly startedAt: number;
  /** Offset of the local time that recordings and habits follow, minutes east of UTC. */
  readonly zoneMinutes: number;
}

/** The plan of a data folder; made now if there is none. */
export async function demoPlan(folder: string, now: Instant): Promise<DemoPlan> {
  const path = join(folder, 'demo.json');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as DemoPlan;
  const plan: DemoPlan = {
    seed: randomBytes(8).toString('hex'),
    startedAt: now,
    zoneMinutes: -new Date(now).getTimezoneOffset(),
  };
  await writeFile(`${path}.new`, `${JSON.stringify(plan)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return plan;
}
