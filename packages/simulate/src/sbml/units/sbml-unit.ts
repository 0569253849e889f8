/** A unit of SBML by its base units: m, kg, s, A, K, mol, cd and items, each to a power, times a factor. */
export interface SbmlUnit {
  readonly factor: number;
  /** [8], in the order above. */
  readonly powers: readonly number[];
}

const BASES = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'item'];
const unit = (factor: number, ...powers: number[]): SbmlUnit => ({
  factor,
  powers: BASES.map((_, i) => powers[i] ?? 0),
});

export const DIMENSIONLESS: SbmlUnit = unit(1);

/** The units that SBML names (Level 3 Version 2, table 2); Level 1 spells two of them otherwise. */
const KINDS: ReadonlyMap<string, SbmlUnit> = new Map([
  ['ampere', unit(1, 0, 0, 0, 1)],
  ['avogadro', unit(6.02214179e23)],
  ['becquerel', unit(1, 0, 0, -1)],
  ['candela', unit(1, 0, 0, 0, 0, 0, 0, 1)],
  ['coulomb', unit(1, 0, 0, 1, 1)],
  ['dimensionless', DIMENSIONLESS],
  ['farad', unit(1, -2, -1, 4, 2)],
  ['gram', unit(1e-3, 0, 1)],
  ['gray', unit(1, 2, 0, -2)],
  ['henry', unit(1, 2, 1, -2, -2)],
  ['hertz', unit(1, 0, 0, -1)],
  ['item', unit(1, 0, 0, 0, 0, 0, 0, 0, 1)],
  ['joule', unit(1, 2, 1, -2)],
  ['katal', unit(1, 0, 0, -1, 0, 0, 1)],
  ['kelvin', unit(1, 0, 0, 0, 0, 1)],
  ['kilogram', unit(1, 0, 1)],
  ['liter', unit(1e-3, 3)],
  ['litre', unit(1e-3, 3)],
  ['lumen', unit(1, 0, 0, 0, 0, 0, 0, 1)],
  ['lux', unit(1, -2, 0, 0, 0, 0, 0, 1)],
  ['meter', unit(1, 1)],
  ['metre', unit(1, 1)],
  ['mole', unit(1, 0, 0, 0, 0, 0, 1)],
  ['newton', unit(1, 1, 1, -2)],
  ['ohm', unit(1, 2, 1, -3, -2)],
  ['pascal', unit(1, -1, 1, -2)],
  ['radian', DIMENSIONLESS],
  ['second', unit(1, 0, 0, 1)],
  ['siemens', unit(1, -2, -1, 3, 2)],
  ['sievert', unit(1, 2, 0, -2)],
  ['steradian', DIMENSIONLESS],
  ['tesla', unit(1, 0, 1, -2, -1)],
  ['volt', unit(1, 2, 1, -3, -1)],
  ['watt', unit(1, 2, 1, -3)],
  ['weber', unit(1, 2, 1, -2, -1)],
]);

/** The unit of a name; undefined for one that SBML does not know. */
export function unitOfKind(kind: string): SbmlUnit | undefined {
  return KINDS.get(kind);
}

/** a b^power */
export function timesUnit(a: SbmlUnit, b: SbmlUnit, power = 1): SbmlUnit {
  return {
    factor: a.factor * raised(b.factor, power),
    powers: a.powers.map((one, i) => one + power * b.powers[i]!),
  };
}

/** A unit whose numbers are a factor larger. */
export function scaledUnit({ factor, powers }: SbmlUnit, by: number): SbmlUnit {
  return { factor: factor * by, powers };
}

/** Whether numbers in two units mean the same. */
export function sameUnit(a: SbmlUnit, b: SbmlUnit): boolean {
  return (
    a.powers.every((one, i) => Math.abs(one - b.powers[i]!) < 1e-9) &&
    Math.abs(a.factor / b.factor - 1) < 1e-6
  );
}

/** As a person would write it: `0.001 mol m^-3 s^-1`. */
export function printUnit({ factor, powers }: SbmlUnit): string {
  const bases = BASES.flatMap((base, i) => {
    const power = powers[i]!;
    return power === 0 ? [] : [power === 1 ? base : `${base}^${Number(power.toPrecision(6))}`];
  });
  const scale = Math.abs(factor - 1) < 1e-9 ? [] : [String(Number(factor.toPrecision(6)))];
  return [...scale, ...bases].join(' ') || 'no unit';
}

/** By multiplication, so that it is the same everywhere; NaN for powers that no unit has. */
function raised(factor: number, power: number): number {
  if (factor === 1) return 1;
  if (power < 0) return 1 / raised(factor, -power);
  if (power > 100 || !Number.isInteger(2 * power)) return Number.NaN;
  let product = Number.isInteger(power) ? 1 : Math.sqrt(factor);
  for (let i = 1; i <= power; i++) product *= factor;
  return product;
}
