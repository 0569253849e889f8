import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { bandPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { paddedDomain, valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { CycleView } from '../generated/types.ts';
import { type BandPoint, middleOf, wordOf } from './beat.ts';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';

/** One course of a card of waves. */
export interface Wave {
  readonly signal: string;
  readonly label: string;
  /** Colour tokens of line and band, and the dash that tells lines apart without colour. */
  readonly tone: string;
  readonly dash?: string;
}

const FROM_ZERO: readonly number[] = [0];
const HEIGHT = 220;
const LEFT = 42;

/** A wave with its band at each point. */
export type Banded = Wave & { readonly band: readonly BandPoint[] };

/** Courses with their 90 % bands over one cycle, and a line that moves with it. */
export function WavesDrawing({
  title,
  cycle,
  clock,
  bands,
  held = FROM_ZERO,
}: {
  readonly title: string;
  readonly cycle: CycleView;
  readonly clock: BeatClock;
  readonly bands: readonly Banded[];
  /** Values that the axis holds besides those drawn; 0 unless given. */
  readonly held?: readonly number[];
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const cursor = useRef<HTMLDivElement>(null);
  const period = middleOf(cycle).period * 1000;
  const x = linearScale([0, period], [LEFT, Math.max(LEFT + 1, width - 8)]);
  const [from, until] = x.range;
  // an element of its own above the drawing: moving a line inside it would paint all of it anew at every frame
  useEffect(
    () =>
      clock.listen((phase) => {
        if (cursor.current === null) return;
        cursor.current.style.transform = `translateX(${from + phase * (until - from)}px)`;
      }),
    [clock, from, until],
  );
  const drawn = useMemo(() => {
    const values = bands.flatMap(({ band }) => band.flatMap(({ q05, q95 }) => [q05, q95]));
    const y = linearScale(paddedDomain(values, held, 0.05), [HEIGHT - 24, 8]);
    const xs = bands[0]!.band.map((_, k) => from + (k / (cycle.points - 1)) * (until - from));
    return {
      y,
      paths: bands.map(({ band, ...wave }) => ({
        ...wave,
        area: bandPath(
          xs,
          band.map(({ q95 }) => y(q95)),
          band.map(({ q05 }) => y(q05)),
        ),
        line: linePath(band.map(({ q50 }, k) => [xs[k]!, y(q50)])),
      })),
    };
  }, [bands, cycle, from, until, held]);
  return (
    <div ref={place} className={styles.course} style={{ height: HEIGHT }}>
      <div ref={cursor} className={styles.cursor} style={{ height: HEIGHT - 26 }} />
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${title} through one ${wordOf(cycle)}; the table holds the same`}
          className={styles.wave}
        >
          {valueTicks(...drawn.y.domain, 4).map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={until} y1={drawn.y(tick)} y2={drawn.y(tick)} className={styles.grid} />
              <text x={LEFT - 7} y={drawn.y(tick)} dy="0.34em" textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {drawn.paths.map(({ signal, tone, dash, area, line }) => (
            <g key={signal}>
              <path d={area} fill={`var(${tone})`} opacity="0.16" />
              <path
                d={line}
                fill="none"
                stroke={`var(${tone})`}
                strokeWidth="2"
                strokeDasharray={dash}
                strokeLinejoin="round"
              />
            </g>
          ))}
          {valueTicks(0, period, Math.max(3, width / 110)).map((tick) => (
            <text key={tick} x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
              {tick === 0 ? '0 ms' : tick}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

/** How a wave is drawn, for a legend. */
export function WaveSwatch({
  label,
  tone,
  dash,
}: Omit<Wave, 'signal' | 'dash'> & { readonly dash: string | undefined }): ReactNode {
  return (
    <svg width="18" height="8" aria-hidden>
      <title>{label}</title>
      <line x1="0" x2="18" y1="4" y2="4" stroke={`var(${tone})`} strokeWidth="2.4" strokeDasharray={dash} />
    </svg>
  );
}
