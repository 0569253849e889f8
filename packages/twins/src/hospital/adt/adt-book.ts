import type { AdtEvent, AdtPlace, Instant } from '@twinward/contract';
import type { AdtBed, AdtVisit } from './adt-visit.ts';
import { type BedKey, bedKey, unitOf } from './bed-key.ts';

/** How a visit or a bed was before an event. */
export type AdtChange =
  | { readonly visit: string; readonly before: AdtVisit | undefined }
  | { readonly bed: BedKey; readonly before: AdtBed | undefined };

const UNKNOWN_BED: AdtBed = { occupant: null, reservedFor: null, condition: 'ready', since: 0 as Instant };

/** Visits and beds side by side, so that what lies where agrees in both; every change can be taken back. */
export class AdtBook {
  readonly #visits: Map<string, AdtVisit>;
  readonly #beds: Map<BedKey, AdtBed>;
  #changes: AdtChange[] = [];

  constructor(visits: readonly AdtVisit[], beds: readonly (readonly [BedKey, AdtBed])[]) {
    this.#visits = new Map(visits.map((visit) => [visit.key, visit]));
    this.#beds = new Map(beds);
  }

  get visits(): ReadonlyMap<string, AdtVisit> {
    return this.#visits;
  }

  get beds(): ReadonlyMap<BedKey, AdtBed> {
    return this.#beds;
  }

  /** Changes since the last `begin`. */
  get changes(): readonly AdtChange[] {
    return this.#changes;
  }

  /** Another event begins. */
  begin(): void {
    this.#changes = [];
  }

  /** Takes back the changes of one event; those of later events must have been taken back. */
  undo(changes: readonly AdtChange[]): void {
    for (const change of changes.toReversed()) {
      if ('visit' in change) put(this.#visits, change.visit, change.before);
      else put(this.#beds, change.bed, change.before);
    }
  }

  /** Puts an inpatient where the event says; the bed stays with who lies in it already. */
  lie(visit: AdtVisit, event: AdtEvent): string | null {
    const place = event.place ?? null;
    const key = bedKey(place);
    if (key === null) {
      this.setVisit(visit.key, { ...visit, place, placedAt: event.at, disputed: null });
      return null;
    }
    const bed = this.bed(key);
    if (bed.occupant !== null && bed.occupant !== visit.key) {
      this.setVisit(visit.key, { ...visit, place: unitOf(place!), placedAt: event.at, disputed: key });
      return 'two patients in one bed';
    }
    const problem =
      bed.condition === 'closed'
        ? 'a patient lies in a closed bed'
        : bed.reservedFor !== null && bed.reservedFor !== visit.key
          ? 'a patient lies in a bed reserved for another'
          : null;
    const condition = bed.condition === 'housekeeping' ? 'ready' : bed.condition;
    this.setBed(key, { ...bed, occupant: visit.key, condition, since: event.at });
    this.setVisit(visit.key, { ...visit, place, placedAt: event.at, disputed: null });
    return problem;
  }

  /** The bed a visit leaves is to be cleaned; a closed one stays closed. */
  free(visit: AdtVisit, at: Instant): void {
    const key = bedKey(visit.place);
    if (key === null) return;
    const bed = this.bed(key);
    if (bed.occupant !== visit.key) return;
    const condition = bed.condition === 'ready' ? 'housekeeping' : bed.condition;
    this.setBed(key, { ...bed, occupant: null, condition, since: at });
  }

  /** Keeps a bed for a visit, unless it is kept for another; the bed kept. */
  reserve(place: AdtPlace | undefined, visit: string): BedKey | null {
    const key = bedKey(place);
    if (key === null) return null;
    const bed = this.bed(key);
    if (bed.reservedFor !== null && bed.reservedFor !== visit) return null;
    this.setBed(key, { ...bed, reservedFor: visit });
    return key;
  }

  /** Keeps a visit's bed no longer. */
  unreserve({ key, reserved }: AdtVisit): void {
    if (reserved === null) return;
    const bed = this.bed(reserved);
    if (bed.reservedFor === key) this.setBed(reserved, { ...bed, reservedFor: null });
  }

  /** Undefined for a visit that is over. */
  setVisit(key: string, visit: AdtVisit | undefined): void {
    this.#changes.push({ visit: key, before: this.#visits.get(key) });
    put(this.#visits, key, visit);
  }

  setBed(key: BedKey, bed: AdtBed): void {
    this.#changes.push({ bed: key, before: this.#beds.get(key) });
    this.#beds.set(key, bed);
  }

  /** A bed, also one of which nothing was told. */
  bed(key: BedKey): AdtBed {
    return this.#beds.get(key) ?? UNKNOWN_BED;
  }
}

function put<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
