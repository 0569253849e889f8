import type { ReactNode } from 'react';
import { type BedLook, LOOK_WORDS } from './bed-signs.ts';
import styles from './beds.module.css';

const LOOKS: readonly BedLook[] = ['taken', 'leaving', 'overdue', 'cleaning', 'free', 'closed'];

/** What the looks of beds mean. */
export function BedLegend(): ReactNode {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {LOOKS.map((look) => (
        <li key={look}>
          <i className={styles.cell} data-look={look} /> {LOOK_WORDS[look]}
        </li>
      ))}
      <li>
        <i className={styles.cell} data-look="taken" data-isolation="true" /> isolation
      </li>
      <li>
        <i className={styles.cell} data-look="taken" data-disputed="true" /> two patients claimed
      </li>
    </ul>
  );
}
