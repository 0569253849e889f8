/** Halvings of an interval that locate a change to rounding. */
const HALVINGS = 60;

/**
 * The first time in (from, last look] at which `changed` holds, to rounding, if it holds at one of the rising `looks`; null if it
 * holds at none.
 */
export function firstChange(
  from: number,
  looks: Iterable<number>,
  changed: (t: number) => boolean,
): number | null {
  let low = from;
  for (const at of looks) {
    if (!changed(at)) {
      low = at;
      continue;
    }
    let high = at;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (changed(middle)) high = middle;
      else low = middle;
    }
    return high;
  }
  return null;
}

/** `count` equal steps from `from` to `to`; the last is `to` itself. */
export function* evenLooks(from: number, to: number, count: number): Iterable<number> {
  for (let k = 1; k < count; k++) yield from + ((to - from) * k) / count;
  yield to;
}
