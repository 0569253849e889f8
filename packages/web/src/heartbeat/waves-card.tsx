import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import { bandPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { paddedDomain, valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { CycleView } from '../generated/types.ts';
import { plainUnit } from '../units/measure.ts';
import { type BandPoint, bandOver, middleOf, wordOf } from './beat.ts';
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

interface WavesCardProps {
  readonly title: string;
  readonly cycle: CycleView;
  readonly clock: BeatClock;
  readonly waves: readonly Wave[];
}

const HEIGHT = 220;
const LEFT = 42;

/** Courses through one cycle with their 90 % bands, and a line that moves with it. */
export function WavesCard({ title, cycle, clock, waves }: WavesCardProps): ReactNode {
  const unit = plainUnit(cycle.signals.find(({ name }) => name === waves[0]!.signal)!.unit);
  const bands = useMemo(
    () => waves.map((wave) => ({ ...wave, band: bandOver(cycle, wave.signal) })),
    [cycle, waves],
  );
  return (
    <ChartCard
      title={`${title}, ${unit}`}
      under={
        <ul className={styles.legend}>
          {waves.map(({ signal, label, tone, dash }) => (
            <li key={signal}>
              <svg width="18" height="8" aria-hidden>
                <title>{label}</title>
                <line
                  x1="0"
                  x2="18"
                  y1="4"
                  y2="4"
                  stroke={`var(${tone})`}
                  strokeWidth="2.4"
                  strokeDasharray={dash}
                />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      }
      file={`${cycle.twin}-${title.toLowerCase().replace(/\W+/g, '-')}`}
      table={() => wavesTable(title, unit, cycle, bands)}
    >
      <Drawing title={title} cycle={cycle} clock={clock} bands={bands} />
    </ChartCard>
  );
}

type Banded = Wave & { readonly band: readonly BandPoint[] };

function Drawing({
  title,
  cycle,
  clock,
  bands,
}: {
  readonly title: string;
  readonly cycle: CycleView;
  readonly clock: BeatClock;
  readonly bands: readonly Banded[];
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
    const y = linearScale(paddedDomain(values, [0], 0.05), [HEIGHT - 24, 8]);
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
  }, [bands, cycle, from, until]);
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

function wavesTable(title: string, unit: string, cycle: CycleView, bands: readonly Banded[]): ChartTable {
  const period = middleOf(cycle).period * 1000;
  const round = (value: number): number => Number(value.toPrecision(4));
  return {
    caption: `${title} through one ${wordOf(cycle)}, ${unit}: the median over members and their 90 % interval`,
    header: ['Time, ms', ...bands.flatMap(({ label }) => [label, `${label}: from`, `${label}: to`])],
    rows: bands[0]!.band.map((_, k) => [
      Math.round((period * k) / (cycle.points - 1)),
      ...bands.flatMap(({ band }) => [round(band[k]!.q50), round(band[k]!.q05), round(band[k]!.q95)]),
    ]),
  };
}
