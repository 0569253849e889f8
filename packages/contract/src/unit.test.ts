import { describe, expect, it } from 'vitest';
import { TwinwardError } from './errors.ts';
import { convert, isUnit, unitsAgree } from './unit.ts';
import { multiplyUnits, sameUnit, spellUnit, unitScale } from './unit-scale.ts';

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
    [6, 'mg/(kg.min)', 'mg/kg/h', undefined, 360],
    [2, '1/(mmol/L)', 'dL/mg', 180.156, 0.111_015],
    [1, 'uF/cm2', 'A.s/V/m2', undefined, 0.01],
    [1, 'mV', 'mS-1.uA', undefined, 1],
    [1, 'mm[Hg].s/mL', 'Pa.s/m3', undefined, 133_322_000],
  ])('%d %s is so many %s', (value, from, to, molarMass, expected) => {
    expect(convert(value, from, to, molarMass)).toBeCloseTo(expected, 5);
  });

  it('never guesses the molar mass between mg/dL and mmol/L', () => {
    expect(codeOf(() => convert(5.5, 'mmol/L', 'mg/dL'))).toBe('unit.incompatible');
    expect(unitsAgree('mmol/L', 'mg/dL')).toBe(false);
    expect(unitsAgree('mmol/L', 'mg/dL', 180.156)).toBe(true);
  });

  it.each([
    'mgdl',
    'mg/dl/',
    '',
    'furlong',
    'MG/DL',
    '10^',
    'm//s/',
    '{',
    '(mg',
    'mg)/L',
    '()',
    'mg(L)',
    'mg[',
    'a[',
  ])('"%s" is no unit', (text) => {
    expect(isUnit(text)).toBe(false);
    expect(codeOf(() => convert(1, text, 'mg/dL'))).toMatch(/^unit\./);
  });

  it('a pressure is not a concentration', () => {
    expect(codeOf(() => convert(1, 'mm[Hg]', 'mg/dL'))).toBe('unit.incompatible');
  });

  it('products and powers keep the units they came from, and fall together when they are worth the same', () => {
    const concentration = multiplyUnits(unitScale('mg')!, unitScale('L')!, -1);
    expect(spellUnit(concentration)).toBe('mg/L');
    expect(sameUnit(concentration, unitScale('ug/mL')!)).toBe(true);
    expect(sameUnit(concentration, unitScale('mg/dL')!)).toBe(false);
    expect(sameUnit(concentration, unitScale('mg')!)).toBe(false);
    const clearance = multiplyUnits(unitScale('mg/h')!, concentration, -1);
    expect([spellUnit(clearance), sameUnit(clearance, unitScale('L/h')!)]).toEqual(['L/h', true]);
    const root = multiplyUnits(unitScale('1')!, unitScale('m2/s2')!, 0.5);
    expect([spellUnit(root), sameUnit(root, unitScale('m/s')!)]).toEqual(['m/s', true]);
  });

  it.each(['10*3/uL', 'mg/kg/min/(pmol/L)', '{beats}/min', 'cm[H2O]2', '(10*9/L)/(10*3/uL).%', '100.g'])(
    '%s squared is read back as it was written',
    (text) => {
      const square = multiplyUnits(unitScale(text)!, unitScale(text)!);
      expect(sameUnit(unitScale(spellUnit(square))!, square)).toBe(true);
    },
  );
});
