/** ln 2 in two parts: the first has 32 bits, so that a whole number below 2^21 times it is exact; together good to 2^-86. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
