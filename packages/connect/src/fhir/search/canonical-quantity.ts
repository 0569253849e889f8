// Quantities in the base units of UCUM, so that 0.1 g is found as 100 mg.
import fhirpath from 'fhirpath';

/** What is used of the library of units that FHIRPath brings along. */
interface Units {
  convertToBaseUnits(
    code: string,
    value: number,
  ): {
    readonly status: string;
    readonly magnitude: number;
    readonly unitToExp?: Readonly<Record<string, number>>;
  };
}

/** A quantity in base units; its unit begins with "=", which no unit of UCUM does. */
export interface CanonicalQuantity {
  readonly unit: string;
  convert(value: number): number;
}

const known = new Map<string, CanonicalQuantity | null>();
/** Units come from outside: so many are remembered, then all are forgotten. */
const MOST = 5000;

/**
 * How values of a UCUM unit become values in base units; null where the unit is none or has no linear base (pH, decibel).
 *
 * @example
 * canonicalQuantity('mg').convert(100) === canonicalQuantity('g').convert(0.1); // true
 */
export function canonicalQuantity(code: string): CanonicalQuantity | null {
  const found = known.get(code);
  if (found !== undefined) return found;
  if (known.size >= MOST) known.clear();
  const made = make(code);
  known.set(code, made);
  return made;
}

function make(code: string): CanonicalQuantity | null {
  const library = fhirpath.ucumUtils as unknown as Units;
  const at = (value: number): number | null => {
    const { status, magnitude } = library.convertToBaseUnits(code, value);
    return status === 'succeeded' && Number.isFinite(magnitude) ? magnitude : null;
  };
  const [zero, one, ten] = [at(0), at(1), at(10)];
  if (zero === null || one === null || ten === null) return null;
  const factor = (ten - zero) / 10;
  if (!(factor > 0) || Math.abs(zero + factor - one) > 1e-9 * Math.max(Math.abs(one), Math.abs(zero)))
    return null;
  const { unitToExp } = library.convertToBaseUnits(code, 1);
  const parts = Object.entries(unitToExp ?? {})
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, power]) => `${unit}${power === 1 ? '' : power}`);
  // To UCUM a mole is a number, and 1 mmol/L so many particles; to people it is no cell count.
  // Twelve digits are more than any measurement has, and hide what the factors round.
  return {
    unit: `=${parts.join('.')}${/mol/.test(code) ? '.mol' : ''}`,
    convert: (value) => Number((zero + value * factor).toPrecision(12)),
  };
}
