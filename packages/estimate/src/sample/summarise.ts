import { meanOf } from '../ensemble/moments.ts';
import { quantiles } from '../forecast/quantile.ts';
import { type ChainDraws, chainsOf } from './chains.ts';
import { effectiveDraws, varianceOf } from './effective-draws.ts';
import { rankNormalised, rHat } from './r-hat.ts';

/** What the draws say about one parameter, and how far they can be trusted. */
export interface ParameterSummary {
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  /** Below 1.01 the chains agree. */
  readonly rHat: number;
  /** Effective draws in the middle of the distribution, and for its 5 % and 95 % quantiles, the smaller; 400 are enough. */
  readonly bulk: number;
  readonly tail: number;
  /** Monte-Carlo standard errors of the mean and of the sd. */
  readonly meanError: number;
  readonly sdError: number;
}

/**
 * Summarises draws parameter by parameter, with the diagnostics of Vehtari et al. 2021: rank-normalised split R-hat, bulk and tail
 * effective draws. The error of the sd follows from that of the mean squared deviation.
 */
export function summarise(chains: ChainDraws): readonly ParameterSummary[] {
  return chains.names.map((name, parameter) => {
    const drawn = chainsOf(chains, parameter);
    const all = Float64Array.from(drawn.flatMap((chain) => Array.from(chain)));
    const [q05, q50, q95] = quantiles(all, null, [0.05, 0.5, 0.95]) as [number, number, number];
    const mean = meanOf(all, null);
    const sd = Math.sqrt(varianceOf(all));
    const below = (level: number) => drawn.map((chain) => chain.map((value) => (value <= level ? 1 : 0)));
    const squares = drawn.map((chain) => chain.map((value) => (value - mean) * (value - mean)));
    const spread = Math.sqrt(varianceOf(Float64Array.from(squares.flatMap((chain) => Array.from(chain)))));
    return {
      name,
      mean,
      sd,
      q05,
      q50,
      q95,
      rHat: rHat(drawn),
      bulk: effectiveDraws(rankNormalised(drawn)),
      tail: Math.min(effectiveDraws(below(q05)), effectiveDraws(below(q95))),
      meanError: sd / Math.sqrt(effectiveDraws(drawn)),
      sdError: spread / (2 * sd * Math.sqrt(effectiveDraws(squares))),
    };
  });
}
