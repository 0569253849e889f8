import type { SubjectRef, TwinId } from './identity.ts';
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

/** A branch of all twins of a subject from one position in the record: what it takes to compute the same again, to the bit. */
export interface SubjectScenario {
  readonly subject: SubjectRef;
  readonly seq: number;
  /** The instant taken as the present. */
  readonly knownAt: Instant;
  readonly interventions: readonly (Intervention & { readonly twins: readonly string[] })[];
  readonly minutes: number;
  readonly size: number | null;
  readonly sha256: string;
}
