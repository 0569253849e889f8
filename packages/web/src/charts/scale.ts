// Straight-line scales between what is measured and where it is drawn.

/** Maps a domain onto a range and back. */
export interface Scale {
  (value: number): number;
  /** The value drawn at a position. */
  invert(position: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

/** A linear scale; a domain of no width maps to the middle of the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const width = d1 - d0;
  const scale = (value: number): number =>
    width === 0 ? (r0 + r1) / 2 : r0 + ((value - d0) / width) * (r1 - r0);
  const invert = (position: number): number => (r1 === r0 ? d0 : d0 + ((position - r0) / (r1 - r0)) * width);
  return Object.assign(scale, { invert, domain, range });
}
