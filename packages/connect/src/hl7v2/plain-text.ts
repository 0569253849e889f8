// Escape sequences of HL7 v2.9, 2.7: what stands between two escape signs means a separator, bytes, or layout.
import type { Separators } from './separators.ts';

/**
 * The text a sender meant. Highlighting is dropped, line breaks become `\n`, hexadecimal bytes are read in the message's charset;
 * a sequence nobody has defined stays as it was sent.
 *
 * @example
 * const at = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
 * plainText('A\\T\\E', at, 'utf-8'); // 'A&E'
 */
export function plainText(text: string, at: Separators, charset: string): string {
  const sign = at.escape;
  if (!text.includes(sign)) return text;
  let out = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf(sign, from);
    const end = start < 0 ? -1 : text.indexOf(sign, start + 1);
    if (end < 0) return out + text.slice(from);
    const meant = meaning(text.slice(start + 1, end), at, charset);
    out += text.slice(from, start);
    if (meant === null) {
      // The second sign may begin the next sequence.
      out += text.slice(start, end);
      from = end;
    } else {
      out += meant;
      from = end + 1;
    }
  }
}

function meaning(sequence: string, at: Separators, charset: string): string | null {
  switch (sequence) {
    case 'F':
      return at.field;
    case 'S':
      return at.component;
    case 'T':
      return at.subcomponent;
    case 'R':
      return at.repetition;
    case 'E':
      return at.escape;
    case 'H':
    case 'N':
      return '';
  }
  if (/^\.(br|ce|sp\+?\d*)$/.test(sequence)) return '\n';
  if (/^\.(fi|nf|in[+-]?\d+|ti[+-]?\d+|sk[+-]?\d+)$/.test(sequence)) return '';
  if (/^X([0-9A-Fa-f]{2})+$/.test(sequence)) return bytesText(sequence.slice(1), charset);
  if (/^[CM][0-9A-Fa-f]{4,6}$/.test(sequence)) return '';
  return null;
}

function bytesText(hex: string, charset: string): string {
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  return new TextDecoder(charset).decode(bytes);
}
