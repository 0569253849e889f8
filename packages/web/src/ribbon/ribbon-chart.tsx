import { type ReactNode, useMemo } from 'react';
import { useWidth } from '../charts/use-width.ts';
import type { InterventionType } from '../generated/types.ts';
import type { Measure } from '../units/measure.ts';
import styles from './ribbon.module.css';
import type { Ribbon } from './ribbon.ts';
import { NowLine, RibbonAxes } from './ribbon-axes.tsx';
import { RibbonCrosshair } from './ribbon-crosshair.tsx';
import { RibbonFan, RibbonFanLine } from './ribbon-fan.tsx';
import { RibbonMarks } from './ribbon-marks.tsx';
import { RibbonPast } from './ribbon-past.tsx';
import { ribbonScales } from './ribbon-scales.ts';

interface RibbonChartProps {
  readonly ribbon: Ribbon;
  readonly measure: Measure;
  readonly types: readonly InterventionType[];
  readonly paths: boolean;
  /** Whether `now` is now, and not an instant looked back to. */
  readonly live: boolean;
  /** Shown in place of the fan when the twin abstains. */
  readonly silence: string | null;
}

/** Past, now and forecast of one quantity over one axis of time. */
export function RibbonChart({ ribbon, measure, types, paths, live, silence }: RibbonChartProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const height = width < 520 ? 320 : 404;
  const scales = useMemo(() => ribbonScales(ribbon, types, width, height), [ribbon, types, width, height]);
  const { baseline, branch } = ribbon;
  const branchAbove = (branch?.q50.at(-1) ?? 0) >= (baseline?.q50.at(-1) ?? 0);
  const nowX = scales.x(ribbon.now);
  return (
    <div ref={place} className={styles.ribbon} style={{ height }}>
      {width > 0 && (
        <>
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={`${ribbon.quantity.label} over time; the table holds the same`}
          >
            <RibbonAxes ribbon={ribbon} scales={scales} measure={measure} />
            <RibbonMarks ribbon={ribbon} scales={scales} types={types} />
            {baseline !== null && <RibbonFan fan={baseline} scales={scales} tone="baseline" />}
            {branch !== null && <RibbonFan fan={branch} scales={scales} tone="scenario" />}
            {baseline !== null && (
              <RibbonFanLine
                fan={baseline}
                scales={scales}
                tone="baseline"
                paths={paths && branch === null}
                label={branch === null ? null : { words: 'as it stands', above: !branchAbove }}
              />
            )}
            {branch !== null && (
              <RibbonFanLine
                fan={branch}
                scales={scales}
                tone="scenario"
                paths={paths}
                label={{ words: 'what-if', above: branchAbove }}
              />
            )}
            <RibbonPast ribbon={ribbon} scales={scales} />
            <NowLine ribbon={ribbon} scales={scales} live={live} />
          </svg>
          {silence !== null && (
            <p
              className={styles.silence}
              style={{ left: nowX + 8, width: Math.max(60, scales.right - nowX - 16), top: scales.top + 20 }}
            >
              {silence}
            </p>
          )}
          <RibbonCrosshair ribbon={ribbon} scales={scales} measure={measure} />
        </>
      )}
    </div>
  );
}
