import type { AdtAttributes, AdtPlace, Instant } from '@twinward/contract';
import type { BedKey } from './bed-key.ts';

/** One visit that is not over. */
export interface AdtVisit {
  readonly key: string;
  readonly person: string | null;
  /** `waiting`: registered, such as in an emergency department; `inpatient`: counted, in a bed or in a unit without one. */
  readonly phase: 'expected' | 'waiting' | 'inpatient' | 'in-transit' | 'on-leave' | 'outpatient';
  readonly place: AdtPlace | null;
  /** Since when the patient is in this place or phase. */
  readonly placedAt: Instant;
  readonly registeredAt: Instant;
  readonly admittedAt: Instant | null;
  readonly expected: {
    readonly what: 'admission' | 'transfer' | 'discharge';
    readonly at: Instant | null;
    readonly place: AdtPlace | null;
  } | null;
  /** When the patient is to leave, if that was announced. */
  readonly plannedLeave: Instant | null;
  /** The bed kept for the visit. */
  readonly reserved: BedKey | null;
  /** The bed in which the patient should lie while another does. */
  readonly disputed: BedKey | null;
  readonly attributes: AdtAttributes;
}

/** One bed. */
export interface AdtBed {
  /** The key of the visit that lies in it. */
  readonly occupant: string | null;
  readonly reservedFor: string | null;
  readonly condition: 'ready' | 'housekeeping' | 'closed' | 'contaminated' | 'isolated';
  /** Since when. */
  readonly since: Instant;
}
