/** Draws of several chains. */
export interface ChainDraws {
  readonly names: readonly string[];
  readonly chains: number;
  /** Kept per chain. */
  readonly draws: number;
  /** [chains x draws x parameters]. */
  readonly values: Float64Array;
}

/** Draws by trajectories, and how the sampling went. */
export interface Chains extends ChainDraws {
  /** Transitions whose trajectory was lost; more than none means that parts of the density may be missing. */
  readonly divergences: number;
  /** Transitions whose trajectory was cut at the greatest depth. */
  readonly deepest: number;
  readonly leapfrogs: number;
  /** Step size of each chain. */
  readonly steps: Float64Array;
}

/** The draws of one parameter, chain by chain [chains][draws]. */
export function chainsOf(
  { chains, draws, values, names }: ChainDraws,
  parameter: number,
): readonly Float64Array[] {
  return Array.from({ length: chains }, (_, chain) =>
    Float64Array.from({ length: draws }, (_, i) => values[(chain * draws + i) * names.length + parameter]!),
  );
}
