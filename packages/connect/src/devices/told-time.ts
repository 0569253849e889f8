import { type Instant, parseInstant, type TimePrecision } from '@twinward/contract';

/** An instant with the precision and zone it was told in. Throws `time.invalid` where no offset is told: a local time is never taken as UTC. */
export function toldTime(
  text: string,
  field: string,
): { readonly effectiveAt: Instant; readonly precision: TimePrecision; readonly zone: string } {
  const effectiveAt = parseInstant(text, field);
  const zone = /([+-]\d\d:\d\d)$/.exec(text)?.[1] ?? 'UTC';
  return { effectiveAt, precision: /\.\d/.test(text) ? 'millisecond' : 'second', zone };
}
