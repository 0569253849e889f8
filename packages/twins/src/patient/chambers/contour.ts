import { TwinwardError } from '@twinward/contract';

/** A point of an image plane, mm. */
export type PlanePoint = readonly [number, number];

/** Endocardium in a long-axis view: from one end of the mitral annulus round the apex to the other. */
export interface Contour {
  /** At least 8, mm; the first and the last are the ends of the annulus. */
  readonly points: readonly PlanePoint[];
  /** Where the apex is; the point farthest from the middle of the annulus if left out. */
  readonly apex?: PlanePoint;
}

/** A contour measured along its long axis, mm. */
export interface MeasuredContour {
  readonly length: number;
  /** mm2, closed across the annulus. */
  readonly area: number;
  /** Diameters [discs] at the middles of discs of equal height, from the annulus to the apex. */
  readonly diameters: Float64Array;
}

const LEAST_POINTS = 8;
/** mm within which a ventricle's long axis lies; outside, the unit is another. */
const AXIS = { least: 10, most: 200 } as const;

/**
 * Measures a contour along the axis from the middle of the annulus to the apex.
 *
 * @throws `observation.invalid` naming the field: too few points, a contour without annulus (closed on itself) or without axis, an axis no
 * heart has in mm, or a contour that the axis leaves.
 */
export function measureContour({ points, apex }: Contour, discs: number, field: string): MeasuredContour {
  if (points.length < LEAST_POINTS || points.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y)))
    throw refused(
      `${field}.points`,
      `${points.length} points are no contour`,
      `send at least ${LEAST_POINTS} finite points`,
    );
  const [left, right] = [points[0]!, points.at(-1)!];
  const base: PlanePoint = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const tip = apex ?? farthest(points, base);
  const annulus = distance(left, right);
  const length = distance(base, tip);
  if (!(length > 0.05 * annulus))
    throw refused(`${field}.apex`, 'there is no long axis', 'mark an apex away from the annulus');
  if (!(length >= AXIS.least && length <= AXIS.most))
    throw refused(
      `${field}.points`,
      `a long axis of ${length.toPrecision(3)} mm is no ventricle's`,
      'send points in mm, or say which unit they are in',
    );
  if (!(annulus > 0.05 * length))
    throw refused(
      `${field}.points`,
      'the contour is closed on itself: it has no annulus and so no axis',
      'begin and end it at the two ends of the mitral annulus',
    );
  const [ux, uy] = [(tip[0] - base[0]) / length, (tip[1] - base[1]) / length];
  const along = points.map(([x, y]) => (x - base[0]) * ux + (y - base[1]) * uy);
  const across = points.map(([x, y]) => (y - base[1]) * ux - (x - base[0]) * uy);
  const diameters = new Float64Array(discs);
  for (let k = 0; k < discs; k++) {
    const width = widthAt(along, across, ((k + 0.5) / discs) * length);
    if (width === null)
      throw refused(
        `${field}.points`,
        'the contour does not enclose its long axis',
        'trace it from annulus to annulus round the apex',
      );
    diameters[k] = width;
  }
  return { length, area: Math.abs(shoelace(points)), diameters };
}

/** The width of the polygon, closed across the annulus, at a height along the axis; null where the axis lies outside. */
function widthAt(along: readonly number[], across: readonly number[], height: number): number | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < along.length; i++) {
    const j = (i + 1) % along.length;
    const [a, b] = [along[i]! - height, along[j]! - height];
    if (a > 0 === b > 0) continue;
    const at = across[i]! + (a / (a - b)) * (across[j]! - across[i]!);
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return low <= 0 && high >= 0 && high > low ? high - low : null;
}

function shoelace(points: readonly PlanePoint[]): number {
  return points.reduce((sum, [x, y], i) => {
    const [u, v] = points[(i + 1) % points.length]!;
    return sum + (x * v - u * y) / 2;
  }, 0);
}

function farthest(points: readonly PlanePoint[], from: PlanePoint): PlanePoint {
  return points.reduce((best, point) => (distance(point, from) > distance(best, from) ? point : best));
}

function distance([x, y]: PlanePoint, [u, v]: PlanePoint): number {
  return Math.sqrt((x - u) ** 2 + (y - v) ** 2);
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('observation.invalid', message, { field, remedy });
}
