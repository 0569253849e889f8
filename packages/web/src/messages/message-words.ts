// What a message and a connector are called on screen.
import type { ConnectorView, InboundLine } from '../generated/types.ts';

/** How far a message has come, with a sign that does without colour. */
export const STATE_WORDS: Readonly<Record<InboundLine['state'], readonly [sign: string, words: string]>> = {
  received: ['…', 'under way'],
  done: ['✓', 'taken in'],
  refused: ['!', 'waits for a person'],
  mended: ['✎', 'mended'],
  dropped: ['✕', 'put aside'],
};

/** Filters of the list, by the name in the address. */
export const SHOWS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'All messages' },
  { value: 'refused', label: 'Waiting for a person' },
  { value: 'done', label: 'Taken in' },
  { value: 'mended', label: 'Mended' },
  { value: 'dropped', label: 'Put aside' },
];

/** The state of a connector, in words. */
export function connectorWords({ state, connections, problem }: ConnectorView): string {
  if (state === 'failed') return `not running: ${problem ?? 'it did not start'}`;
  if (state === 'off') return 'off';
  return connections === 1 ? 'running, 1 connection' : `running, ${connections} connections`;
}

/** Milliseconds as a person reads them. */
export function lagWords(milliseconds: number | null): string {
  if (milliseconds === null) return 'none yet';
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
