// Encounters that are written, as what happens in the hospital whose twin watches the places they name.
import {
  isObject,
  type Json,
  type JsonObject,
  type VisitEvent,
  visitEvents,
  wordOf,
} from '@twinward/connect/fhir';
import {
  type AdtEvent,
  type AdtPlace,
  type Happened,
  type Instant,
  type StoredResource,
  type SubjectRef,
  subjectRef,
} from '@twinward/contract';
import type { TwinRecord } from '@twinward/record';
import type { TwinRuntime } from '@twinward/runtime';
import { hospitalBeds } from '@twinward/twins/hospital';
import type { HappeningBook } from './happening-book.ts';

/** Locations from a bed up to its hospital, at most. */
const DEEPEST = 8;
const SYSTEM = 'fhir';

/** A resource about to be written over what stands. */
export interface VisitWrite {
  /** Null where it is deleted. */
  readonly resource: JsonObject | null;
  readonly before: StoredResource | null;
  readonly write: { readonly type: string; readonly id: string; readonly expects?: number };
}

/** What visits are followed with. */
export interface VisitTools {
  readonly record: Pick<TwinRecord, 'resources'>;
  readonly runtime: Pick<TwinRuntime, 'subjectsOf'>;
  readonly happenings: HappeningBook;
}

interface Placed {
  readonly hospital: SubjectRef;
  readonly place: AdtPlace;
}

/**
 * Hands `commit` what the Encounters among some writes mean for hospitals that a twin of beds watches: new events, corrected ones, and those that turn
 * out never to have been. Nothing where no such twin is open.
 */
export async function withHappenings<T>(
  tools: VisitTools,
  writes: readonly VisitWrite[],
  now: Instant,
  commit: (told: readonly Happened[]) => Promise<T>,
): Promise<T> {
  const visits = writes.filter(({ write }) => write.type === 'Encounter');
  const hospitals = visits.length === 0 ? new Set<SubjectRef>() : tools.runtime.subjectsOf(hospitalBeds.name);
  if (hospitals.size === 0) return commit([]);
  const places = new Places(tools.record, writes, hospitals);
  const told = new Map<SubjectRef, AdtEvent[]>();
  for (const visit of visits) {
    for (const [hospital, events] of await toldBy(visit, places, now)) {
      told.set(hospital, [...(told.get(hospital) ?? []), ...events]);
    }
  }
  // One hospital after the other hands on what it has to add; the last commits all of it.
  const hand = (
    left: readonly (readonly [SubjectRef, AdtEvent[]])[],
    all: readonly Happened[],
  ): Promise<T> => {
    const [next, ...rest] = left;
    if (next === undefined) return commit(all);
    return tools.happenings.tell(next[0], SYSTEM, next[1], (more) => hand(rest, [...all, ...more]));
  };
  return hand([...told], []);
}

async function toldBy(
  { resource, before, write }: VisitWrite,
  places: Places,
  now: Instant,
): Promise<ReadonlyMap<SubjectRef, readonly AdtEvent[]>> {
  const former = before === null || before.deleted ? null : (JSON.parse(before.body) as JsonObject);
  const version = (write.expects ?? 0) + 1;
  const hospitals = new Set<SubjectRef>();
  for (const reference of [former, resource].flatMap(referencesOf)) {
    const placed = await places.of(reference);
    if (placed !== null) hospitals.add(placed.hospital);
  }
  const told = new Map<SubjectRef, readonly AdtEvent[]>();
  for (const hospital of hospitals) {
    const placeOf = (reference: string): AdtPlace | null => {
      const placed = places.known(reference);
      return placed?.hospital === hospital ? placed.place : null;
    };
    const stood = former === null ? [] : visitEvents(former, placeOf, before!.updatedAt);
    const stands = resource === null ? [] : visitEvents(resource, placeOf, now);
    told.set(hospital, differing(stood, stands, version));
  }
  return told;
}

/** New and corrected events; one that stands no longer is replaced by a word that says nothing. */
function differing(
  stood: readonly VisitEvent[],
  stands: readonly VisitEvent[],
  version: number,
): readonly AdtEvent[] {
  const former = new Map(stood.map((one) => [one.event.messageId, one]));
  const names = new Set(stands.map(({ event }) => event.messageId));
  const changed = stands.filter(({ event, assumed }) => {
    const one = former.get(event.messageId)?.event;
    return (
      one === undefined || JSON.stringify(assumed ? { ...event, at: one.at } : event) !== JSON.stringify(one)
    );
  });
  const gone = stood.filter(({ event }) => !names.has(event.messageId));
  return [
    ...gone.map(({ event: { at, messageId, person, visit } }) => ({
      kind: 'update' as const,
      at,
      messageId,
      person,
      visit,
      version,
    })),
    ...changed.map(({ event }) => ({ ...event, version })),
  ];
}

function referencesOf(encounter: JsonObject | null): readonly string[] {
  const list: Json | undefined = encounter?.location;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one) =>
    isObject(one) && isObject(one.location) ? [wordOf(one.location.reference)] : [],
  );
}

/** Which bed of which hospital a Location is, found by going up what it is part of. */
class Places {
  readonly #record: VisitTools['record'];
  readonly #written: ReadonlyMap<string, JsonObject>;
  readonly #hospitals: ReadonlySet<SubjectRef>;
  readonly #known = new Map<string, Placed | null>();

  constructor(
    record: VisitTools['record'],
    writes: readonly VisitWrite[],
    hospitals: ReadonlySet<SubjectRef>,
  ) {
    this.#record = record;
    this.#hospitals = hospitals;
    this.#written = new Map(
      writes.flatMap(({ resource, write: { type, id } }) =>
        type === 'Location' && resource !== null ? [[`${type}/${id}`, resource] as const] : [],
      ),
    );
  }

  known(reference: string): Placed | null {
    return this.#known.get(reference) ?? null;
  }

  async of(reference: string): Promise<Placed | null> {
    if (!this.#known.has(reference)) this.#known.set(reference, await this.#find(reference));
    return this.known(reference);
  }

  async #find(reference: string): Promise<Placed | null> {
    const place: { unit: string | null; room: string | null; bed: string | null } = {
      unit: null,
      room: null,
      bed: null,
    };
    let outermost = '';
    let next = reference;
    for (let depth = 0; depth < DEEPEST && /^Location\/[A-Za-z0-9\-.]{1,64}$/.test(next); depth++) {
      const hospital = subjectRef(next);
      if (this.#hospitals.has(hospital))
        return { hospital, place: { ...place, unit: place.unit ?? (outermost || 'whole hospital') } };
      const location = await this.#read(next);
      if (location === null) return null;
      const name = wordOf(location.name ?? location.id);
      const kind = kindOf(location);
      if (kind === 'bd') place.bed ??= name;
      else if (kind === 'ro') place.room ??= name;
      else if (kind === 'wa') place.unit ??= name;
      else outermost = name;
      next = isObject(location.partOf) ? wordOf(location.partOf.reference) : '';
    }
    return null;
  }

  async #read(name: string): Promise<JsonObject | null> {
    const written = this.#written.get(name);
    if (written !== undefined) return written;
    const stored = await this.#record.resources.read('Location', name.slice('Location/'.length));
    return stored === null || stored.deleted ? null : (JSON.parse(stored.body) as JsonObject);
  }
}

function kindOf({ physicalType }: JsonObject): string {
  const codings = isObject(physicalType) && Array.isArray(physicalType.coding) ? physicalType.coding : [];
  const [coding] = codings.filter(isObject);
  return wordOf(coding?.code);
}
