// Where a stream stands: the highest sequence sent of each partition, as text in the stream's `id:` lines.
import { TwinwardError } from '@twinward/contract';
import { PARTITIONS } from '@twinward/record';

const ID = /^\d{1,3}:\d{1,15}(,\d{1,3}:\d{1,15}){0,255}$/;

/** Sequences by partition [256]; 0 before a partition's first event. */
export type Positions = Float64Array;

/** No event of any partition has been seen. */
export function noPositions(): Positions {
  return new Float64Array(PARTITIONS);
}

/** Positions as `part:seq` joined by commas, empty partitions left out; `0:0` when all are. */
export function formatPositions(positions: Positions): string {
  const parts: string[] = [];
  for (let part = 0; part < positions.length; part++) {
    if (positions[part]! > 0) parts.push(`${part}:${positions[part]}`);
  }
  return parts.length === 0 ? '0:0' : parts.join(',');
}

/** Reads `Last-Event-ID`; partitions it does not name were empty. Throws `request.invalid`. */
export function parsePositions(text: string): Positions {
  const positions = noPositions();
  if (!ID.test(text)) throw invalid();
  for (const pair of text.split(',')) {
    const [part, seq] = pair.split(':').map(Number);
    if (part! >= PARTITIONS) throw invalid();
    positions[part!] = seq!;
  }
  return positions;
}

function invalid(): TwinwardError {
  return new TwinwardError('request.invalid', 'Last-Event-ID is not one of ours', {
    field: 'last-event-id',
    remedy: 'send back the id of the last event as it came, or none to begin now',
  });
}
