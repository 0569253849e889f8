import { createHash } from 'node:crypto';
import { eventLogBytes, type ProcessModel, ProcessSimulation, philox } from '@twinward/simulate';

/** Saves at random times of a run. */
const SAVES = 10;

/** How often a run that is saved, restored and gone on with has the very events of one that is not, by SHA-256 of their logs. */
export function savedAndRestored(
  model: ProcessModel,
  until: number,
  seed: string,
): { readonly saves: number; readonly equal: number } {
  const whole = new ProcessSimulation(model, { seed, log: true });
  whole.advance(until);
  const expected = digest(whole);
  const draws = philox(seed).draws(0, 0, 0);
  let equal = 0;
  for (let save = 0; save < SAVES; save++) {
    const first = new ProcessSimulation(model, { seed, log: true });
    first.advance(until * draws.uniform());
    const second = ProcessSimulation.restore(model, first.snapshot(), { log: true });
    second.advance(until);
    if (digest(first, second) === expected) equal += 1;
  }
  return { saves: SAVES, equal };
}

function digest(...parts: readonly ProcessSimulation[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(eventLogBytes(part.takeLog()));
  return hash.digest('hex');
}
