/** How firings are found: exactly, by the direct or the next reaction method, or approximately, many at once. */
export type StochasticMethod = 'direct' | 'next reaction' | 'tau-leaping';
