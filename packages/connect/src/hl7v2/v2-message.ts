// An HL7 v2 message as its grammar has it: segments, fields, repetitions, components, subcomponents.
import { TwinwardError } from '@twinward/contract';
import { decodeBytes } from './decode-bytes.ts';
import { plainText } from './plain-text.ts';
import { readSeparators, type Separators } from './separators.ts';

/** Beyond this a message is refused: no clinical message has so many segments. */
const MOST_SEGMENTS = 20_000;

/** How a message's texts are cut and read. */
interface Reading {
  readonly separators: Separators;
  readonly charset: string;
}

/** One repetition of a field. `""`, which a sender writes to delete a value, reads as no text and `deleted`. */
export class V2Field {
  readonly #components: readonly string[];
  readonly #reading: Reading;

  constructor(raw: string, reading: Reading) {
    this.#components = raw.split(reading.separators.component);
    this.#reading = reading;
  }

  /** Component and subcomponent, both from one; empty where absent or deleted. */
  text(component = 1, subcomponent = 1): string {
    const raw = this.#components[component - 1] ?? '';
    const part = raw.split(this.#reading.separators.subcomponent)[subcomponent - 1] ?? '';
    return part === '""' ? '' : plainText(part, this.#reading.separators, this.#reading.charset).trim();
  }

  /** A component whose subcomponents are read as components, as where a CX holds an HD. */
  inner(component: number): V2Field {
    const { separators } = this.#reading;
    return new V2Field(this.#components[component - 1] ?? '', {
      ...this.#reading,
      separators: { ...separators, component: separators.subcomponent, subcomponent: '\u0000' },
    });
  }

  /** Whether the sender deletes the value, which is not the same as saying nothing of it. */
  get deleted(): boolean {
    return this.#components.length === 1 && this.#components[0] === '""';
  }

  get empty(): boolean {
    return this.#components.every((component) => /^[\s&]*$/.test(component) || component === '""');
  }
}

/** One segment; fields count from one, and MSH-1 is the field separator itself. */
export class V2Segment {
  readonly name: string;
  readonly #fields: readonly string[];
  readonly #reading: Reading;

  constructor(line: string, reading: Reading) {
    const { field } = reading.separators;
    this.#fields = line.startsWith('MSH') ? ['MSH', field, ...line.slice(4).split(field)] : line.split(field);
    this.name = this.#fields[0]!;
    this.#reading = reading;
  }

  /** As it was sent. */
  raw(field: number): string {
    return this.#fields[field] ?? '';
  }

  /** All repetitions that hold something. */
  all(field: number): readonly V2Field[] {
    const raw = this.raw(field);
    if (raw === '') return [];
    return raw
      .split(this.#reading.separators.repetition)
      .map((one) => new V2Field(one, this.#reading))
      .filter((one) => !one.empty);
  }

  /** The first repetition. */
  first(field: number): V2Field {
    return new V2Field(this.raw(field).split(this.#reading.separators.repetition)[0]!, this.#reading);
  }

  text(field: number, component = 1, subcomponent = 1): string {
    return this.first(field).text(component, subcomponent);
  }
}

/** A message in memory. */
export class V2Message {
  readonly segments: readonly V2Segment[];
  readonly header: V2Segment;

  constructor(text: string, charset: string) {
    const body = text.replace(/^\uFEFF/, '').trimStart();
    const reading = { separators: readSeparators(body), charset };
    const lines = body.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    if (lines.length > MOST_SEGMENTS) refuse(`more than ${MOST_SEGMENTS} segments`, 'MSH');
    const odd = lines.findIndex((line) => !/^[A-Z][A-Z0-9]{2}(?![A-Za-z0-9])/.test(line));
    if (odd >= 0) refuse(`line ${odd + 1} is not a segment`, `segment ${odd + 1}`);
    this.segments = lines.map((line) => new V2Segment(line, reading));
    this.header = this.segments[0]!;
  }

  /** `ADT`, `ORU` and so on, from MSH-9.1. */
  get type(): string {
    return this.header.text(9, 1);
  }

  /** The trigger event, `A01`; from MSH-9.2, or the structure or EVN-1 where a sender leaves it out. */
  get event(): string {
    return this.header.text(9, 2) || this.header.text(9, 3).split('_')[1] || this.first('EVN')?.text(1) || '';
  }

  get controlId(): string {
    return this.header.text(10);
  }

  first(name: string): V2Segment | null {
    return this.segments.find((segment) => segment.name === name) ?? null;
  }

  all(name: string): readonly V2Segment[] {
    return this.segments.filter((segment) => segment.name === name);
  }
}

/**
 * Reads one message. Segments may end in CR, LF or both; a byte order mark is dropped. Throws `file.invalid` naming the segment at fault.
 *
 * @example
 * const message = parseV2(new TextEncoder().encode('MSH|^~\\&|LAB|H|||20260301||ORU^R01|7|P|2.5\rPID|1||p-17'));
 * message.event; // 'R01'
 * message.first('PID').text(3); // 'p-17'
 */
export function parseV2(bytes: Uint8Array): V2Message {
  const { text, charset } = decodeBytes(bytes);
  return new V2Message(text, charset);
}

function refuse(what: string, field: string): never {
  throw new TwinwardError('file.invalid', `the message cannot be read: ${what}`, {
    field,
    remedy: 'send HL7 v2 with one segment a line, each beginning with its three-letter name',
  });
}
