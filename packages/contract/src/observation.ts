import type { Coding } from './coding.ts';
import type { SubjectRef } from './identity.ts';
import type { Instant, TimePrecision } from './instant.ts';

/** Why there is no value (FHIR data-absent-reason); sentinels such as -999 become one of these, never a number. */
export type AbsentReason =
  | 'unknown'
  | 'not-performed'
  | 'error'
  | 'not-a-number'
  | 'sensor-warm-up'
  | 'sensor-error';

/** What was measured. Missing and censored values are states of an observation, never silently numbers. */
export type ObservedValue =
  | { readonly kind: 'quantity'; readonly value: number; readonly unit: string }
  | {
      readonly kind: 'censored';
      readonly side: 'below' | 'above';
      readonly limit: number;
      readonly unit: string;
    }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'ordinal'; readonly level: number; readonly of: number }
  | { readonly kind: 'absent'; readonly reason: AbsentReason };

/** Whether the source still stands by the observation (FHIR `Observation.status`). */
export type ObservationStatus = 'final' | 'preliminary' | 'corrected' | 'entered-in-error';

/** Who sent an observation and how its sender names it; `system` + `id` + `version` is what makes a redelivery recognisable. */
export interface ObservationSource {
  /** The sending system or file, for example `dexcom:sha256-12ab` or `api:ward-monitor`. */
  readonly system: string;
  /** The sender's own name for this reading; a correction carries the same id and a higher version. */
  readonly id: string;
  /** Whole number from 1. */
  readonly version: number;
  /** The device, if known. */
  readonly device?: string;
}

/**
 * A coded, unit-bearing measurement with the time it was true and its source. The record adds when it became known.
 * Quantities stand in the unit they were sent in until the edge converts them to the observable's unit.
 */
export interface Observation {
  readonly subject: SubjectRef;
  readonly code: Coding;
  readonly effectiveAt: Instant;
  readonly precision: TimePrecision;
  /** IANA zone or offset of the source's clock, where known. */
  readonly zone?: string;
  readonly value: ObservedValue;
  readonly status: ObservationStatus;
  readonly source: ObservationSource;
  /** What the source or the edge doubted, in words (`compression suspected`); such readings are kept, and models may weigh them. */
  readonly doubts?: readonly string[];
}
