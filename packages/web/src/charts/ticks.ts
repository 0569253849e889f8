// Where the grid lines go: round numbers for values, round clock times for time.

/** Round values (1, 2, 2.5 or 5 times a power of ten apart) inside a domain, about `count` of them. */
export function valueTicks(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || count < 1) return [low];
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((m) => raw <= power * m) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const steps = Math.floor(high / step + 1e-9) - first;
  // Between ends so near to each other that twelve digits cannot tell the steps apart there is one tick.
  if (!(steps >= 0 && step > 1e-11 * Math.max(Math.abs(low), Math.abs(high)))) return [low];
  return Array.from({ length: steps + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  48 * HOUR,
];

/** Instants at round local clock times inside a domain (milliseconds), about `count` of them. `offsetMinutes` as `Date.getTimezoneOffset`. */
export function timeTicks(from: number, to: number, count: number, offsetMinutes = 0): readonly number[] {
  if (!(to > from && Number.isFinite(to - from)) || count < 1) return [from];
  const longest = STEPS.at(-1)!;
  const step =
    STEPS.find((s) => (to - from) / s <= count) ?? longest * Math.ceil((to - from) / count / longest);
  const shift = offsetMinutes * MINUTE;
  const ticks: number[] = [];
  for (let local = Math.ceil((from - shift) / step) * step; local + shift <= to; local += step)
    ticks.push(local + shift);
  return ticks;
}

/** The smallest and the largest of the finite values, or null where there is none. */
function extent(values: Iterable<number>): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/** A domain of time, milliseconds, that holds all instants and is at least a minute wide: on a narrower one a later instant is drawn miles away. */
export function timeDomain(instants: Iterable<number>): readonly [number, number] {
  const [from, to] = extent(instants) ?? [0, 0];
  return [from, Math.max(to, from + MINUTE)];
}

/** A domain that holds all values with some air, widened to hold what must always be seen. */
export function paddedDomain(
  values: Iterable<number>,
  keep: readonly number[] = [],
  air = 0.06,
): readonly [number, number] {
  const ends = extent([...(extent(values) ?? []), ...keep]);
  if (ends === null) return [0, 1];
  const [low, high] = ends;
  if (low === high) return [low - 1, high + 1];
  const pad = (high - low) * air;
  return [low - pad, high + pad];
}
