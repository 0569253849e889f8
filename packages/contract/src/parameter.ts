import type { Distribution } from './distribution.ts';

/** A number a model needs, with its prior and where that comes from. */
export interface Parameter {
  readonly name: string;
  /** The symbol of the source paper, if it differs from the name. */
  readonly symbol?: string;
  readonly label: string;
  readonly unit: string;
  readonly prior: Distribution;
  /** Paper and table, or data set. */
  readonly source: string;
  /** `estimated`: a column of the belief; `fixed`: the prior is `fixed`; `derived`: follows from the subject's facts. */
  readonly role: 'estimated' | 'fixed' | 'derived';
}
