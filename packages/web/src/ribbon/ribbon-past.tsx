import type { ReactNode } from 'react';
import { bandPath, dotsPath, linePath, type Point } from '../charts/paths.ts';
import styles from './ribbon.module.css';
import type { Estimate, Reading, Ribbon } from './ribbon.ts';
import type { RibbonScales } from './ribbon-scales.ts';

interface RibbonPastProps {
  readonly ribbon: Ribbon;
  readonly scales: RibbonScales;
}

/** A line through estimates breaks where they lie further apart than this (milliseconds), and than so small a share of what is shown. */
const GAP = 16 * 60_000;
const GAP_SHARE = 1 / 60;

/** Readings as dots, the estimate as a line with its 90 % band. Censored readings are triangles, absent ones crosses below. */
export function RibbonPast({ ribbon, scales }: RibbonPastProps): ReactNode {
  const { x, y, left, right } = scales;
  const inSight = (point: { readonly at: number }): boolean =>
    point.at >= ribbon.from && point.at <= ribbon.to;
  const pieces = piecesOf(
    ribbon.estimates.filter(inSight),
    Math.max(GAP, GAP_SHARE * (ribbon.to - ribbon.from)),
  );
  const radius = right - left > 0 && ribbon.to - ribbon.from > 2 * 86_400_000 ? 2.6 : 4.2;
  return (
    <g>
      {pieces.map((piece) => (
        <path
          key={piece[0]!.at}
          className={styles.estimateBand}
          d={bandPath(
            piece.map((point) => x(point.at)),
            piece.map((point) => y(point.mean + 1.645 * point.sd)),
            piece.map((point) => y(point.mean - 1.645 * point.sd)),
          )}
        />
      ))}
      <path
        className={styles.estimate}
        d={linePath(
          pieces.flatMap((piece): Point[] => [
            ...piece.map((point): Point => [x(point.at), y(point.mean)]),
            null,
          ]),
        )}
      />
      <Readings readings={ribbon.readings.filter(inSight)} scales={scales} radius={radius} />
      <Readings readings={ribbon.later.filter(inSight)} scales={scales} radius={radius} later />
    </g>
  );
}

interface ReadingsProps {
  readonly readings: readonly Reading[];
  readonly scales: RibbonScales;
  readonly radius: number;
  readonly later?: boolean;
}

function Readings({ readings, scales: { x, y, bottom }, radius, later = false }: ReadingsProps): ReactNode {
  const measured = readings.filter((reading) => reading.value !== null && reading.censored === null);
  const points = measured.map((reading): [number, number] => [x(reading.at), y(reading.value!)]);
  return (
    <g>
      <path
        d={dotsPath(points)}
        className={later ? styles.laterRing : styles.dots}
        strokeWidth={later ? radius + 2.4 : radius}
      />
      {later && (
        <path d={dotsPath(points)} className={styles.laterHole} strokeWidth={Math.max(1.2, radius - 0.8)} />
      )}
      {readings
        .filter((reading) => reading.censored !== null && reading.value !== null)
        .map((reading) => (
          <path
            key={reading.seq}
            className={styles.censored}
            transform={`translate(${x(reading.at)} ${y(reading.value!)})`}
            d={reading.censored === 'below' ? 'M-4.5 -4h9L0 4.5Z' : 'M-4.5 4h9L0 -4.5Z'}
          />
        ))}
      {readings
        .filter((reading) => reading.value === null)
        .map((reading) => (
          <path
            key={reading.seq}
            className={styles.absent}
            transform={`translate(${x(reading.at)} ${bottom - 6})`}
            d="M-3-3 3 3M3-3-3 3"
          />
        ))}
    </g>
  );
}

function piecesOf(estimates: readonly Estimate[], gap: number): readonly (readonly Estimate[])[] {
  const pieces: Estimate[][] = [];
  for (const point of estimates) {
    const piece = pieces.at(-1);
    if (piece === undefined || point.at - piece.at(-1)!.at > gap) pieces.push([point]);
    else piece.push(point);
  }
  return pieces;
}
