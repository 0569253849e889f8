import type { FhirResource, Word } from '@twinward/connect/hl7v2';
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
  /** Readings told as such; those in resources are found there. */
  observations(subject: SubjectRef): readonly Observation[];
  /** Resources, and how they go over those that stand; null for kinds that tell readings alone. */
  readonly told: ToldResources | null;
  readonly notes: readonly MessageNote[];
  readonly adt: readonly AdtEvent[];
  /** The hospital the ADT events are of, as its sender calls it. */
  readonly hospital: string;
}

/** Resources of a message, by names that mean the same resource each time. */
export interface ToldResources {
  readonly entries: readonly { readonly fullUrl: string; readonly resource: FhirResource }[];
  /** The identifier of the person each Patient among them stands for, by its name. */
  readonly people: ReadonlyMap<string, string>;
  readonly word: Word;
}

/** Reads the bytes of a message of a sender; throws a `TwinwardError` where it cannot be used. */
export type Interpreter = (bytes: Uint8Array, sender: string) => Interpreted;
