import { describe, expect, it } from 'vitest';
import { addSeconds, formatInstant, instant, parseInstant, secondsBetween } from './instant.ts';

describe('instants', () => {
  it('an offset is honoured and shown in UTC', () => {
    expect(formatInstant(parseInstant('2026-03-29T02:30:00+02:00'))).toBe('2026-03-29T00:30:00.000Z');
  });

  it.each([
    '2026-03-01T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '01.03.2026',
    '',
    '2026-03-01',
  ])('"%s" is refused: no offset, or no such day', (text) => {
    expect(() => parseInstant(text)).toThrow('is not a date and time with an offset');
  });

  it('seconds add and subtract', () => {
    const start = instant(0);
    expect(secondsBetween(start, addSeconds(start, 300))).toBe(300);
    expect(() => instant(Number.NaN)).toThrow('not an instant');
  });
});
