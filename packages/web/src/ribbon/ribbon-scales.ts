// Where everything of a ribbon is drawn: the axes, the lanes of marks above, and the margins.
import { linearScale, type Scale } from '../charts/scale.ts';
import { paddedDomain } from '../charts/ticks.ts';
import type { Ribbon } from './ribbon.ts';

/** The drawing's measures in pixels and its two scales. */
export interface RibbonScales {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  /** The kinds of marks, each with a lane of its own above the plot. */
  readonly lanes: readonly string[];
}

/** Height of one lane of marks. */
export const LANE = 22;

/** Lays a ribbon out in a drawing. The value axis holds all readings, the fans and the thresholds near them. */
export function ribbonScales(
  ribbon: Ribbon,
  types: readonly { readonly name: string }[],
  width: number,
  height: number,
): RibbonScales {
  const inSight = new Set(
    ribbon.marks.filter((mark) => mark.at >= ribbon.from && mark.at <= ribbon.to).map((mark) => mark.type),
  );
  const known = types.map((type) => type.name);
  const lanes = [
    ...known.filter((name) => inSight.has(name)),
    ...[...inSight].filter((name) => !known.includes(name)),
  ];
  const [left, right] = [width < 520 ? 36 : 44, width - (width < 520 ? 10 : 14)];
  const top = 10 + lanes.length * LANE;
  const bottom = height - 28;
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    lanes,
    x: linearScale([ribbon.from, ribbon.to], [left, right]),
    y: linearScale(valueDomain(ribbon), [bottom, top]),
  };
}

function valueDomain(ribbon: Ribbon): readonly [number, number] {
  const values: number[] = [];
  for (const reading of [...ribbon.readings, ...ribbon.later]) {
    if (reading.value !== null && reading.at >= ribbon.from && reading.at <= ribbon.to)
      values.push(reading.value);
  }
  for (const estimate of ribbon.estimates) if (estimate.at >= ribbon.from) values.push(estimate.mean);
  for (const fan of [ribbon.baseline, ribbon.branch]) if (fan !== null) values.push(...fan.q05, ...fan.q95);
  const main = nearLimits(ribbon);
  return paddedDomain(values, values.length === 0 ? main : main.slice(0, 2));
}

/** The limits on either side nearest to the middle: they are always in sight. */
export function nearLimits(ribbon: Ribbon): readonly number[] {
  const below = ribbon.thresholds.filter((risk) => risk.side === 'below').map((risk) => risk.limit);
  const above = ribbon.thresholds.filter((risk) => risk.side === 'above').map((risk) => risk.limit);
  return [
    ...(below.length > 0 ? [Math.max(...below)] : []),
    ...(above.length > 0 ? [Math.min(...above)] : []),
  ];
}
