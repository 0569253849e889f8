const TWO_TO_26 = 67108864;
const TWO_TO_MINUS_52 = 2.220446049250313e-16;

/** The uniform number of two random words: (k + 1/2) / 2^52 for the 52-bit k of their upper 26 bits each, never 0 or 1. */
export function uniformOfWords(high: number, low: number): number {
  return ((high >>> 6) * TWO_TO_26 + (low >>> 6) + 0.5) * TWO_TO_MINUS_52;
}
