import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { InboundLine } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import { STATE_WORDS } from './message-words.ts';
import styles from './messages.module.css';

/** A message in the list. */
export function MessageRow({
  line,
  search,
  here,
}: {
  readonly line: InboundLine;
  readonly search: string;
  readonly here: boolean;
}): ReactNode {
  const [sign, words] = STATE_WORDS[line.state];
  return (
    <li className={styles.row} data-here={here} data-state={line.state}>
      <div className={styles.line}>
        <Link
          to={{ pathname: `/messages/${encodeURIComponent(line.id)}`, search }}
          className={styles.link}
          aria-current={here ? 'true' : undefined}
        >
          {line.what || 'not understood'}
        </Link>
        <span className={styles.mark}>
          <span aria-hidden>{sign}</span> {words}
        </span>
      </div>
      <p className={styles.under}>
        {formatLongInstant(Date.parse(line.receivedAt))} · {line.sender || line.connector}
        {line.subject === null ? '' : ` · ${line.subject}`}
      </p>
      {line.state === 'refused' && <p className={styles.why}>{line.reason}</p>}
    </li>
  );
}
