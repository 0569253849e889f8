import { effectiveInstant, type RecordedEvent } from '@twinward/contract';
import { isUntouched, type TwinState } from './twin-state.ts';

/**
 * Whether an event read again from the record is already part of a state made `withoutAhead`. Before the belief everything is, except
 * while the twin has just been opened; at its instant the readings up to the last one taken in.
 */
export function isTaken(state: TwinState, { event, seq }: RecordedEvent): boolean {
  const at = effectiveInstant(event);
  if (at < state.belief.at) return !isUntouched(state);
  return (
    at === state.belief.at && (event.kind === 'observation' || event.kind === 'adt') && seq <= state.edge.seq
  );
}
