// SVG path texts for lines, bands and dots. Coordinates are rounded to a tenth of a pixel: that is enough for any screen.

/** A point on the drawing, or null where a line breaks. */
export type Point = readonly [number, number] | null;

/** A broken line through points; null starts a new piece. */
export function linePath(points: readonly Point[]): string {
  let text = '';
  let open = false;
  for (const point of points) {
    if (point === null) {
      open = false;
      continue;
    }
    text += `${open ? 'L' : 'M'}${tenth(point[0])} ${tenth(point[1])}`;
    open = true;
  }
  return text;
}

/** A closed band between an upper and a lower edge over the same abscissae; empty below two points. */
export function bandPath(x: readonly number[], upper: readonly number[], lower: readonly number[]): string {
  const n = Math.min(x.length, upper.length, lower.length);
  if (n < 2) return '';
  let text = '';
  for (let i = 0; i < n; i++) text += `${i === 0 ? 'M' : 'L'}${tenth(x[i]!)} ${tenth(upper[i]!)}`;
  for (let i = n - 1; i >= 0; i--) text += `L${tenth(x[i]!)} ${tenth(lower[i]!)}`;
  return `${text}Z`;
}

/** Dots as one path: pieces of no length that round line caps turn into discs, so that thousands cost one element. */
export function dotsPath(points: readonly (readonly [number, number])[]): string {
  let text = '';
  for (const [x, y] of points) text += `M${tenth(x)} ${tenth(y)}h0`;
  return text;
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
