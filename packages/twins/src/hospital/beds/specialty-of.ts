import type { AdtVisit } from '../adt/adt-visit.ts';

/** The specialty of a visit; `unknown` where none was told. */
export function specialtyOf({ attributes }: AdtVisit): string {
  return attributes.specialty ?? 'unknown';
}
