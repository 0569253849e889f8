// JSON whose decimals come back as they were written: to FHIR, 1.50 says more than 1.5 (R4, "Data types", decimal).
import type { Json, JsonObject } from './json.ts';

/** Under this key an object or list keeps, by property, the words of those of its numbers that JavaScript would write otherwise. A copy by spreading keeps them too. */
const WORDS: unique symbol = Symbol('numbers as written');

type Words = Record<string | number, string>;
type Holder = (JsonObject | Json[]) & { [WORDS]?: Words };

/** JSON as PostgreSQL and browsers know it since 2023; TypeScript does not yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** What could be written otherwise: a zero at the end, an exponent, more digits than a double is sure of. A text may look so too; that costs a look. */
const SUSPECT = /\.\d*0(?!\d)|\d[eE][+-]?\d|[\d.]{16}|-0(?![\d.])/;

/**
 * A value of JSON that remembers how its decimals were written. Throws what `JSON.parse` throws.
 *
 * @example
 * stringifyExact(parseExact('{"value":1.50}')); // '{"value":1.50}'
 */
export function parseExact(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (!SUSPECT.test(text)) return value;
  if (typeof value !== 'object' || value === null) return value;
  // Names like numbers, or given twice, come in another order than they stand in: then nothing is remembered rather than something wrong.
  return inOrder(value, numbersOf(text), { next: 0 }) ? value : (JSON.parse(text) as Json);
}

/** The JSON of a value, its decimals as they were read where they are still the same number. */
export function stringifyExact(value: Json): string {
  return remembers(value) ? JSON.stringify(value, written) : JSON.stringify(value);
}

/** A copy of all of a value, which remembers what it does. */
export function cloneExact<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const words = (value as Holder)[WORDS];
  const copy: Holder = Array.isArray(value) ? value.map(cloneExact) : {};
  if (!Array.isArray(value)) {
    const [from, to] = [value as JsonObject, copy as JsonObject];
    // A name such as __proto__ is a name here like any other.
    for (const name of Object.keys(from)) {
      Object.defineProperty(to, name, {
        value: cloneExact(from[name]!),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
  if (words !== undefined) copy[WORDS] = { ...words };
  return copy as T;
}

function written(this: Holder, key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const words = this[WORDS]?.[key];
  return words !== undefined && Number(words) === value ? rawJSON(words) : value;
}

function remembers(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ((value as Holder)[WORDS] !== undefined) return true;
  if (Array.isArray(value)) return value.some(remembers);
  for (const name in value) if (remembers(value[name]!)) return true;
  return false;
}

/** Numbers of a text that is JSON, in order, as written. */
function numbersOf(text: string): readonly string[] {
  const numbers: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfString(text, i);
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      let end = i + 1;
      while (end < text.length && isNumeral(text.charCodeAt(end))) end += 1;
      numbers.push(text.slice(i, end));
      i = end - 1;
    }
  }
  return numbers;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}

/** Digits, and what else stands inside of a number: . + - e E */
function isNumeral(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2e ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x65 ||
    code === 0x45
  );
}

/** Walks numbers and words side by side; false where they do not go together. */
function inOrder(holder: Holder, words: readonly string[], place: { next: number }): boolean {
  const one = (key: string | number, value: Json): boolean => {
    if (typeof value === 'object') return value === null || inOrder(value, words, place);
    if (typeof value !== 'number') return true;
    const word = words[place.next++];
    if (word === undefined || Number(word) !== value) return false;
    if (String(value) !== word) {
      holder[WORDS] ??= {};
      holder[WORDS][key] = word;
    }
    return true;
  };
  if (Array.isArray(holder)) {
    for (let i = 0; i < holder.length; i++) if (!one(i, holder[i]!)) return false;
    return true;
  }
  for (const name in holder) if (!one(name, holder[name]!)) return false;
  return true;
}
