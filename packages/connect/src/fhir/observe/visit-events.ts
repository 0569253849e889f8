// What an Encounter tells of a hospital: the ADT events that lead to how it stands.
import { type AdtEvent, type AdtPlace, type Instant, instant } from '@twinward/contract';
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { dateRange } from '../search/date-range.ts';

/** Classes of v3-ActCode of patients who lie in a bed. */
const INPATIENT: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'SS']);

const HOUR = 3_600_000;
/** Where an R4 Encounter holds the planned end that R5 has as an element of its own. */
const PLANNED_END = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate';

/** An event of a visit; where the resource does not say when, `assumed` says that the time is that of the change. */
export interface VisitEvent {
  readonly event: AdtEvent;
  readonly assumed: boolean;
}

/**
 * The events that lead to an Encounter as it stands, each by a name that stays: register or admit, then each further place, leaves, when the discharge is
 * planned for (`plannedEndDate` of R5, in R4 as extension, or the end of a period that is not over), and the discharge.
 * `placeOf` tells the bed a Location means, null for one outside the hospital. None for a visit that was cancelled.
 *
 * @example
 * const encounter = { resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'IMP' }, subject: { reference: 'Patient/p' },
 *   period: { start: '2026-03-01T10:00:00Z', end: '2026-03-02T10:00:00Z' }, location: [{ location: { reference: 'Location/w' } }] };
 * const place = { unit: 'W3', room: null, bed: null };
 * visitEvents(encounter, () => place, instant(0)).map(({ event }) => event.kind).join(); // admit,discharge
 */
export function visitEvents(
  encounter: JsonObject,
  placeOf: (reference: string) => AdtPlace | null,
  changedAt: Instant,
): readonly VisitEvent[] {
  const { id, status } = encounter;
  if (status === 'cancelled' || status === 'entered-in-error' || status === 'unknown') return [];
  const person = isObject(encounter.subject) ? wordOf(encounter.subject.reference) : '';
  const told: VisitEvent[] = [];
  const tell = (
    name: string,
    kind: AdtEvent['kind'],
    at: Instant | null,
    more: Partial<AdtEvent> = {},
  ): void => {
    const event: AdtEvent = {
      kind,
      at: at ?? changedAt,
      messageId: `Encounter/${wordOf(id)}#${name}`,
      person: person === '' ? null : person,
      visit: wordOf(id),
      ...more,
    };
    told.push({ event, assumed: at === null });
  };
  const [begin, end] = [edgeOf(encounter.period, 'start'), edgeOf(encounter.period, 'end')];
  const stays = placesOf(encounter.location, placeOf);
  const inpatient = isObject(encounter.class) && INPATIENT.has(wordOf(encounter.class.code));
  if (status === 'planned') {
    const place = stays[0]?.place;
    tell('expected', 'expect-admission', null, {
      ...(begin === null ? {} : { expectedAt: begin }),
      ...(place === undefined ? {} : { place }),
    });
    return told;
  }
  const [first, ...further] = stays.filter(({ planned }) => !planned);
  const place = first === undefined ? {} : { place: first.place };
  const attributes = attributesOf(encounter);
  if (inpatient && first !== undefined)
    tell('admit', 'admit', begin ?? first.start, { ...place, attributes });
  else tell('register', 'register', begin ?? first?.start ?? null, { ...place, attributes });
  for (const [index, stay] of further.entries()) {
    if (inpatient) tell(`place-${index + 2}`, 'transfer', stay.start, { place: stay.place });
  }
  for (const [index, one] of listOf(encounter.statusHistory).entries()) {
    if (one.status !== 'onleave') continue;
    tell(`leave-${index}`, 'leave', edgeOf(one.period, 'start'));
    const back = edgeOf(one.period, 'end');
    if (back !== null) tell(`return-${index}`, 'return', back);
  }
  if (status === 'onleave') tell('leave', 'leave', null);
  const planned = inpatient && status !== 'finished' ? plannedEnd(encounter, changedAt) : null;
  if (planned !== null) tell('planned-end', 'update', null, { attributes: { plannedLeave: planned } });
  if (status === 'finished') tell('discharge', 'discharge', end);
  return told;
}

function plannedEnd(encounter: JsonObject, changedAt: Instant): Instant | null {
  const extension = listOf(encounter.extension).find(({ url }) => url === PLANNED_END);
  const told = encounter.plannedEndDate ?? extension?.valueDateTime;
  const range = typeof told === 'string' ? dateRange(told) : null;
  // a day without a time: its middle
  if (range !== null)
    return instant(range.high - range.low > HOUR ? (range.low + range.high) / 2 : range.low);
  const end = edgeOf(encounter.period, 'end');
  return end !== null && end > changedAt ? end : null;
}

interface Stay {
  readonly place: AdtPlace;
  readonly start: Instant | null;
  readonly planned: boolean;
}

/** Places of the hospital, by when the patient came there; those without a time in the order in which they stand. */
function placesOf(
  location: Json | undefined,
  placeOf: (reference: string) => AdtPlace | null,
): readonly Stay[] {
  const stays = listOf(location).flatMap((one): Stay[] => {
    const reference = isObject(one.location) ? wordOf(one.location.reference) : '';
    const place = placeOf(reference);
    const planned = one.status === 'planned' || one.status === 'reserved';
    return place === null ? [] : [{ place, start: edgeOf(one.period, 'start'), planned }];
  });
  return stays.every(({ start }) => start !== null) ? stays.sort((a, b) => a.start! - b.start!) : stays;
}

function attributesOf(encounter: JsonObject): NonNullable<AdtEvent['attributes']> {
  const service = isObject(encounter.serviceType) ? encounter.serviceType : {};
  const [coding] = listOf(service.coding);
  const specialty = service.text ?? coding?.display ?? coding?.code;
  return specialty === undefined ? {} : { specialty: wordOf(specialty).slice(0, 60) };
}

function edgeOf(period: Json | undefined, edge: 'start' | 'end'): Instant | null {
  const range = isObject(period) && typeof period[edge] === 'string' ? dateRange(wordOf(period[edge])) : null;
  return range === null ? null : instant(range.low);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
