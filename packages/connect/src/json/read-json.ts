// The one door for JSON that somebody else wrote: nothing that was sent is lost without a word.
import { type ErrorCode, TwinwardError } from '@twinward/contract';
import { parseExact } from '../fhir/exact-json.ts';
import type { Json } from '../fhir/json.ts';
import { doubledName } from './doubled-name.ts';

/** What is read, in the words of whoever sent it. */
export interface JsonSource {
  /** `the body`, `the message` */
  readonly what: string;
  readonly field: string;
  /** What to send instead of what is no JSON. */
  readonly remedy: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What a document of JSON says, its decimals as they were written (`parseExact`). A text is its characters, bytes are UTF-8. Throws `file.invalid`
 * for bytes that are no UTF-8, for what is no JSON, and, with its path as the field, for a name that stands twice in one object.
 *
 * @example
 * const source = { what: 'the body', field: 'body', remedy: 'send one resource in JSON' };
 * let field = '';
 * try { readJson('{"name":[{"family":"Doe","family":"Roe"}]}', source); } catch (error) { field = error.place.field; }
 * field; // 'name[0].family'
 */
export function readJson(sent: Uint8Array | string, { what, field, remedy }: JsonSource): Json {
  const bytes = typeof sent === 'string' ? new TextEncoder().encode(sent) : sent;
  const text = typeof sent === 'string' ? sent : textOf(bytes, { what, field });
  let value: Json;
  try {
    value = parseExact(text);
  } catch {
    throw new TwinwardError('file.invalid', `${what} is no JSON`, { field, remedy });
  }
  refuseDoubled(bytes, value);
  return value;
}

/** The characters of bytes that are UTF-8. Throws for others: read as if they were, they would turn into question marks. */
export function textOf(
  bytes: Uint8Array,
  { what, field }: Pick<JsonSource, 'what' | 'field'>,
  code: ErrorCode = 'file.invalid',
): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new TwinwardError(code, `${what} is not written in UTF-8`, {
      field,
      remedy: 'send UTF-8; letters beyond ASCII are two bytes or more in it',
    });
  }
}

/** Throws where a name stands twice in one object of the document; `value` is what it was read as. */
export function refuseDoubled(bytes: Uint8Array, value: unknown, code: ErrorCode = 'file.invalid'): void {
  const path = doubledName(bytes, value);
  if (path === null) return;
  throw new TwinwardError(
    code,
    'a name stands twice in one object, and only one of its values could be kept',
    {
      field: path,
      remedy: 'give it once; several values are a list',
    },
  );
}
