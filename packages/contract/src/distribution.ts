/**
 * A probability distribution as plain data. Parameters are in the unit of the quantity described; `logNormal` and
 * `logitNormal` are given by the median and the standard deviation of the (scaled) log or logit.
 */
export type Distribution =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'logNormal'; readonly median: number; readonly logSd: number }
  | {
      readonly kind: 'logitNormal';
      readonly median: number;
      readonly logitSd: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number };
