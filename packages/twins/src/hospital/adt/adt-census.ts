import type { AdtAttributes, AdtEvent, AdtPlace, BedStatus } from '@twinward/contract';
import { AdtBook, type AdtChange } from './adt-book.ts';
import type { AdtBed, AdtVisit } from './adt-visit.ts';
import { type BedKey, bedKey, unitOf } from './bed-key.ts';

/**
 * Who is where in a hospital, after events taken in order. Every event is one atomic change or none; what contradicts what is known comes
 * back in words, and changes as much as can be true: a patient whose bed is taken is counted in the unit, without a bed.
 */
export class AdtCensus {
  readonly #book: AdtBook;

  /** Who is where before the first event; nobody unless said otherwise. */
  constructor(visits: readonly AdtVisit[] = [], beds: readonly (readonly [BedKey, AdtBed])[] = []) {
    this.#book = new AdtBook(visits, beds);
  }

  /** Visits that are expected, wait, lie in a bed, are on leave or in transit, by their key. */
  get visits(): ReadonlyMap<string, AdtVisit> {
    return this.#book.visits;
  }

  /** Beds of which anything was ever told. */
  get beds(): ReadonlyMap<BedKey, AdtBed> {
    return this.#book.beds;
  }

  /** Patients counted in each unit. */
  occupied(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const visit of this.visits.values()) {
      if (visit.phase !== 'inpatient') continue;
      const unit = visit.place?.unit ?? '';
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    return counts;
  }

  copy(): AdtCensus {
    return new AdtCensus([...this.visits.values()], [...this.beds]);
  }

  /** What the latest event changed, for `undo`. */
  get changes(): readonly AdtChange[] {
    return this.#book.changes;
  }

  /** Takes back the changes of one event; those of later events must have been taken back. */
  undo(changes: readonly AdtChange[]): void {
    this.#book.undo(changes);
  }

  /** Takes in the event of a visit of that key (`other` of a swap); what contradicts what is known, in words without a name, else null. */
  apply(event: AdtEvent, key: string, person: string | null, other: string | null): string | null {
    this.#book.begin();
    switch (event.kind) {
      case 'register':
        return this.#register(event, key, person);
      case 'expect-admission':
        return this.#expectAdmission(event, key, person);
      case 'expect-transfer':
        return this.#expect(event, key, 'transfer');
      case 'expect-discharge':
        return this.#expect(event, key, 'discharge');
      case 'admit':
        return this.#admit(event, key, person);
      case 'transfer':
      case 'arrive':
        return this.#move(event, key);
      case 'depart':
        return this.#depart(event, key);
      case 'swap':
        return this.#swap(event, key, other);
      case 'discharge':
        return this.#discharge(event, key);
      case 'to-outpatient':
        return this.#toOutpatient(event, key);
      case 'leave':
        return this.#leave(event, key);
      case 'return':
        return this.#comeBack(event, key);
      case 'update':
        return this.#update(event, key);
      case 'bed-status':
        return this.#bedStatus(event);
      case 'cancel':
      case 'merge':
        return null;
    }
  }

  #register(event: AdtEvent, key: string, person: string | null): string | null {
    const known = this.visits.get(key);
    if (known !== undefined && known.phase !== 'expected') return 'registered while the visit is open';
    const reserved = known?.reserved ?? null;
    this.#book.setVisit(key, {
      ...newVisit(event, key, person, 'waiting'),
      reserved,
      place: event.place ?? null,
    });
    return null;
  }

  #expectAdmission(event: AdtEvent, key: string, person: string | null): string | null {
    const known = this.visits.get(key);
    if (known !== undefined && known.phase !== 'expected' && known.phase !== 'waiting')
      return 'an admission is expected of a visit that was admitted';
    const visit = known ?? newVisit(event, key, person, 'expected');
    this.#book.unreserve(visit);
    const expected = { what: 'admission', at: event.expectedAt ?? null, place: event.place ?? null } as const;
    this.#book.setVisit(key, {
      ...withAttributes(visit, event),
      expected,
      reserved: this.#book.reserve(event.place, key),
    });
    return null;
  }

  #expect(event: AdtEvent, key: string, what: 'transfer' | 'discharge'): string | null {
    const visit = this.visits.get(key);
    if (visit === undefined || !isAdmitted(visit))
      return `a ${what} is expected of a visit that is not admitted`;
    const expected = { what, at: event.expectedAt ?? null, place: event.place ?? null };
    let { reserved } = visit;
    if (what === 'transfer') {
      if (visit.phase !== 'on-leave') this.#book.unreserve(visit);
      reserved = visit.phase === 'on-leave' ? reserved : this.#book.reserve(event.place, key);
    }
    const plannedLeave = what === 'discharge' ? expected.at : visit.plannedLeave;
    this.#book.setVisit(key, { ...withAttributes(visit, event), expected, plannedLeave, reserved });
    return null;
  }

  #admit(event: AdtEvent, key: string, person: string | null): string | null {
    const known = this.visits.get(key);
    if (known !== undefined && isAdmitted(known)) return 'admitted twice';
    const begun =
      known === undefined ? newVisit(event, key, person, 'inpatient') : withAttributes(known, event);
    if (known !== undefined) this.#book.unreserve(known);
    const visit: AdtVisit = {
      ...begun,
      phase: 'inpatient',
      admittedAt: event.at,
      expected: null,
      reserved: null,
    };
    return this.#book.lie(visit, event);
  }

  #move(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    const arrives = event.kind === 'arrive';
    if (visit === undefined || !isAdmitted(visit))
      return arrives ? 'arrived without an admission' : 'transferred without an admission';
    if (arrives && event.place === undefined && visit.phase !== 'in-transit')
      return 'arrived without having left';
    this.#book.unreserve(visit);
    const moved = withAttributes(visit, event);
    const expected = moved.expected?.what === 'transfer' ? null : moved.expected;
    const place = event.place ?? visit.place;
    if (visit.phase === 'inpatient' && samePlace(visit.place, place)) {
      this.#book.setVisit(key, { ...moved, expected, reserved: null });
      return null;
    }
    this.#book.free(visit, event.at);
    return this.#book.lie(
      { ...moved, phase: 'inpatient', expected, reserved: null },
      { ...event, place: place ?? undefined },
    );
  }

  #depart(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit?.phase !== 'inpatient') return 'left a bed without lying in one';
    this.#book.free(visit, event.at);
    const place = event.place === undefined ? visit.place : event.place;
    this.#book.setVisit(key, {
      ...withAttributes(visit, event),
      phase: 'in-transit',
      place: place === null ? null : unitOf(place),
      placedAt: event.at,
      disputed: null,
    });
    return null;
  }

  #swap(event: AdtEvent, key: string, other: string | null): string | null {
    const [one, two] = [this.visits.get(key), other === null ? undefined : this.visits.get(other)];
    if (one === undefined || two === undefined || other === key) return 'a swap of beds without two visits';
    if (one.phase !== 'inpatient' || two.phase !== 'inpatient')
      return 'a swap of beds without two inpatients';
    const [first, second] = [bedKey(one.place), bedKey(two.place)];
    if (first === null || second === null) return 'a swap of beds without two beds';
    this.#book.setVisit(key, { ...one, place: two.place, placedAt: event.at });
    this.#book.setVisit(other!, { ...two, place: one.place, placedAt: event.at });
    this.#book.setBed(first, { ...this.#book.bed(first), occupant: other, since: event.at });
    this.#book.setBed(second, { ...this.#book.bed(second), occupant: key, since: event.at });
    return null;
  }

  #discharge(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit === undefined || visit.phase === 'expected') return 'discharged without an admission';
    this.#book.unreserve(visit);
    this.#book.free(visit, event.at);
    this.#book.setVisit(key, undefined);
    return null;
  }

  #toOutpatient(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit === undefined || !isAdmitted(visit)) return 'made an outpatient without an admission';
    this.#book.unreserve(visit);
    this.#book.free(visit, event.at);
    const open = {
      phase: 'outpatient',
      admittedAt: null,
      expected: null,
      plannedLeave: null,
      reserved: null,
      disputed: null,
    } as const;
    this.#book.setVisit(key, {
      ...withAttributes(visit, event),
      ...open,
      place: event.place ?? null,
      placedAt: event.at,
    });
    return null;
  }

  #leave(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit?.phase !== 'inpatient') return 'went on leave without lying in a bed';
    this.#book.unreserve(visit);
    const bed = bedKey(visit.place);
    if (bed !== null)
      this.#book.setBed(bed, { ...this.#book.bed(bed), occupant: null, reservedFor: key, since: event.at });
    this.#book.setVisit(key, { ...visit, phase: 'on-leave', reserved: bed, placedAt: event.at });
    return null;
  }

  #comeBack(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit?.phase !== 'on-leave') return 'came back from leave without having gone';
    const kept = visit.reserved === null || this.#book.bed(visit.reserved).reservedFor === key;
    this.#book.unreserve(visit);
    const back: AdtVisit = { ...visit, phase: 'inpatient', reserved: null };
    // A bed since kept for another is theirs: who comes back is in the unit, and no message contradicts that.
    const old = visit.place === null || kept ? visit.place : unitOf(visit.place);
    return this.#book.lie(back, { ...event, place: event.place ?? old ?? undefined });
  }

  #update(event: AdtEvent, key: string): string | null {
    const visit = this.visits.get(key);
    if (visit !== undefined) this.#book.setVisit(key, withAttributes(visit, event));
    return null;
  }

  #bedStatus(event: AdtEvent): string | null {
    const key = bedKey(event.place)!;
    const bed = this.#book.bed(key);
    const condition = CONDITIONS[event.status!];
    if (condition === undefined)
      return bed.occupant === null ? 'a bed is occupied by nobody who is known' : null;
    this.#book.setBed(key, { ...bed, condition, since: event.at });
    const occupied = bed.occupant !== null;
    if (occupied && event.status === 'free') return 'a bed is said to be free in which a patient lies';
    return occupied && event.status === 'closed' ? 'a bed is closed in which a patient lies' : null;
  }
}

const CONDITIONS: Readonly<Record<BedStatus, AdtBed['condition'] | undefined>> = {
  closed: 'closed',
  housekeeping: 'housekeeping',
  free: 'ready',
  contaminated: 'contaminated',
  isolated: 'isolated',
  occupied: undefined,
};

function newVisit(event: AdtEvent, key: string, person: string | null, phase: AdtVisit['phase']): AdtVisit {
  return {
    key,
    person,
    phase,
    place: null,
    placedAt: event.at,
    registeredAt: event.at,
    admittedAt: null,
    expected: null,
    plannedLeave: event.attributes?.plannedLeave ?? null,
    reserved: null,
    disputed: null,
    attributes: lasting(event.attributes ?? {}),
  };
}

function withAttributes(visit: AdtVisit, { attributes }: AdtEvent): AdtVisit {
  if (attributes === undefined) return visit;
  const { plannedLeave = visit.plannedLeave } = attributes;
  return { ...visit, plannedLeave, attributes: { ...visit.attributes, ...lasting(attributes) } };
}

/** Attributes that a visit keeps as they are told. */
function lasting({ plannedLeave: _, ...attributes }: AdtAttributes): AdtAttributes {
  return attributes;
}

function isAdmitted({ phase }: AdtVisit): boolean {
  return phase === 'inpatient' || phase === 'in-transit' || phase === 'on-leave';
}

function samePlace(a: AdtPlace | null, b: AdtPlace | null): boolean {
  return a !== null && b !== null && a.unit === b.unit && a.room === b.room && a.bed === b.bed;
}
