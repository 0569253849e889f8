import type { ReactNode } from 'react';
import styles from './alert-count.module.css';
import { useAlerts } from './alert-queries.ts';

/** How many alerts are open, beside the way to them; the mark takes the shape of the most pressing. */
export function AlertCount(): ReactNode {
  const open = useAlerts('open').data?.open;
  if (open === undefined) return null;
  const count = open.high + open.medium + open.low;
  if (count === 0) return null;
  const urgency = open.high > 0 ? 'high' : open.medium > 0 ? 'medium' : 'low';
  return (
    <span className={styles.count} data-urgency={urgency}>
      {count}
      <span className="visually-hidden"> open, the most pressing of {urgency} urgency</span>
    </span>
  );
}
