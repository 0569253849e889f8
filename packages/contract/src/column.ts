/** One column of a belief's `values`. */
export interface Column {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** `state` moves with time; `parameter` is the estimated parameter of the same name; `memory` is carried, not estimated. */
  readonly role: 'state' | 'parameter' | 'memory';
  /** The scale on which assimilation moves it, so that bounds hold: `log` for (low, infinity), `logit` for (low, high). */
  readonly scale: 'linear' | 'log' | 'logit';
  /** Bounds used by `log` (low only; default 0) and `logit`. */
  readonly low?: number;
  readonly high?: number;
}
