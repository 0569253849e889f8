import type { ReactNode } from 'react';
import { bandPath, linePath } from '../charts/paths.ts';
import styles from './ribbon.module.css';
import type { Fan } from './ribbon.ts';
import type { RibbonScales } from './ribbon-scales.ts';

interface RibbonFanProps {
  readonly fan: Fan;
  readonly scales: RibbonScales;
  readonly tone: 'baseline' | 'scenario';
}

/** The bands that hold 50 and 90 % of the futures. */
export function RibbonFan({ fan, scales, tone }: RibbonFanProps): ReactNode {
  const at = fan.at.map(scales.x);
  const up = upOf(scales);
  return (
    <g data-tone={tone} className={styles.fan}>
      <path className={styles.fan90} d={bandPath(at, up(fan.q95), up(fan.q05))} />
      <path className={styles.fan50} d={bandPath(at, up(fan.q75), up(fan.q25))} />
    </g>
  );
}

interface RibbonFanLineProps extends RibbonFanProps {
  /** Draws whole futures too. */
  readonly paths: boolean;
  /** Written at the end of the line, above or below it. */
  readonly label: { readonly words: string; readonly above: boolean } | null;
}

/** The median of a fan, dashed for a what-if, drawn above all bands. */
export function RibbonFanLine({ fan, scales, tone, paths, label }: RibbonFanLineProps): ReactNode {
  const at = fan.at.map(scales.x);
  const up = upOf(scales);
  const line = (values: readonly number[]): string => linePath(up(values).map((value, t) => [at[t]!, value]));
  const end = up(fan.q50).at(-1)!;
  return (
    <g data-tone={tone} className={styles.fan}>
      {paths && <path className={styles.path} d={fan.paths.map(line).join('')} />}
      <path className={styles.median} d={line(fan.q50)} />
      {label !== null && (
        <text
          className={styles.fanLabel}
          x={scales.right - 4}
          y={end + (label.above ? -8 : 17)}
          textAnchor="end"
        >
          {label.words}
        </text>
      )}
    </g>
  );
}

function upOf({ y, top, bottom }: RibbonScales): (values: readonly number[]) => number[] {
  return (values) => values.map((value) => Math.max(top, Math.min(bottom, y(value))));
}
