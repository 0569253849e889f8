import type { FhirResource, Word } from '@twinward/connect/hl7v2';
import { type AdtEvent, type Observation, type SubjectRef, TwinwardError } from '@twinward/contract';

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
  /** Identifiers of the person, the leading one first; empty where `subject` knows them. */
  readonly identifiers: readonly string[];
  /** Whom the connector knows it to be about, or null. Throws where that would have to be guessed. */
  subject(): SubjectRef | null;
  /** Identifiers that from now on mean the same person. */
  readonly merged: readonly string[];
  /** Readings told as such; those in resources are found there. */
  observations(subject: SubjectRef): readonly Observation[];
  /** Resources, and how they go over those that stand; null for kinds that tell readings alone. */
  told(subject: SubjectRef | null): ToldResources | null;
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

/** A message that is what it says and cannot be used; what it is stays known. */
export class UnusableMessage extends TwinwardError {
  readonly what: string;

  constructor(what: string, { code, message, place }: TwinwardError) {
    super(code, message, place);
    this.what = what;
  }
}

/** Reads the bytes of a message of a sender; throws a `TwinwardError` where it cannot be used, `UnusableMessage` where it is known what it is. */
export type Interpreter = (bytes: Uint8Array, sender: string) => Interpreted;
