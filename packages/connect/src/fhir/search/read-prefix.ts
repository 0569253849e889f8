import type { RangeRelation } from '@twinward/contract';

const PREFIX = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[-\d.])/;

/** The prefix of a date, number or quantity (`ge2024`), `eq` where there is none, and what follows it. */
export function readPrefix(text: string): { readonly relation: RangeRelation; readonly rest: string } {
  const match = PREFIX.exec(text);
  if (match === null) return { relation: 'eq', rest: text };
  return { relation: match[1] as RangeRelation, rest: text.slice(2) };
}
