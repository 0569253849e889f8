// What every part of the mapping of one message shares.
import { createHash } from 'node:crypto';
import type { V2Message, V2Segment } from '../v2-message.ts';
import { type V2Clock, type V2Time, v2Time } from '../v2-time.ts';
import type { ReadTime } from './datatypes.ts';
import type { FhirResource, FhirValue } from './fhir-value.ts';

/** What of a message could not be carried over, and why; the message is taken all the same. */
export interface MappingNote {
  /** `OBX-5`, with the segment's place among its like. */
  readonly where: string;
  readonly why: string;
}

/** An entry of the bundle that grows while a message is mapped. */
export interface MappedEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
  readonly request: FhirValue;
}

/** Collects entries and notes, gives out stable names, and reads times in the message's clock. */
export class MappingContext {
  readonly message: V2Message;
  readonly entries: MappedEntry[] = [];
  readonly notes: MappingNote[] = [];
  readonly #clock: V2Clock;
  readonly #named = new Map<string, number>();
  /** Reads a time for FHIR; notes one that cannot be read. */
  readonly time: ReadTime;

  constructor(message: V2Message, site: V2Clock['site']) {
    this.message = message;
    const offset = /[+-]\d{4}$/.exec(message.header.text(7))?.[0] ?? '';
    this.#clock = { offset, site };
    this.time = (text) => this.instant(text)?.fhir;
  }

  instant(text: string): V2Time | null {
    if (text.trim() === '') return null;
    const time = v2Time(text, this.#clock);
    if (time === null) {
      const zoneless = /^\d{10,14}(\.\d{1,4})?$/.test(text.trim());
      this.note(
        'time',
        zoneless ? 'a time without an offset, and no time zone is set for the sender' : 'not a date or time',
      );
    }
    return time;
  }

  /** Who sends: MSH-4, else MSH-3. */
  get facility(): string {
    return this.message.header.text(4) || this.message.header.text(3);
  }

  /** Whose number an identifier is: its authority's, or, where none is named, the sender's own; two hospitals may both have a patient 4711. */
  ownerOf(identifier: FhirValue): string {
    return identifier.system === undefined
      ? `urn:twinward:v2:from:${encodeURIComponent(this.facility)}`
      : String(identifier.system);
  }

  note(where: string, why: string): void {
    if (this.notes.length < 200) this.notes.push({ where, why });
  }

  /** Empty for the first of a name in the message, `['2']` for the second. */
  again(name: readonly string[]): readonly string[] {
    const key = name.join('\u0000');
    const times = (this.#named.get(key) ?? 0) + 1;
    this.#named.set(key, times);
    return times === 1 ? [] : [String(times)];
  }

  /** A resource with a name that follows from what it is, so that a second delivery names the same. */
  add(resource: FhirResource, key: readonly string[], request: FhirValue): string {
    const fullUrl = `urn:uuid:${nameUuid([resource.resourceType, ...key])}`;
    if (!this.entries.some((entry) => entry.fullUrl === fullUrl)) {
      this.entries.push({ fullUrl, resource, request });
    }
    return fullUrl;
  }
}

/** A UUID (version 8, RFC 9562) made of the SHA-256 of a name. */
export function nameUuid(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** How a segment is called in notes: `OBX 3`. */
export function placeOf(segment: V2Segment, index: number): string {
  return `${segment.name} ${index + 1}`;
}
