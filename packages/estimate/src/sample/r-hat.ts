import { inverseNormal } from '@twinward/simulate';
import { meanOf } from '../ensemble/moments.ts';
import { quantile } from '../forecast/quantile.ts';
import { halved, varianceOf } from './effective-draws.ts';

/**
 * Whether chains [chains][draws] agree: the rank-normalised split R-hat, the larger of that of the draws and that of their
 * distances from the median, so that chains of different spread are found out too (Vehtari et al. 2021, section 4). 1 when they
 * agree; below 1.01 they may be used. NaN for draws without spread.
 */
export function rHat(chains: readonly Float64Array[]): number {
  const halves = halved(chains);
  const all = joined(halves);
  const median = quantile(all, null, 0.5);
  const folded = halves.map((half) => half.map((value) => Math.abs(value - median)));
  return Math.max(splitRHat(rankNormalised(halves)), splitRHat(rankNormalised(folded)));
}

/** Every draw as the normal quantile of its rank among all, (rank - 3/8) / (N + 1/4); equal draws share their mean rank. */
export function rankNormalised(chains: readonly Float64Array[]): readonly Float64Array[] {
  const all = joined(chains);
  const order = Array.from(all, (_, i) => i).sort((a, b) => all[a]! - all[b]!);
  const scores = new Float64Array(all.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && all[order[to + 1]!] === all[order[from]!]) to++;
    const rank = (from + to) / 2 + 1;
    const score = inverseNormal((rank - 0.375) / (all.length + 0.25));
    for (; from <= to; from++) scores[order[from]!] = score;
  }
  let at = 0;
  return chains.map((chain) => {
    at += chain.length;
    return scores.subarray(at - chain.length, at);
  });
}

function splitRHat(halves: readonly Float64Array[]): number {
  const n = halves[0]!.length;
  const between = varianceOf(Float64Array.from(halves, (half) => meanOf(half, null)));
  const within = meanOf(Float64Array.from(halves, varianceOf), null);
  return Math.sqrt((n - 1) / n + between / within);
}

function joined(chains: readonly Float64Array[]): Float64Array {
  return Float64Array.from(chains.flatMap((chain) => Array.from(chain)));
}
