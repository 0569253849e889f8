/** How far a drawing shrinks to fit. */
export const LEAST_SCALE = 0.8;

/** The size of a drawing: as wide as there is room, down to the least at which its words are read; narrower still it scrolls. */
export function fitted(width: number): {
  readonly width: string;
  readonly maxWidth: number;
  readonly minWidth: number;
} {
  return { width: '100%', maxWidth: width, minWidth: LEAST_SCALE * width };
}
