import { TwinwardError } from '@twinward/contract';
import { plainTable } from '../plain-table.ts';

/** Table 0211 to names of the Encoding standard. */
const CHARSETS: Readonly<Record<string, string>> = plainTable({
  ASCII: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  UNICODE: 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  '8859/1': 'iso-8859-1',
  '8859/2': 'iso-8859-2',
  '8859/3': 'iso-8859-3',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/6': 'iso-8859-6',
  '8859/7': 'iso-8859-7',
  '8859/8': 'iso-8859-8',
  '8859/9': 'iso-8859-9',
  '8859/15': 'iso-8859-15',
  'ISO IR87': 'iso-2022-jp',
  'ISO IR6': 'utf-8',
  'GB 18030-2000': 'gb18030',
  'KS X 1001': 'euc-kr',
  'BIG-5': 'big5',
});

/** A message as text and the charset it was read in. */
export interface DecodedBytes {
  readonly text: string;
  readonly charset: string;
}

/**
 * Reads the bytes of a message in the charset MSH-18 names, UTF-8 where it names none. Throws `file.invalid` for a charset not known
 * here and for bytes that are not text in it: nothing is replaced by a question mark.
 */
export function decodeBytes(bytes: Uint8Array): DecodedBytes {
  const charset = charsetOf(bytes);
  try {
    return { text: new TextDecoder(charset, { fatal: true }).decode(bytes), charset };
  } catch {
    throw new TwinwardError('file.invalid', `the message is not text in ${charset}`, {
      field: 'MSH-18',
      remedy: 'name the charset the message is written in, for example 8859/1 or UNICODE UTF-8',
    });
  }
}

function charsetOf(bytes: Uint8Array): string {
  // The header is ASCII in every charset named here, so that it can be read before the charset is known.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replace(/^ï»¿/, '');
  const line = head.split(/[\r\n]/, 1)[0] ?? '';
  const named = line.split(line[3] ?? '|')[17] ?? '';
  const first = named.split(/[~^]/, 1)[0]!.trim();
  if (first === '') return 'utf-8';
  const charset = CHARSETS[first.toUpperCase()];
  if (charset === undefined) {
    throw new TwinwardError('file.invalid', 'the charset in MSH-18 is not known', {
      field: 'MSH-18',
      remedy: 'use a charset of table 0211, for example UNICODE UTF-8 or 8859/1',
    });
  }
  return charset;
}
