// The module from which worker threads load a heavy twin that cannot be folded while its gate is shut: `?gate=` names a folder.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TwinModel } from '@twinward/contract';
import { type ModelRegistry, modelRegistry } from '../model-registry.ts';
import { levelTwin } from './level-twin.ts';

/** Milliseconds between looks at the gate, and looks after which nobody will open it. */
const BETWEEN = 5;
const LOOKS = 3000;

const gate = new URL(import.meta.url).searchParams.get('gate');

/** Files in the folder of a gate: written by the twin that waits there, and by whoever opens it. */
export const GATE_FILES = { reached: 'reached', open: 'open' } as const;

/** A level twin that says when it is folded, and waits. */
const gatedTwin: TwinModel = {
  ...levelTwin,
  heavy: true,
  advance: (belief, ...rest) => {
    if (gate !== null) waitAt(gate);
    return levelTwin.advance(belief, ...rest);
  },
};

/** The models of the module. */
export const models: ModelRegistry = modelRegistry([gatedTwin]);

function waitAt(folder: string): void {
  writeFileSync(join(folder, GATE_FILES.reached), '');
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let look = 0; look < LOOKS; look++) {
    if (existsSync(join(folder, GATE_FILES.open))) return;
    Atomics.wait(clock, 0, 0, BETWEEN);
  }
  throw new Error('nobody opened the gate');
}
