import type { AdtPlace } from '@twinward/contract';

/** Names a bed: unit, room and bed, joined so that each can hold any text but a tab. */
export type BedKey = string & { readonly __bed: unique symbol };

/**
 * The key of the bed of a place; null for a place without a bed.
 *
 * @example
 * bedKey({ unit: 'W3', room: '2', bed: 'A' }).split('\t').length; // 3
 */
export function bedKey(place: AdtPlace | null | undefined): BedKey | null {
  return place?.bed == null ? null : (`${place.unit}\t${place.room ?? ''}\t${place.bed}` as BedKey);
}

/** The unit of a place, without room and bed. */
export function unitOf({ unit }: AdtPlace): AdtPlace {
  return { unit, room: null, bed: null };
}
