import type { ReactNode } from 'react';
import type { BedBoard } from '../generated/types.ts';
import { formatInstant } from '../units/format.ts';
import styles from './quarantine-card.module.css';

/** The latest stand open; earlier ones can be unfolded. */
const SHOWN = 6;

/** Messages that contradict the rest: kept in sight with the reason, and changing no more than can be true. */
export function QuarantineCard({ board }: { readonly board: BedBoard }): ReactNode {
  const { contradictions } = board;
  return (
    <section className="card stack" id="quarantine" aria-labelledby="quarantine-title">
      <div>
        <h2 id="quarantine-title">In quarantine</h2>
        <p className="muted small">
          Messages that contradict what is known. They change no more than can be true: a second patient in
          one bed is counted, without a bed, until a later message says where.
        </p>
      </div>
      {contradictions.length === 0 ? (
        <p>No message contradicts another.</p>
      ) : (
        <Messages of={contradictions.slice(0, SHOWN)} />
      )}
      {contradictions.length > SHOWN && (
        <details>
          <summary className="muted">{contradictions.length - SHOWN} earlier</summary>
          <Messages of={contradictions.slice(SHOWN)} />
        </details>
      )}
    </section>
  );
}

function Messages({ of }: { readonly of: BedBoard['contradictions'] }): ReactNode {
  return (
    <ul className={styles.quarantine}>
      {of.map(({ at, messageId, problem }) => (
        <li key={`${messageId} ${at}`}>
          <span className="muted">{formatInstant(Date.parse(at))}</span>
          <span>{problem}</span>
          <code>{messageId}</code>
        </li>
      ))}
    </ul>
  );
}
