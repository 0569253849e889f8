import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { nearestIndex } from '../charts/nearest.ts';
import { formatInstant, formatValue } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { type RibbonReading, readRibbon, ribbonStops } from './read-ribbon.ts';
import styles from './ribbon.module.css';
import type { Ribbon } from './ribbon.ts';
import type { RibbonScales } from './ribbon-scales.ts';

interface RibbonCrosshairProps {
  readonly ribbon: Ribbon;
  readonly scales: RibbonScales;
  readonly measure: Measure;
}

/** Reads the ribbon at an instant: with the pointer, a finger, or the arrow keys. Only this part is drawn anew as it moves. */
export function RibbonCrosshair({ ribbon, scales, measure }: RibbonCrosshairProps): ReactNode {
  const stops = useMemo(() => ribbonStops(ribbon), [ribbon]);
  const [at, setAt] = useState<number | null>(null);
  const [keyboard, setKeyboard] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  if (stops.length === 0) return null;
  const index = nearestIndex(stops, at ?? ribbon.now);
  const shown = readRibbon(ribbon, stops[index]!);
  const follow = (event: PointerEvent): void => {
    const box = place.current?.getBoundingClientRect();
    if (box === undefined) return;
    setKeyboard(false);
    setAt(scales.x.invert(event.clientX - box.left + scales.left));
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -12,
      PageUp: 12,
    };
    const step = steps[event.key];
    if (event.key === 'Escape') setAt(null);
    else if (event.key === 'Home') setAt(stops[0]!);
    else if (event.key === 'End') setAt(stops.at(-1)!);
    else if (step !== undefined) setAt(stops[Math.max(0, Math.min(stops.length - 1, index + step))]!);
    else return;
    event.preventDefault();
    setKeyboard(true);
  };
  const x = scales.x(shown.at);
  const right = x > (scales.left + scales.right) / 2;
  return (
    <div
      ref={place}
      className={styles.reader}
      style={{
        left: scales.left,
        top: scales.top,
        width: Math.max(0, scales.right - scales.left),
        height: Math.max(0, scales.bottom - scales.top),
      }}
      role="slider"
      tabIndex={0}
      aria-label={`Read ${ribbon.quantity.label} by time`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={stops.length - 1}
      aria-valuenow={index}
      aria-valuetext={readingWords(shown, measure)}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => keyboard || setAt(null)}
      onFocus={() => setAt((now) => now ?? ribbon.now)}
      onBlur={() => setAt(null)}
      onKeyDown={onKey}
    >
      {at !== null && (
        <>
          <div className={styles.hair} style={{ left: x - scales.left }} />
          <div
            className={styles.readout}
            style={right ? { right: scales.right - x + 12 } : { left: x - scales.left + 12 }}
            aria-hidden
          >
            <strong>{formatInstant(shown.at)}</strong>
            <Lines shown={shown} measure={measure} />
          </div>
        </>
      )}
    </div>
  );
}

function Lines({ shown, measure }: { readonly shown: RibbonReading; readonly measure: Measure }): ReactNode {
  return (
    <dl>
      {linesOf(shown, measure).map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function linesOf(
  { reading, estimate, baseline, branch }: RibbonReading,
  measure: Measure,
): readonly (readonly [string, string])[] {
  const show = (value: number): string => formatValue(value, measure);
  const lines: [string, string][] = [];
  if (reading !== null) {
    const side = reading.censored === null ? '' : `${reading.censored} `;
    lines.push([
      'reading',
      reading.value === null
        ? `none (${reading.absent ?? 'absent'})`
        : `${side}${show(reading.value)} ${measure.unit}`,
    ]);
  }
  if (estimate !== null && estimate.sd === 0) lines.push(['known', show(estimate.mean)]);
  else if (estimate !== null) {
    const spread = 1.645 * estimate.sd;
    lines.push([
      'estimate',
      `${show(estimate.mean)} (${show(estimate.mean - spread)} to ${show(estimate.mean + spread)})`,
    ]);
  }
  if (baseline !== null) {
    lines.push([
      branch === null ? 'half of futures' : 'as it stands, half',
      `${show(baseline.q25)} to ${show(baseline.q75)}`,
    ]);
    lines.push(['90 % of futures', `${show(baseline.q05)} to ${show(baseline.q95)}`]);
  }
  if (branch !== null) {
    lines.push(['what-if, half', `${show(branch.q25)} to ${show(branch.q75)}`]);
    lines.push(['what-if, 90 %', `${show(branch.q05)} to ${show(branch.q95)}`]);
  }
  return lines;
}

/** What a ribbon says at an instant, as one sentence. */
function readingWords(shown: RibbonReading, measure: Measure): string {
  const lines = linesOf(shown, measure).map(([term, value]) => `${term} ${value}`);
  return `${formatInstant(shown.at)}: ${lines.length === 0 ? 'nothing known' : lines.join(', ')}`;
}
