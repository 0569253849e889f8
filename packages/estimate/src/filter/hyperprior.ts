import { exp, log } from '@twinward/simulate';
import type { AnomalySpectrum } from './anomaly-spectrum.ts';

/** The two numbers of the hyperprior of a finite ensemble: e and c of `FiniteSizeKalman`. */
export interface Hyperprior {
  readonly e: number;
  readonly c: number;
}

/**
 * e = (N + 1) / N and c = N / (N - 1) (Bocquet, Raanes and Hannart 2015, NPG 22:645-662), corrected after their equation 36: without
 * observations the most probable factor is sqrt(e / c), and it is moved to 1 by the share of the spread that the observations leave.
 */
export function hyperprior(
  { rank, squares }: AnomalySpectrum,
  members: number,
  certainty: number,
): Hyperprior {
  const n1 = members - 1;
  const [e, c] = [(members + 1) / members, members / n1];
  let left = members - rank;
  for (let j = 0; j < rank; j++) left += n1 / (squares[j]! + n1);
  const correction = exp((0.5 * left * log(e / c)) / members);
  return { e: (certainty * e) / correction, c: certainty * c * correction };
}
