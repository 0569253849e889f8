import { describe, expect, it } from 'vitest';
import { TwinwardError } from './errors.ts';
import { convert, isUnit, unitsAgree } from './unit.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TwinwardError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
};

describe('units', () => {
  it.each([
    [5.5, 'mmol/L', 'mg/dL', 180.156, 99.0858],
    [120, 'mm[Hg]', 'kPa', undefined, 15.998_64],
    [10, 'cm[H2O]', 'mm[Hg]', undefined, 7.355_61],
    [37, 'Cel', 'K', undefined, 310.15],
    [1, '[iU]/h', 'm[iU]/min', undefined, 16.666_667],
    [70, '{beats}/min', 'Hz', undefined, 1.166_667],
    [154.323_584, '[lb_av]', 'kg', undefined, 70],
    [4.5, '10*3/uL', '10*9/L', undefined, 4.5],
    [1, 'g/L', 'mg/dL', undefined, 100],
  ])('%d %s is so many %s', (value, from, to, molarMass, expected) => {
    expect(convert(value, from, to, molarMass)).toBeCloseTo(expected, 5);
  });

  it('never guesses the molar mass between mg/dL and mmol/L', () => {
    expect(codeOf(() => convert(5.5, 'mmol/L', 'mg/dL'))).toBe('unit.incompatible');
    expect(unitsAgree('mmol/L', 'mg/dL')).toBe(false);
    expect(unitsAgree('mmol/L', 'mg/dL', 180.156)).toBe(true);
  });

  it.each(['mgdl', 'mg/dl/', '', 'furlong', 'MG/DL', '10^', 'm//s/', '{'])('"%s" is no unit', (text) => {
    expect(isUnit(text)).toBe(false);
    expect(codeOf(() => convert(1, text, 'mg/dL'))).toMatch(/^unit\./);
  });

  it('a pressure is not a concentration', () => {
    expect(codeOf(() => convert(1, 'mm[Hg]', 'mg/dL'))).toBe('unit.incompatible');
  });
});
