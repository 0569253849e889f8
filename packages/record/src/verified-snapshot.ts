// The check every snapshot passes on its way in and out.
import { createHash } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { Snapshot } from './ports/snapshot-store.ts';

/** The snapshot itself; throws `record.corrupt` when its bytes do not match its hash. */
export function verifiedSnapshot(snapshot: Snapshot): Snapshot {
  if (createHash('sha256').update(snapshot.state).digest('hex') === snapshot.sha256) return snapshot;
  throw new TwinwardError(
    'record.corrupt',
    `the snapshot of ${snapshot.twin} at sequence ${snapshot.seq} does not match its hash`,
    { remedy: 'rebuild the belief from the record with `twinward replay`' },
  );
}
