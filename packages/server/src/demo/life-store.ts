// Where simulated lives rest between starts, so that a restart goes on with them.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LifeState } from './simulated-person.ts';

/** The checkpoints of simulated lives. */
export interface LifeStore {
  read(name: string): LifeState | null;
  keep(name: string, state: LifeState): void;
}

/** Checkpoints as files of a folder, readable by the server's user alone: they hold what the twins must not know. */
export function lifeFiles(folder: string): LifeStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    read(name) {
      try {
        return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as LifeState;
      } catch {
        return null;
      }
    },
    keep(name, state) {
      const path = join(folder, `${name}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}
