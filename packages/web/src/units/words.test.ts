import { describe, expect, it } from 'vitest';
import { formatChange, formatNumber, formatSpan, formatValue } from './format.ts';
import { measureOf, plainUnit } from './measure.ts';
import { againstPersistence, driftWords, forReader, pitWords, trendOf } from './words.ts';

const glucose = { name: 'glucose', label: 'Glucose', unit: 'mg/dL' };
const mgdl = measureOf(glucose, 'mg/dL');
const mmoll = measureOf(glucose, 'mmol/L');

describe('units of display', () => {
  it('180 mg/dL of glucose is 10.0 mmol/L', () => {
    expect(formatValue(180, mmoll)).toBe('10.0');
    expect(formatValue(180, mgdl)).toBe('180');
  });

  it('the choice of glucose unit leaves other quantities alone', () => {
    const measure = measureOf({ name: 'plasma-insulin', label: 'Plasma insulin', unit: 'pmol/L' }, 'mmol/L');
    expect([measure.unit, measure.factor]).toEqual(['pmol/L', 1]);
    expect(measureOf({ name: 'cholesterol', label: 'Cholesterol', unit: 'mg/dL' }, 'mmol/L').unit).toBe(
      'mg/dL',
    );
  });

  it('units are written as people write them', () => {
    expect(['[iU]', 'mm[Hg]', '{beats}/min', '1'].map(plainUnit)).toEqual(['U', 'mmHg', 'beats/min', '']);
  });
});

describe('sentences of the server', () => {
  it.each([
    ['go below 70 mg/dL', 'go below 3.9 mmol/L'],
    ['peaks +31 (18 to 46) mg/dL higher', 'peaks +1.7 (1.0 to 2.6) mmol/L higher'],
    ['83 mg/dL where 88 mg/dL was expected', '4.6 mmol/L where 4.9 mmol/L was expected'],
    ['missed by −4.5 mg/dL', 'missed by −0.2 mmol/L'],
    ['Insulin bolus (2 [iU]) given', 'Insulin bolus (2 U) given'],
    ['between 70 and 180 mg/dL', 'between 3.9 and 10.0 mmol/L'],
    ['12 of 24 readings taken in', '12 of 24 readings taken in'],
  ])('%s', (text, expected) => {
    expect(forReader(text, 'mg/dL')).toBe(text.replace('[iU]', 'U'));
    expect(forReader(text, 'mmol/L')).toBe(expected);
  });

  it('give instants in the reader’s own day and clock', () => {
    expect(forReader('at 2026-03-01T08:05:00.000Z', 'mg/dL')).not.toContain('T08');
    expect(forReader('at 2026-03-01T08:05:00.000Z', 'mg/dL')).toMatch(/^at \w{3},? .*:05$/);
  });
});

describe('words for numbers', () => {
  it.each([
    [0.1, '→', 'steady'],
    [1.8, '↗', 'rising 1.8 a minute'],
    [-1.8, '↘', 'falling 1.8 a minute'],
    [-3, '↓', 'falling fast, 3.0 a minute'],
    [null, '·', 'direction not yet known'],
  ])('a change of %s a minute', (rate, glyph, words) => {
    expect(trendOf(rate, mgdl)).toEqual({ glyph, words });
  });

  it('a rate is converted with its quantity', () => {
    expect(trendOf(-1.8, mmoll).words).toBe('falling 0.10 a minute');
  });

  it('differences carry their sign, and nothing is never minus nothing', () => {
    expect(formatChange(31.2, mgdl)).toBe('+31');
    expect(formatChange(-4.52, mgdl)).toBe('−4.5');
    expect(formatChange(-0.01, mgdl)).toBe('0.0');
    expect(formatNumber(-0.2, 0)).toBe('0');
  });

  it('spans are two words at most', () => {
    expect([30_000, 300_000, 7_200_000, 7_500_000, 40 * 3_600_000].map(formatSpan)).toEqual([
      '1 min',
      '5 min',
      '2 h',
      '2 h 5 min',
      '2 days',
    ]);
  });

  it('a twin better than persistence says by how much, a worse one too', () => {
    expect(againstPersistence(7.6, 10)).toBe('24 % better than persistence');
    expect(againstPersistence(12, 10)).toBe('20 % worse than persistence');
    expect(againstPersistence(1, 0)).toBe('no comparison yet');
  });

  it('drift speaks only when misses are wider than promised', () => {
    expect(driftWords(1)).toBe('misses are as wide as it expects');
    expect(driftWords(4)).toBe('misses 2.0 times as wide as it expects');
  });
});

describe('the reading of a PIT histogram', () => {
  it.each([
    [[100, 101, 99, 100, 98, 102, 100, 100, 101, 99], 'can be believed'],
    [[300, 120, 60, 40, 30, 30, 40, 60, 120, 300], 'too narrow'],
    [[10, 30, 90, 200, 300, 300, 200, 90, 30, 10], 'too wide'],
    [[20, 30, 50, 60, 80, 110, 130, 150, 180, 190], 'runs too low'],
    [[190, 180, 150, 130, 110, 80, 60, 50, 30, 20], 'runs too high'],
    [[9, 11, 10, 10, 12, 8, 10, 10, 9, 11], '100 forecasts are few'],
    [[1, 2, 1, 0, 1, 2, 1, 0, 1, 1], 'Too few'],
  ])('%j', (counts, words) => {
    expect(pitWords(counts)).toContain(words);
  });
});
