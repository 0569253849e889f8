import type { ReactNode } from 'react';
import styles from './waiting.module.css';

/** A quiet place-holder of about the height of what is coming. */
export function Waiting({
  height = 120,
  label = 'Loading',
}: {
  readonly height?: number;
  readonly label?: string;
}): ReactNode {
  return (
    <div className={styles.waiting} style={{ minHeight: height }} role="status">
      <span className="visually-hidden">{label}</span>
    </div>
  );
}
