// A great vessel: a tube along a smooth curve. Vessels are drawn, not estimated; only their colour is.
import type { Mesh } from './mesh.ts';
import { writePoint } from './ventricle-mesh.ts';

/** A point in space, cm. */
export type Point = readonly [number, number, number];

const ALONG = 30;
const AROUND = 16;

/** A tube's surface with both ends closed, to be filled by `shapeTube`. */
export function tubeMesh(): Mesh {
  const triangles: number[] = [];
  const ring = (i: number, j: number): number => 2 + i * AROUND + (j % AROUND);
  for (let j = 0; j < AROUND; j++) {
    triangles.push(0, ring(0, j), ring(0, j + 1));
    triangles.push(1, ring(ALONG, j + 1), ring(ALONG, j));
    for (let i = 0; i < ALONG; i++) {
      triangles.push(ring(i, j), ring(i + 1, j), ring(i + 1, j + 1));
      triangles.push(ring(i, j), ring(i + 1, j + 1), ring(i, j + 1));
    }
  }
  return {
    positions: new Float32Array((2 + (ALONG + 1) * AROUND) * 3),
    triangles: Uint16Array.from(triangles),
  };
}

/** Writes a tube of that radius along a curve through the points (Catmull, Rom 1974). The rings turn with the curve, without twist. */
export function shapeTube({ positions }: Mesh, points: readonly Point[], radius: number): void {
  let normal: Point | null = null;
  for (let i = 0; i <= ALONG; i++) {
    const at = curve(points, i / ALONG);
    const direction = unit(
      minus(curve(points, Math.min(1, i / ALONG + 0.01)), curve(points, Math.max(0, i / ALONG - 0.01))),
    );
    const seed: Point = normal ?? (Math.abs(direction[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]);
    const across: Point = unit(minus(seed, scaled(direction, dot(seed, direction))));
    normal = across;
    const other = cross(direction, across);
    for (let j = 0; j < AROUND; j++) {
      const [c, s] = [Math.cos((2 * Math.PI * j) / AROUND), Math.sin((2 * Math.PI * j) / AROUND)];
      writePoint(
        positions,
        2 + i * AROUND + j,
        at[0] + radius * (c * across[0] - s * other[0]),
        at[1] + radius * (c * across[1] - s * other[1]),
        at[2] + radius * (c * across[2] - s * other[2]),
      );
    }
    if (i === 0) writePoint(positions, 0, ...at);
    if (i === ALONG) writePoint(positions, 1, ...at);
  }
}

function curve(points: readonly Point[], share: number): Point {
  const place = share * (points.length - 1);
  const k = Math.min(points.length - 2, Math.floor(place));
  const t = place - k;
  const [p0, p1, p2, p3] = [
    points[Math.max(0, k - 1)]!,
    points[k]!,
    points[k + 1]!,
    points[Math.min(points.length - 1, k + 2)]!,
  ];
  const along = (d: 0 | 1 | 2): number =>
    0.5 *
    (2 * p1[d] +
      (p2[d] - p0[d]) * t +
      (2 * p0[d] - 5 * p1[d] + 4 * p2[d] - p3[d]) * t * t +
      (3 * p1[d] - p0[d] - 3 * p2[d] + p3[d]) * t * t * t);
  return [along(0), along(1), along(2)];
}

function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function scaled(a: Point, by: number): Point {
  return [a[0] * by, a[1] * by, a[2] * by];
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Point): Point {
  return scaled(a, 1 / Math.max(1e-9, Math.sqrt(dot(a, a))));
}
