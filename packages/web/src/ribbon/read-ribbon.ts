// What a ribbon says at one instant, for the cross-hair, for screen readers and for the table.
import { nearestIndex } from '../charts/nearest.ts';
import type { Fan, Reading, Ribbon } from './ribbon.ts';

/** The values at one instant. */
export interface RibbonReading {
  readonly at: number;
  readonly reading: Reading | null;
  readonly estimate: { readonly mean: number; readonly sd: number } | null;
  readonly baseline: FanSlice | null;
  readonly branch: FanSlice | null;
}

/** A fan at one instant. */
interface FanSlice {
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

/** A reading counts for an instant if it lies within this of it, milliseconds. */
const NEAR = 4 * 60_000;

/** All instants at which a ribbon has something to say, rising: the stops of the cross-hair. */
export function ribbonStops(ribbon: Ribbon): readonly number[] {
  const stops = new Set<number>();
  const take = (at: number): void => {
    if (at >= ribbon.from && at <= ribbon.to) stops.add(at);
  };
  for (const reading of ribbon.readings) take(reading.at);
  for (const estimate of ribbon.estimates) take(estimate.at);
  for (const at of ribbon.baseline?.at ?? []) take(at);
  if (ribbon.baseline === null) for (const reading of ribbon.later) take(reading.at);
  return [...stops].sort((a, b) => a - b);
}

/** What a ribbon says at an instant; `q`s between grid points are those of the nearest. */
export function readRibbon(ribbon: Ribbon, at: number): RibbonReading {
  const all = at > ribbon.now ? ribbon.later : ribbon.readings;
  const near =
    all[
      nearestIndex(
        all.map((reading) => reading.at),
        at,
      )
    ];
  const estimate =
    ribbon.estimates[
      nearestIndex(
        ribbon.estimates.map((point) => point.at),
        at,
      )
    ];
  return {
    at,
    reading: near !== undefined && Math.abs(near.at - at) <= NEAR ? near : null,
    estimate: estimate !== undefined && Math.abs(estimate.at - at) <= NEAR ? estimate : null,
    baseline: at > ribbon.now ? sliceOf(ribbon.baseline, at) : null,
    branch: at > ribbon.now ? sliceOf(ribbon.branch, at) : null,
  };
}

function sliceOf(fan: Fan | null, at: number): FanSlice | null {
  if (fan === null) return null;
  const i = nearestIndex(fan.at, at);
  if (i === -1 || Math.abs(fan.at[i]! - at) > 2 * NEAR) return null;
  return { q05: fan.q05[i]!, q25: fan.q25[i]!, q50: fan.q50[i]!, q75: fan.q75[i]!, q95: fan.q95[i]! };
}
