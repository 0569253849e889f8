import { describe, expect, it } from 'vitest';
import { readSpan, spanUnitOf, writeSpan } from './span.ts';

describe('an amount of time as it is typed', () => {
  it.each([
    ['90 min', 90],
    ['90min', 90],
    ['1.5 h', 90],
    ['1,5 h', 90],
    ['.5 h', 30],
    ['2 d', 2880],
    ['2 days', 2880],
    ['1 h 30 min', 90],
    ['1d 6h', 1800],
    [' 3 Hours ', 180],
    ['0 min', 0],
  ])('%s', (text, minutes) => {
    expect(readSpan(text)).toEqual({ minutes });
  });

  it('a number alone is in the unit that is shown, and in none where none is', () => {
    expect(readSpan('12', 'h')).toEqual({ minutes: 720 });
    expect(readSpan('12', 'min')).toEqual({ minutes: 12 });
    expect(readSpan('12')).toEqual({ wrong: expect.stringContaining('without a unit') });
  });

  it.each([
    '',
    'soon',
    '-5 min',
    '5 m',
    '5 weeks',
    '1,500 min',
    '30 min 1 h',
    '1 h 1 h',
    '1 h 30',
    '1e3 min',
    '5 min!',
    '1.2.3 h',
    'h',
  ])('“%s” is told what to write', (text) => {
    expect(readSpan(text, 'min')).toEqual({ wrong: expect.stringMatching(/write /) });
  });

  it.each([
    [5, '5 min'],
    [90, '90 min'],
    [0.25, '0.25 min'],
    [120, '2 h'],
    [150, '2.5 h'],
    [125, '2 h 5 min'],
    [1440, '24 h'],
    [2880, '2 d'],
    [10_080, '7 d'],
    [3600, '2.5 d'],
    [3000, '50 h'],
    [2890, '48 h 10 min'],
  ])('%d minutes are %s, and read back', (minutes, text) => {
    expect(writeSpan(minutes)).toBe(text);
    expect(readSpan(text)).toEqual({ minutes });
  });

  it('any amount reads back', () => {
    for (let minutes = 0; minutes <= 20_000; minutes += 0.25)
      expect((readSpan(writeSpan(minutes)) as { minutes: number }).minutes).toBeCloseTo(minutes, 9);
    expect([spanUnitOf(30), spanUnitOf(1440), spanUnitOf(10_080)]).toEqual(['min', 'h', 'd']);
  });
});
