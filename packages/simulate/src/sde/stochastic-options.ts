/** `euler-maruyama`: strong order 1/2, any noise; `sri`: strong order 3/2, one process or diagonal noise. */
export type StochasticIntegrator = 'euler-maruyama' | 'sri';

/** How stochastic equations are integrated, and along which paths. */
export interface StochasticEquationsOptions {
  /** Ascending times at which states and outputs are wanted, whole numbers of steps apart; the first is that of the initial state. */
  readonly times: ArrayLike<number>;
  /** The longest step, which the Wiener processes are numbered by: another step is another path. */
  readonly step: number;
  /** 16 hexadecimal digits; the same seed gives the same Wiener processes, whatever the parameters and the method. */
  readonly seed: string;
  readonly method?: StochasticIntegrator;
  /** How often every step is halved, along the same paths; 0 to 24, by default 0. */
  readonly halvings?: number;
  /**
   * Halves steps further, along the same paths, while the error a step tells is above `absolute` + `relative` |x|. For `sri` only.
   */
  readonly tolerance?: { readonly relative: number; readonly absolute: number };
}
