import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { elementarySuite } from './elementary-suite.ts';
import { errorInUlp } from './error-in-ulp.ts';
import { exactValue } from './exact-value.ts';

const call = {
  files: [],
  seed: '00000000000000a1',
  options: { points: '20000' },
  progress: () => undefined,
  signal: { aborted: false },
};

/** Decimal digits of a value, cut off. */
function digits(name: Parameters<typeof exactValue>[0], x: number, y = 0, places = 50): string {
  const { m, exponent } = exactValue(name, x, y);
  const scaled = m * 10n ** BigInt(places);
  return String(exponent >= 0 ? scaled << BigInt(exponent) : scaled >> BigInt(-exponent));
}

describe('the exact values', () => {
  it('have the digits that tables print', () => {
    expect(digits('exp', 1)).toBe('271828182845904523536028747135266249775724709369995');
    expect(digits('log', 2)).toBe('69314718055994530941723212145817656807550013436025');
    expect(digits('pow', 2, 0.5)).toBe('141421356237309504880168872420969807856967187537694');
    expect((4n * BigInt(digits('atan', 1, 0, 52))) / 100n).toBe(
      314159265358979323846264338327950288419716939937510n,
    );
    expect(digits('sin', 1)).toBe('84147098480789650665250232163029899962256306079837');
    expect(digits('cos', 1)).toBe('54030230586813971740093660744297660373231042061792');
    expect(digits('tan', 1)).toBe('155740772465490223050697480745836017308725077238152');
    expect(digits('tanh', 1)).toBe('76159415595576488811945828260479359041276859725793');
    expect(digits('expm1', 1)).toBe('171828182845904523536028747135266249775724709369995');
  });

  it('of the sine of 10^22 has the digits of Ng 1992', () => {
    expect(digits('sin', 1e22, 0, 30)).toMatch(/^-852200849767188801772705893/);
  });

  it('measure doubles in the unit of their binade', () => {
    const one = { m: 1n << 200n, exponent: -200 };
    expect(errorInUlp(1 + 2 ** -51, one)).toBe(2);
    expect(errorInUlp(1 - 2 ** -53, one)).toBe(0.5);
    expect(errorInUlp(5e-324, { m: 3n, exponent: -1075 })).toBe(0.5);
    expect(errorInUlp(Number.NaN, one)).toBe(Infinity);
    expect(errorInUlp(Infinity, one)).toBe(Infinity);
    expect(errorInUlp(Infinity, exactValue('exp', 710, 0))).toBe(0);
  });
});

describe('verify elementary', () => {
  it('finds every function within what it promises, with the same bits in WebAssembly', async () => {
    const { cases, failed } = await runSuite(elementarySuite, call);
    expect(failed).toEqual([]);
    expect(cases).toBeGreaterThan(200);
  });

  it('judges points of a file, and refuses what is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'elementary-'));
    const file = join(folder, 'points.txt');
    await writeFile(file, '# hard ones\nsin 1e22\npow 1.0000001, 1e9\ngamma 3\nexp 1000\n');
    const { cases, passed, unsupported } = await runSuite(elementarySuite, { ...call, files: [file] });
    expect([cases, passed, unsupported.map(({ name }) => name)]).toEqual([4, 2, ['gamma 3', 'exp 1000']]);
    await writeFile(file, 'exp\n');
    await expect(runSuite(elementarySuite, { ...call, files: [file] })).rejects.toThrow('line 1');
    await expect(runSuite(elementarySuite, { ...call, options: { points: '0' } })).rejects.toThrow(
      '--points 0',
    );
  });
});
