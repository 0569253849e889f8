// UCUM by the reference implementation of the US National Library of Medicine, behind the platform's own errors.

import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { TwinwardError } from '@twinward/contract';
import { unitAlias } from './unit-alias.ts';

/** A unit is short; a long text is a sentence or an attack. */
const LONGEST = 80;
const utilities = UcumLhcUtils.getInstance();
const known = new Map<string, boolean>();

/** Whether the text is a UCUM code, case-sensitive (ucum.org, version 2.2). */
export function isUcum(code: string): boolean {
  const remembered = known.get(code);
  if (remembered !== undefined) return remembered;
  const valid =
    code.length > 0 &&
    code.length <= LONGEST &&
    isPlain(code) &&
    utilities.validateUnitString(code).status === 'valid';
  if (known.size > 5000) known.clear();
  known.set(code, valid);
  return valid;
}

/** The UCUM code of a unit as senders write it; null where it is not known. */
export function ucumOf(written: string): string | null {
  return unitAlias(written, isUcum);
}

/**
 * A value in another unit. Throws `unit.unknown` for what is no UCUM code and `unit.incompatible` where the two measure different kinds of quantity;
 * mass and amount of substance meet only through a molar mass in g/mol.
 */
export function convertUcum(value: number, from: string, to: string, molarMass?: number): number {
  for (const unit of [from, to]) {
    if (!isUcum(unit)) {
      throw new TwinwardError('unit.unknown', `"${unit.slice(0, 40)}" is not a UCUM unit`, {
        field: 'unit',
        remedy: 'write UCUM, for example mg/dL, mmol/L, mm[Hg], /min',
      });
    }
  }
  const { status, toVal } = utilities.convertUnitTo(from, value, to, false, molarMass ?? null);
  if (status !== 'succeeded' || typeof toVal !== 'number') {
    throw new TwinwardError('unit.incompatible', `${from} cannot be given in ${to}`, {
      field: 'unit',
      remedy: `send the value in ${to} or a unit of the same kind`,
    });
  }
  return toVal;
}

/** What every object is born with: the library looks units up in ordinary objects, and takes these for units. */
const BORN_WITH = Object.getOwnPropertyNames(Object.prototype);

/** UCUM is ASCII; an annotation holds none and ends a term: the library stumbles over others, and says so aloud. */
function isPlain(code: string): boolean {
  return (
    /^[\x21-\x7e]+$/.test(code) &&
    !/\{[^}]*\{|\}[0-9]/.test(code) &&
    !BORN_WITH.some((name) => code.includes(name))
  );
}
