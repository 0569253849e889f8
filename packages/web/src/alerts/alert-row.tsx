import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AlertView } from '../generated/types.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { formatSpan } from '../units/format.ts';
import { AlarmMark } from './alarm-mark.tsx';
import styles from './alert-row.module.css';
import { asks, percentWords, standingWords } from './alert-words.ts';

/** One alert of the list: how pressing, who, what, how sure, and who has it. */
export function AlertRow({
  alert,
  now,
  search,
  here,
}: {
  readonly alert: AlertView;
  readonly now: number;
  /** The list's own filter, kept in the link. */
  readonly search: string;
  readonly here: boolean;
}): ReactNode {
  const { finding, status } = alert;
  return (
    <li className={styles.row} data-here={here} data-over={status === 'resolved'}>
      <div className={styles.top}>
        <AlarmMark urgency={alert.urgency} quiet={!asks(alert)} />
        <span className="muted small">{formatSpan(now - Date.parse(alert.raisedAt))} ago</span>
      </div>
      <h2 className={styles.who}>
        <Link
          to={{ pathname: `/alerts/${encodeURIComponent(alert.id)}`, search }}
          className={styles.link}
          aria-current={here ? 'true' : undefined}
        >
          {alert.label}
        </Link>
        <OriginBadge origin={alert.origin} />
      </h2>
      <p className={styles.what}>
        {alert.conditionLabel}: {namedSignals(alert)}
      </p>
      <p className={styles.under}>
        {finding.interval === null ? '' : `${percentWords(finding.probability)} likely · `}
        {standingWords(alert, now)}
      </p>
    </li>
  );
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function namedSignals({ finding }: AlertView): string {
  const named = finding.signals.filter(({ share }) => share >= 0.12).map(({ label }) => lowerFirst(label));
  return named.length === 0 ? 'several signals' : named.join(', ');
}
