/** Pascal in one mmHg. */
export const MMHG = 133.322387415;

/** Cubic metres in one millilitre. */
export const ML = 1e-6;
