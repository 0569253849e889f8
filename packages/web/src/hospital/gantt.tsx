import { type ReactNode, useMemo } from 'react';
import { linearScale } from '../charts/scale.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { Hospital, HospitalReplay } from '../generated/types.ts';
import styles from './hospital.module.css';

const [LEFT, LANE, GAP, QUEUE, FOOT] = [132, 9, 10, 22, 22];
const HOURS = { min: 1 / 60, h: 1, d: 24 } as const;

interface Strip {
  readonly name: string;
  readonly lanes: number;
  readonly most: number;
  readonly held: readonly (readonly [lane: number, from: number, to: number])[];
  readonly queue: readonly (readonly [time: number, length: number])[];
}

/** Every unit of every resource on a line, filled while it is held, and below it how many wait. */
export function Gantt({
  replay,
  unit,
  time,
}: {
  readonly replay: HospitalReplay;
  readonly unit: Hospital['unit'];
  readonly time: number;
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const strips = useMemo(() => stripsOf(replay), [replay]);
  const left = Math.min(LEFT, width * 0.34);
  const x = linearScale([0, replay.until], [left, Math.max(left + 1, width - 6)]);
  let top = 4;
  const rows = strips.map((strip) => {
    const y = top;
    top += strip.lanes * LANE + QUEUE + GAP;
    return { strip, y };
  });
  const height = top + FOOT;
  return (
    <div ref={place} style={{ height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label="When each unit was held and how many waited; the table holds the same"
          className={styles.gantt}
        >
          {rows.map(({ strip, y }) => (
            <g key={strip.name}>
              <text x={0} y={y + 11} className={styles.lane}>
                {strip.name.length > 18 ? `${strip.name.slice(0, 17)}…` : strip.name}
              </text>
              <rect
                x={left}
                y={y}
                width={x(replay.until) - left}
                height={strip.lanes * LANE}
                className={styles.rail}
              />
              <path
                d={strip.held
                  .map(
                    ([lane, from, to]) =>
                      `M${tenth(x(from))} ${y + lane * LANE + 1}H${tenth(Math.max(x(from) + 0.4, x(to) - 0.4))}V${y + lane * LANE + LANE - 1}H${tenth(x(from))}Z`,
                  )
                  .join('')}
                className={styles.held}
              />
              <path d={queuePath(strip, x, y + strip.lanes * LANE + QUEUE)} className={styles.queue} />
              {strip.most > 0 && (
                <text x={left - 6} y={y + strip.lanes * LANE + QUEUE - 3} textAnchor="end">
                  up to {strip.most} wait
                </text>
              )}
            </g>
          ))}
          <line x1={x(time)} x2={x(time)} y1={0} y2={top} className={styles.now} />
          {valueTicks(0, replay.until * HOURS[unit], Math.max(2, Math.floor(width / 110))).map((hours) => (
            <text key={hours} x={x(hours / HOURS[unit])} y={height - 6} textAnchor="middle">
              {hours} h
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

function stripsOf(replay: HospitalReplay): readonly Strip[] {
  const { places, place, waits, from, to } = replay;
  return places.map(({ name }, at) => {
    const free: number[] = [];
    const held: [number, number, number][] = [];
    const changes: [number, number][] = [];
    for (let i = 0; i < from.length; i++) {
      if (place[i] !== at || from[i]! >= replay.until) continue;
      const end = Math.min(to[i]!, replay.until);
      if (waits[i]) changes.push([from[i]!, 1], [end, -1]);
      else {
        let lane = free.findIndex((until) => until <= from[i]!);
        if (lane === -1) lane = free.length;
        free[lane] = to[i]!;
        held.push([lane, from[i]!, end]);
      }
    }
    changes.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let length = 0;
    const queue = changes.map(([time, by]): [number, number] => {
      length += by;
      return [time, length];
    });
    const most = queue.reduce((max, [, n]) => Math.max(max, n), 0);
    return { name, lanes: Math.max(1, free.length), most, held, queue };
  });
}

function queuePath({ queue, most }: Strip, x: (time: number) => number, base: number): string {
  if (most === 0) return '';
  let path = `M${tenth(x(queue[0]![0]))} ${base}`;
  for (const [time, length] of queue)
    path += `H${tenth(x(time))}V${tenth(base - ((QUEUE - 4) * length) / most)}`;
  return `${path}V${base}Z`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
