import type { TwinId } from './identity.ts';
import type { Instant } from './instant.ts';
import type { Intervention } from './intervention.ts';

/** A branch from a position in the record with interventions; compared with its baseline by common random numbers. */
export interface Scenario {
  readonly twin: TwinId;
  /** The branch starts from the belief as known at this sequence. */
  readonly seq: number;
  readonly from: Instant;
  readonly interventions: readonly Intervention[];
  /** Seconds simulated, and between the instants reported. */
  readonly length: number;
  readonly step: number;
  readonly size: number;
  readonly seed: string;
}
