/** Readings farther than this many predictive standard deviations from the prediction are doubted. */
export const DOUBT_BEYOND = 4;

/**
 * The measurement error variance to use for a reading `distance` away from its prediction. Up to `DOUBT_BEYOND` predictive
 * standard deviations it is `noise` itself. Beyond, it is raised until the reading's pull falls off as 1 / distance, as
 * under a Student t error: spread + noise' = (spread + noise) (d / k)^2. So a reading 20 sd away moves the belief less
 * than one 4 sd away would, and hardly narrows it.
 *
 * @example
 * doubtedNoise(20, 0.5, 0.5); // 24.5
 */
export function doubtedNoise(distance: number, spread: number, noise: number): number {
  const total = spread + noise;
  if (total === 0) return noise;
  const excess = (distance * distance) / (total * DOUBT_BEYOND * DOUBT_BEYOND);
  return excess > 1 ? total * excess - spread : noise;
}
