import { memo, type ReactNode, useMemo } from 'react';
import { linearScale, type Scale } from '../charts/scale.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { Hospital, HospitalReplay } from '../generated/types.ts';
import { type Strip, stripsOf } from './gantt-strips.ts';
import styles from './hospital.module.css';

const [LEFT, LANE, GAP, QUEUE, FOOT] = [172, 9, 10, 22, 22];
/** Width of a letter of a name, on average, pixels. */
const LETTER = 7.1;
/** Units of a resource from which on they are not drawn one by one, and the height of their sum. */
const [MANY, SUM] = [12, 26];
const HOURS = { min: 1 / 60, h: 1, d: 24 } as const;

/** Every unit of every resource on a line, filled while it is held, and below it how many wait; of many units, how many are held. */
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
  const { from, until } = replay;
  const x = useMemo(
    () => linearScale([from, until], [left, Math.max(left + 1, width - 6)]),
    [from, until, left, width],
  );
  const top = strips.reduce((sum, strip) => sum + heightOf(strip), 4);
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
          <Rows strips={strips} x={x} left={left} />
          <line x1={x(time)} x2={x(time)} y1={0} y2={top} className={styles.now} />
          {valueTicks(from * HOURS[unit], until * HOURS[unit], Math.max(2, Math.floor(width / 110))).map(
            (hours) => (
              <text
                key={hours}
                x={x(hours / HOURS[unit])}
                y={height - 6}
                textAnchor={x(hours / HOURS[unit]) > width - 24 ? 'end' : 'middle'}
              >
                {hours} h
              </text>
            ),
          )}
        </svg>
      )}
    </div>
  );
}

interface RowsProps {
  readonly strips: readonly Strip[];
  readonly x: Scale;
  readonly left: number;
}

/** All rows; drawn once, while the line of the time moves over them. */
const Rows = memo(function Rows({ strips, x, left }: RowsProps): ReactNode {
  let top = 4;
  return strips.map((strip) => {
    const y = top;
    top += heightOf(strip);
    return <Row key={strip.name} strip={strip} y={y} x={x} left={left} />;
  });
});

function tallOf({ lanes }: Strip): number {
  return lanes > MANY ? SUM : lanes * LANE;
}

function heightOf(strip: Strip): number {
  return Math.max(16, tallOf(strip) + (strip.most > 0 ? QUEUE : 0)) + GAP;
}

interface RowProps {
  readonly strip: Strip;
  readonly y: number;
  readonly x: Scale;
  readonly left: number;
}

function Row({ strip, y, x, left }: RowProps): ReactNode {
  const tall = tallOf(strip);
  const { name, lanes, held, sum, queue, most } = strip;
  const [from, until] = x.domain;
  return (
    <g>
      <text x={0} y={y + 11} className={styles.lane}>
        {shortened(name, Math.floor(left / LETTER))}
      </text>
      {lanes > MANY && (
        <text x={left - 6} y={y + 25} textAnchor="end">
          of {lanes}
        </text>
      )}
      <rect x={left} y={y} width={x(until) - left} height={tall} className={styles.rail} />
      <path
        d={
          lanes > MANY
            ? stepPath(sum, lanes, x, y + tall, tall)
            : held
                .map(
                  ([lane, start, end]) =>
                    `M${tenth(x(Math.max(from, start)))} ${y + lane * LANE + 1}H${tenth(Math.max(x(Math.max(from, start)) + 0.4, x(end) - 0.4))}V${y + lane * LANE + LANE - 1}H${tenth(x(Math.max(from, start)))}Z`,
                )
                .join('')
        }
        className={styles.held}
      />
      {most > 0 && (
        <>
          <path d={stepPath(queue, most, x, y + tall + QUEUE, QUEUE - 4)} className={styles.queue} />
          <text x={left - 6} y={y + tall + QUEUE - 3} textAnchor="end">
            up to {most} wait
          </text>
        </>
      )}
    </g>
  );
}

/** A name of so many letters at most. */
function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, Math.max(1, most - 1))}…` : name;
}

/** A number over time as an area above a base; what lies closer together than half a pixel is drawn as its last. */
function stepPath(
  changes: readonly (readonly [time: number, count: number])[],
  most: number,
  x: Scale,
  base: number,
  tall: number,
): string {
  if (changes.length === 0) return '';
  const [from, until] = x.domain;
  let path = `M${tenth(x(from))} ${base}`;
  let level = base;
  for (const [time, count] of changes) {
    const next = tenth(base - (tall * count) / most);
    if (time > from && next !== level) path += `H${tenth(x(time))}`;
    if (next !== level) path += `V${next}`;
    level = next;
  }
  return `${path}H${tenth(x(until))}V${base}Z`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
