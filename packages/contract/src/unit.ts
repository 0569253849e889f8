import { TwinwardError } from './errors.ts';
import { type UnitScale, unitScale } from './unit-scale.ts';

/** Whether the text is a unit this platform can convert: UCUM, case-sensitive, with its annotations (`{beats}/min`). */
export function isUnit(text: string): boolean {
  return unitScale(text) !== null;
}

/** Whether a value in one unit can be given in the other, with the molar mass where mass meets amount. */
export function unitsAgree(from: string, to: string, molarMass?: number): boolean {
  const [a, b] = [unitScale(from), unitScale(to)];
  return a !== null && b !== null && ratio(a, b, molarMass) !== null;
}

/**
 * A value converted between UCUM units. Mass and amount of substance meet only where the molar mass (g/mol) is given; mg/dL
 * and mmol/L are never guessed. Insulin's `U` is UCUM's `[iU]`; UCUM's own `U` is the enzyme unit (umol/min). Throws `unit.unknown` or `unit.incompatible`.
 *
 * @example
 * convert(5.5, 'mmol/L', 'mg/dL', 180.156); // 99.0858
 */
export function convert(value: number, from: string, to: string, molarMass?: number): number {
  if (from === to && unitScale(from) !== null) return value;
  if (from === 'Cel' || to === 'Cel') return convertCelsius(value, from, to);
  const factor = ratio(known(from), known(to), molarMass);
  if (factor === null) {
    throw new TwinwardError('unit.incompatible', `${from} cannot be given in ${to}`, {
      field: 'unit',
      remedy: `send the value in ${to} or a unit of the same kind`,
    });
  }
  return value * factor;
}

function convertCelsius(value: number, from: string, to: string): number {
  const kelvin = from === 'Cel' ? value + 273.15 : convert(value, from, 'K');
  return to === 'Cel' ? kelvin - 273.15 : convert(kelvin, 'K', to);
}

function known(text: string): UnitScale {
  const scale = unitScale(text);
  if (scale === null) {
    throw new TwinwardError('unit.unknown', `"${text.slice(0, 40)}" is not a unit known here`, {
      field: 'unit',
      remedy: 'write UCUM, for example mg/dL, mmol/L, mm[Hg], /min',
    });
  }
  return scale;
}

function ratio(from: UnitScale, to: UnitScale, molarMass: number | undefined): number | null {
  const difference = from.dimension.map((d, i) => d - to.dimension[i]!);
  const others = difference.some((d, i) => d !== 0 && i !== 1 && i !== 4);
  const [mass, amount] = [difference[1]!, difference[4]!];
  if (others || mass !== -amount) return null;
  if (mass === 0) return from.factor / to.factor;
  if (molarMass === undefined) return null;
  return (from.factor / to.factor) * molarMass ** -mass;
}
