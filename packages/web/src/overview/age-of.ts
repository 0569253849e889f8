import type { TwinSummary } from '../generated/types.ts';

/** Readings this much later than usual make a twin's picture stale. */
const LATE = 4;
/** Milliseconds between readings where too few are known to tell. */
const USUAL = 5 * 60_000;

/** How old a twin's latest reading is (milliseconds, at least 0) and whether that is much longer than its readings usually lie apart. */
export function ageOf(
  twin: TwinSummary,
  now: number,
): { readonly age: number; readonly stale: boolean } | null {
  if (twin.latest === null) return null;
  const age = Math.max(0, now - Date.parse(twin.latest.at));
  const at = twin.recent.at.map((text) => Date.parse(text));
  const gaps = at
    .slice(1)
    .map((time, i) => time - at[i]!)
    .sort((a, b) => a - b);
  const usual = gaps.length === 0 ? USUAL : Math.max(60_000, gaps[gaps.length >> 1]!);
  return { age, stale: age > LATE * usual };
}
