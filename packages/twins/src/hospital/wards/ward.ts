import type { AdtBed } from '../adt/adt-visit.ts';
import type { BedKey } from '../adt/bed-key.ts';
import { CLEANING } from '../beds/bed-sources.ts';

/** A ward with its beds as they stand. */
export interface Ward {
  readonly unit: string;
  /** Beds that are not closed. */
  readonly staffed: number;
  readonly lying: number;
  /** Staffed beds that are ready and empty. */
  readonly open: number;
  /** When each bed that is being cleaned is ready again. */
  readonly readyAt: readonly number[];
}

/** The wards of a hospital, by their names; none where no bed was ever named. */
export function wardsOf(beds: ReadonlyMap<BedKey, AdtBed>): readonly Ward[] {
  const units = new Map<string, AdtBed[]>();
  for (const [key, bed] of beds) {
    const unit = key.slice(0, key.indexOf('\t'));
    const own = units.get(unit);
    if (own === undefined) units.set(unit, [bed]);
    else own.push(bed);
  }
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, own]) => {
      const empty = own.filter(({ occupant, condition }) => occupant === null && condition !== 'closed');
      const cleaned = empty.filter(
        ({ condition }) => condition === 'housekeeping' || condition === 'contaminated',
      );
      return {
        unit,
        staffed: own.filter(({ condition }) => condition !== 'closed').length,
        lying: own.filter(({ occupant }) => occupant !== null).length,
        open: empty.length - cleaned.length,
        readyAt: cleaned.map(({ since }) => since + CLEANING),
      };
    });
}

/** The wards that could take somebody in whom nothing is reserved for. */
export function openWards(beds: ReadonlyMap<BedKey, AdtBed>): ReadonlySet<string> {
  const open = new Set<string>();
  for (const [key, { occupant, reservedFor, condition }] of beds)
    if (occupant === null && reservedFor === null && (condition === 'ready' || condition === 'isolated'))
      open.add(key.slice(0, key.indexOf('\t')));
  return open;
}
