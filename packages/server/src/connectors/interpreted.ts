import type { AdtEvent, Observation, SubjectRef } from '@twinward/contract';

/** Something of a message that went no further, and why. */
export interface MessageNote {
  readonly where: string;
  readonly why: string;
}

/** What a message turned out to say, before it is known whom it is about. */
export interface Interpreted {
  /** How its sender names it. */
  readonly key: string;
  /** `ORU R01`. */
  readonly what: string;
  /** Identifiers of the person, the leading one first; or the subject itself where a connector knows it. */
  readonly identifiers: readonly string[];
  readonly subject: SubjectRef | null;
  /** Identifiers that from now on mean the same person. */
  readonly merged: readonly string[];
  observations(subject: SubjectRef): {
    readonly observations: readonly Observation[];
    readonly left: readonly MessageNote[];
  };
  readonly notes: readonly MessageNote[];
  readonly adt: readonly AdtEvent[];
  /** The FHIR transaction it was mapped to; null for kinds that are observations alone. */
  readonly bundle: unknown;
}

/** Reads the bytes of a message; throws a `TwinwardError` where it cannot be used. */
export type Interpreter = (bytes: Uint8Array) => Interpreted;
