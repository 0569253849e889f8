// A message's word over what stood before: what it does not say stays, what it deletes goes, and what was told later is not overruled.
import type { FhirResource, FhirValue } from './map/fhir-value.ts';
import { tellsStatus } from './map/map-encounter.ts';
import type { V2Message } from './v2-message.ts';

/** Where a resource keeps when its word was sent (MSH-7). */
const TOLD_AT = 'https://twinward.org/fhir/StructureDefinition/told-at';

/** Elements of PID and PV1 that a sender takes back by `""`. */
const OF_PID: readonly (readonly [field: number, element: string])[] = [
  [5, 'name'],
  [7, 'birthDate'],
  [8, 'gender'],
  [11, 'address'],
  [13, 'telecom'],
  [16, 'maritalStatus'],
  [24, 'multipleBirthBoolean'],
  [25, 'multipleBirthInteger'],
  [29, 'deceasedDateTime'],
  [30, 'deceasedBoolean'],
];
const OF_PV1: readonly (readonly [field: number, element: string])[] = [
  [3, 'location'],
  [4, 'type'],
  [7, 'participant'],
  [10, 'serviceType'],
];

/** A message as something that is said at a time. */
export interface Word {
  /** FHIR instant of MSH-7; empty where it says none: then the word counts as the latest. */
  readonly at: string;
  /** Trigger event of an ADT message, else empty. */
  readonly event: string;
  /** By type, elements that are taken back. */
  readonly deleted: Readonly<Record<string, readonly string[]>>;
}

/** What a message says beside its values. */
export function wordOf(message: V2Message, sentAt: string | undefined): Word {
  const taken = (segment: string, elements: typeof OF_PID): readonly string[] => {
    const one = message.first(segment);
    return one === null
      ? []
      : elements.filter(([field]) => one.first(field).deleted).map(([, element]) => element);
  };
  return {
    at: sentAt?.includes('T') === true ? sentAt : '',
    event: message.type === 'ADT' ? message.event : '',
    deleted: { Patient: taken('PID', OF_PID), Encounter: taken('PV1', OF_PV1) },
  };
}

/**
 * The resource after a message: `before` itself where it says nothing new. A Patient and an Encounter are changed element by element; results,
 * orders and documents are replaced whole, a final one never by a preliminary one.
 */
export function toldOver(before: FhirResource | null, told: FhirResource, word: Word): FhirResource {
  if (before === null) return stamped(once(told), {}, word);
  const [earlier, later] = [toldAtOf(before), Date.parse(word.at)];
  const late = earlier !== null && later < earlier;
  const next =
    told.resourceType === 'Patient'
      ? overPatient(before, told, word, late)
      : told.resourceType === 'Encounter'
        ? overEncounter(before, told, word, late)
        : late || lessFinal(told, before)
          ? before
          : { ...told, id: before.id };
  return sameBeside(next, before) ? before : stamped(next, before.meta as FhirValue, late ? null : word);
}

function overPatient(before: FhirResource, told: FhirResource, word: Word, late: boolean): FhirResource {
  return {
    ...elementwise(before, told, word, late),
    ...joined('identifier', before, told, identifierName),
    ...joined('link', before, told, JSON.stringify),
  };
}

function overEncounter(before: FhirResource, told: FhirResource, word: Word, late: boolean): FhirResource {
  const next: Record<string, unknown> = {
    ...elementwise(before, told, word, late),
    ...joined('identifier', before, told, identifierName),
  };
  if (late) return next as FhirResource;
  // An update or an order tells of a visit and not how far it is.
  if (!tellsStatus(word.event)) next.status = before.status;
  if (next.status === before.status && before.statusHistory !== undefined)
    next.statusHistory = before.statusHistory;
  const [was, is] = [before.class as FhirValue | undefined, next.class as FhirValue | undefined];
  if (was?.code !== is?.code && was !== undefined && word.at !== '') {
    next.classHistory = [...listOf(before.classHistory), { class: was, period: { end: word.at } }];
  }
  if (told.location !== undefined)
    next.location = placesOver(listOf(before.location), listOf(told.location), word.event);
  // A discharge taken back leaves no end.
  const period = { ...(before.period as FhirValue), ...(told.period as FhirValue) };
  if (word.event === 'A13' && (told.period as FhirValue | undefined)?.end === undefined) delete period.end;
  if (Object.keys(period).length > 0) next.period = period;
  else delete next.period;
  return next as FhirResource;
}

/** Where the patient was before stays in sight; a cancelled transfer never was. */
function placesOver(
  before: readonly FhirValue[],
  told: readonly FhirValue[],
  event: string,
): readonly FhirValue[] {
  const name = ({ location }: FhirValue): string => String((location as FhirValue | undefined)?.reference);
  const named = new Set(told.map(name));
  const former = before
    .filter((place) => !named.has(name(place)))
    .filter(({ status }) => status !== 'planned' && !(event === 'A12' && status === 'active'))
    .map((place) => (place.status === 'active' ? { ...place, status: 'completed' } : place));
  return [...former, ...told];
}

function elementwise(before: FhirResource, told: FhirResource, word: Word, late: boolean): FhirResource {
  if (late) return { ...told, ...before };
  const gone = new Set(word.deleted[told.resourceType] ?? []);
  const kept = Object.entries(before).filter(([name]) => !gone.has(name));
  return { ...Object.fromEntries(kept), ...told } as FhirResource;
}

function lessFinal(told: FhirResource, before: FhirResource): boolean {
  const rank = ({ status }: FhirResource): number =>
    status === 'registered' || status === 'unknown'
      ? 0
      : status === 'preliminary' || status === 'partial'
        ? 1
        : 2;
  return rank(told) < rank(before);
}

/** Each identifier once, as it stays when it is told again. */
function once(told: FhirResource): FhirResource {
  const both = told.resourceType === 'Patient' || told.resourceType === 'Encounter';
  return both ? { ...told, ...joined('identifier', null, told, identifierName) } : told;
}

function stamped(resource: FhirResource, meta: FhirValue | undefined, word: Word | null): FhirResource {
  if (word === null || word.at === '') {
    const { meta: _told, ...rest } = resource;
    return (meta === undefined || Object.keys(meta).length === 0 ? rest : { ...rest, meta }) as FhirResource;
  }
  const others = listOf(meta?.extension).filter(({ url }) => url !== TOLD_AT);
  return {
    ...resource,
    meta: { ...meta, extension: [...others, { url: TOLD_AT, valueDateTime: word.at }] },
  };
}

function toldAtOf({ meta }: FhirResource): number | null {
  const told = listOf((meta as FhirValue | undefined)?.extension).find(({ url }) => url === TOLD_AT);
  const at = Date.parse(String(told?.valueDateTime));
  return Number.isNaN(at) ? null : at;
}

/** When nothing is new but the time at which it was said, nothing is written. */
function sameBeside(next: FhirResource, before: FhirResource): boolean {
  const plain = ({ meta: _meta, ...rest }: FhirResource): string =>
    JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))));
  return next === before || plain({ ...next, id: before.id }) === plain(before);
}

/** Both lists under a name, each value once, the later word for it; nothing where both are empty. */
function joined(
  list: string,
  before: FhirResource | null,
  told: FhirResource,
  name: (value: FhirValue) => string,
): FhirValue {
  const both = [...listOf(before?.[list]), ...listOf(told[list])];
  const named = new Map(both.map((value) => [name(value), value]));
  return named.size === 0 ? {} : { [list]: [...named.values()] };
}

function identifierName({ system, value }: FhirValue): string {
  return `${String(system ?? '')}|${String(value)}`;
}

function listOf(value: unknown): readonly FhirValue[] {
  return Array.isArray(value) ? (value as readonly FhirValue[]) : [];
}
