import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { TwinSummary } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { formatInstant } from '../units/format.ts';
import styles from './still-reading.module.css';
import { useTwin } from './twin-queries.ts';

/** Milliseconds between two looks at how far it is. */
const EVERY = 1000;

/** Stands in for a twin whose record is still being read after a start, with how far it is; all is asked for anew when it is done. */
export function StillReading({ twin }: { readonly twin: TwinSummary }): ReactNode {
  const client = useQueryClient();
  const now = useNow();
  const detail = useTwin(twin.id, EVERY);
  const until = detail.data === undefined ? twin.readUntil : detail.data.readUntil;
  const done = until === null;
  useEffect(() => {
    if (done) void client.invalidateQueries();
  }, [done, client]);
  const begins = Date.parse(twin.openedAt);
  const reached = until === null ? now : Date.parse(until);
  const share = Math.min(1, Math.max(0, (reached - begins) / Math.max(1, now - begins)));
  return (
    <section className={`card ${styles.reading}`} role="status" aria-label="The record is still being read">
      <h2>Its record is still being read</h2>
      <progress max={1} value={share} aria-label="How much of the record is read" />
      <p className="muted small">
        {reached > begins ? `Read up to ${formatInstant(reached)}` : 'Waiting for its turn after the start'}:
        a twin follows from all that was told of its subject. What it knows and expects stands here as soon as
        it has caught up.
      </p>
    </section>
  );
}
