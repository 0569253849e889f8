/** Numbers drawn from one counter-based stream. */
export interface Draws {
  /** A whole number, uniform on 0 to 2^32 - 1. */
  uint32(): number;
  /** Uniform on the open interval (0, 1). */
  uniform(): number;
  /** Standard normal, mean 0, variance 1. */
  normal(): number;
}

/**
 * A counter-based source of random numbers (Philox4x32-10, Salmon et al. 2011). The same seed, member, stream and step
 * give the same numbers, whoever asks, in whatever order and on however many workers; so scenarios share draws.
 */
export interface RandomSource {
  /** 16 lower-case hexadecimal digits: the 64-bit key. */
  readonly seed: string;
  /**
   * The numbers of one member in one stream at one step, each 0 to 2^32 - 1. The object returned is valid until the next
   * call of `draws` on this source. A model that advances in time uses the second since 1970 at the end of the interval as
   * its step, so that draws do not depend on how many observations came before.
   */
  draws(member: number, stream: number, step: number): Draws;
  /** An independent source whose seed follows from this one and the label. */
  derive(label: string): RandomSource;
}
