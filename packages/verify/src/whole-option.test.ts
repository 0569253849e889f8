import { describe, expect, test } from 'vitest';
import type { SuiteCall } from './suite.ts';
import { wholeOption } from './whole-option.ts';

const call = (people?: string): SuiteCall => ({
  files: [],
  seed: '0000000000000001',
  options: people === undefined ? {} : { people },
  progress: () => undefined,
  signal: new AbortController().signal,
});

describe('a whole number as an option of a suite', () => {
  test('is the one given, or the usual one', () => {
    expect(wholeOption(call('50'), 'people', 200, 20)).toBe(50);
    expect(wholeOption(call(), 'people', 200, 20)).toBe(200);
    expect(wholeOption(call(), 'people', null, 20)).toBeNull();
  });

  test.each(['19', '101', '20.5', 'many', '', 'NaN'])('"%s" is refused with what may be given', (given) => {
    expect(() => wholeOption(call(given), 'people', 50, 20, 100)).toThrowError(
      expect.objectContaining({
        code: 'usage',
        place: { field: 'people', remedy: 'give a whole number from 20 to 100, or leave it out for 50' },
      }),
    );
  });
});
