import type { ReactNode } from 'react';
import styles from './ribbon-legend.module.css';

interface RibbonLegendProps {
  readonly whatIf?: boolean;
  readonly later?: boolean;
  readonly paths?: boolean;
  /** Whether single readings are shown. */
  readonly readings?: boolean;
  /** What the line of the past is called. */
  readonly past?: string;
}

/** What the signs of the ribbon mean. */
export function RibbonLegend({
  whatIf = false,
  later = false,
  paths = false,
  readings = true,
  past = 'estimate',
}: RibbonLegendProps): ReactNode {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {readings && (
        <li>
          <i className={styles.dot} /> reading
        </li>
      )}
      {later && (
        <li>
          <i className={styles.ring} /> what came
        </li>
      )}
      <li>
        <i className={styles.line} /> {past}
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
