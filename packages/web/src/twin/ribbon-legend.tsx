import type { ReactNode } from 'react';
import styles from './ribbon-legend.module.css';

/** What the signs of the ribbon mean. */
export function RibbonLegend({
  whatIf,
  later,
  paths,
}: {
  readonly whatIf: boolean;
  readonly later: boolean;
  readonly paths: boolean;
}): ReactNode {
  return (
    <ul className={styles.legend} aria-label="Legend">
      <li>
        <i className={styles.dot} /> reading
      </li>
      {later && (
        <li>
          <i className={styles.ring} /> what came
        </li>
      )}
      <li>
        <i className={styles.line} /> estimate
      </li>
      <li>
        <i className={styles.half} /> 50 %
      </li>
      <li>
        <i className={styles.most} /> 90 % of futures
      </li>
      {whatIf && (
        <li>
          <i className={styles.dash} /> what-if
        </li>
      )}
      {paths && (
        <li>
          <i className={styles.path} /> one future
        </li>
      )}
    </ul>
  );
}
