/** A point along a line: step, value and slope there. */
export interface LinePoint {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

const [DECREASE, CURVATURE] = [1e-3, 0.9];

/**
 * A step that satisfies the strong Wolfe conditions (decrease 1e-3, curvature 0.9), by bracketing and cubic interpolation (Nocedal and
 * Wright 2006, algorithms 3.5 and 3.6); `most` is the longest allowed, `first` the one to try first. The best step found when
 * rounding or the twenty tries end it; null when none leads down.
 */
export function lineSearch(
  at: (step: number) => LinePoint,
  origin: LinePoint,
  first: number,
  most: number,
): LinePoint | null {
  let before = origin;
  let step = Math.min(first, most);
  for (let tries = 0; tries < 20; tries++) {
    const point = at(step);
    if (!falls(point, origin) || (tries > 0 && point.value >= before.value))
      return zoom(at, origin, before, point);
    if (Math.abs(point.slope) <= -CURVATURE * origin.slope || step >= most) return point;
    if (point.slope >= 0) return zoom(at, origin, point, before);
    const longer = Math.min(most, Math.max(2 * step, Math.min(10 * step, cubic(before, point))));
    before = point;
    step = longer;
  }
  return before === origin ? null : before;
}

function zoom(
  at: (step: number) => LinePoint,
  origin: LinePoint,
  better: LinePoint,
  other: LinePoint,
): LinePoint | null {
  let [low, high] = [better, other];
  for (let tries = 0; tries < 20; tries++) {
    const width = high.step - low.step;
    const [near, far] = [low.step + 0.1 * width, low.step + 0.9 * width];
    const guess = cubic(low, high);
    const step = Number.isFinite(guess)
      ? Math.max(Math.min(near, far), Math.min(Math.max(near, far), guess))
      : low.step + 0.5 * width;
    const point = at(step);
    if (!falls(point, origin) || point.value >= low.value) high = point;
    else {
      if (Math.abs(point.slope) <= -CURVATURE * origin.slope) return point;
      if (point.slope * width >= 0) high = low;
      low = point;
    }
    if (Math.abs(high.step - low.step) <= 1e-14 * Math.abs(low.step)) break;
  }
  return low.value < origin.value ? low : null;
}

function falls(point: LinePoint, origin: LinePoint): boolean {
  return point.value <= origin.value + DECREASE * point.step * origin.slope;
}

/** Where the cubic through two points and their slopes is least; NaN without a minimum. */
function cubic(a: LinePoint, b: LinePoint): number {
  const d = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d * d - a.slope * b.slope;
  const root = (b.step > a.step ? 1 : -1) * Math.sqrt(square);
  return b.step - ((b.step - a.step) * (b.slope + root - d)) / (b.slope - a.slope + 2 * root);
}
