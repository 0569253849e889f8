import type { ReactNode } from 'react';
import { bandPath, linePath } from '../charts/paths.ts';
import styles from './ribbon.module.css';
import type { Fan } from './ribbon.ts';
import type { RibbonScales } from './ribbon-scales.ts';

interface RibbonFanProps {
  readonly fan: Fan;
  readonly scales: RibbonScales;
  readonly tone: 'baseline' | 'scenario';
  /** Draws whole futures over the bands. */
  readonly paths: boolean;
}

/** What is expected: bands that hold 50 and 90 % of the futures, and the median; the what-if is dashed. */
export function RibbonFan({ fan, scales, tone, paths }: RibbonFanProps): ReactNode {
  const { x, y, top, bottom } = scales;
  const at = fan.at.map(x);
  const up = (values: readonly number[]): number[] =>
    values.map((value) => Math.max(top, Math.min(bottom, y(value))));
  return (
    <g data-tone={tone} className={styles.fan}>
      <path className={styles.fan90} d={bandPath(at, up(fan.q95), up(fan.q05))} />
      <path className={styles.fan50} d={bandPath(at, up(fan.q75), up(fan.q25))} />
      {paths && (
        <path
          className={styles.path}
          d={fan.paths.map((path) => linePath(up(path).map((value, t) => [at[t]!, value]))).join('')}
        />
      )}
      <path className={styles.median} d={linePath(up(fan.q50).map((value, t) => [at[t]!, value]))} />
    </g>
  );
}
