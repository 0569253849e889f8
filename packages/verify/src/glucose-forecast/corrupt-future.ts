import type { AbortSignalLike } from '@twinward/contract';
import { philox, seedFrom } from '@twinward/simulate';
import type { GlucoseGrid } from './five-minute-grid.ts';
import { followPerson, type IssuedForecast } from './follow-person.ts';
import { isOrigin } from './score-person.ts';

/** What re-running a recording with a false future showed. */
export interface CorruptionResult {
  readonly id: string;
  /** Forecasts compared, up to the cut and after it. */
  readonly before: number;
  readonly after: number;
  /** Of those before, how many differed in any bit: must be 0. Of those after, how many did: must be all, or nothing was shown. */
  readonly differBefore: number;
  readonly differAfter: number;
}

/** Grid points compared on each side of a cut. */
const COMPARED = 6;

/**
 * Replaces every reading after a random cut by noise (a third of them removed, missing ones invented), lives the recording again from
 * its start, and compares the forecasts issued just before and just after the cut bit for bit. Null if there is no cut to make.
 */
export function corruptFuture(
  grid: GlucoseGrid,
  seed: string,
  signal: AbortSignalLike,
): CorruptionResult | null {
  const origins = Array.from(grid.mgdl.keys()).filter((point) => isOrigin(grid, point));
  if (origins.length < 2 * COMPARED) return null;
  const draws = philox(seedFrom(seed, grid.id, 'cut')).draws(0, 0, 0);
  const middle = COMPARED + Math.floor(draws.uniform() * (origins.length - 2 * COMPARED));
  const cut = origins[middle]!;
  const mgdl = grid.mgdl.map((value, point) => {
    const [kept, noise] = [draws.uniform() > 1 / 3, 40 + 360 * draws.uniform()];
    if (point <= cut) return value;
    return kept ? noise : Number.NaN;
  });
  const near = (point: number): boolean => Math.abs(point - cut) <= COMPARED;
  const forecasts = (record: GlucoseGrid): ReadonlyMap<number, IssuedForecast> => {
    const found = new Map<number, IssuedForecast>();
    for (const forecast of followPerson(record, seed, near, signal)) {
      found.set(forecast.point, forecast);
      if (forecast.point === cut + COMPARED) break;
    }
    return found;
  };
  const truths = forecasts(grid);
  const falsehoods = forecasts({ ...grid, mgdl });
  const result = { id: grid.id, before: 0, after: 0, differBefore: 0, differAfter: 0 };
  for (const [point, forecast] of truths) {
    const other = falsehoods.get(point);
    const differs = other === undefined || !sameBits(forecast, other);
    if (point <= cut) {
      result.before++;
      if (differs) result.differBefore++;
    } else {
      result.after++;
      if (differs) result.differAfter++;
    }
  }
  return result;
}

function sameBits(a: IssuedForecast, b: IssuedForecast): boolean {
  return (
    a.fit.kind === b.fit.kind &&
    a.futures.every((futures, lead) => futures.every((value, m) => Object.is(value, b.futures[lead]![m])))
  );
}
