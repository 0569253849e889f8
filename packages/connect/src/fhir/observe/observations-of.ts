// An Observation resource -> what the twins of its patient take in.
import {
  type AbsentReason,
  instant,
  type Observation,
  type ObservationStatus,
  type ObservedValue,
  SYSTEM,
  subjectRef,
  type TimePrecision,
} from '@twinward/contract';
import { loincOfMdc } from '../../devices/mdc-loinc.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';
import { dateRange } from '../search/date-range.ts';

const STATUS: Readonly<Record<string, ObservationStatus>> = {
  final: 'final',
  preliminary: 'preliminary',
  registered: 'preliminary',
  amended: 'corrected',
  corrected: 'corrected',
  'entered-in-error': 'entered-in-error',
};
const REASONS: Readonly<Record<string, AbsentReason>> = {
  error: 'error',
  'not-a-number': 'not-a-number',
  'not-performed': 'not-performed',
};
const SIDES: Readonly<Record<string, 'below' | 'above'>> = {
  '<': 'below',
  '<=': 'below',
  '>': 'above',
  '>=': 'above',
};

/**
 * The readings in an Observation: its value, and that of each component under the component's own code. Empty where it is about no patient
 * of this server, has no time, no code or no number, or was cancelled. `version` is that of the resource: a later one corrects.
 */
export function observationsOf(resource: JsonObject, version: number): readonly Observation[] {
  const target = isObject(resource.subject) ? referenceTarget(wordOf(resource.subject.reference)) : null;
  const status = STATUS[wordOf(resource.status)];
  const time = timeOf(resource);
  if (
    target === null ||
    target.base !== '' ||
    target.type !== 'Patient' ||
    status === undefined ||
    time === null
  ) {
    return [];
  }
  const readings: Observation[] = [];
  const add = (part: JsonObject, name: string): void => {
    const code = codingOf(part.code);
    const value = observedValue(part);
    if (code === null || value === null) return;
    readings.push({
      subject: subjectRef(`Patient/${target.id}`),
      code,
      ...time,
      value,
      status,
      source: { system: 'fhir', id: name, version },
    });
  };
  const name = `Observation/${wordOf(resource.id)}`;
  add(resource, name);
  if (Array.isArray(resource.component)) {
    for (const [i, part] of resource.component.entries()) if (isObject(part)) add(part, `${name}#${i}`);
  }
  return readings;
}

function timeOf({
  effectiveDateTime,
  effectiveInstant,
  effectivePeriod,
}: JsonObject): Pick<Observation, 'effectiveAt' | 'precision' | 'zone'> | null {
  const period = isObject(effectivePeriod) ? (effectivePeriod.end ?? effectivePeriod.start) : undefined;
  const text = effectiveDateTime ?? effectiveInstant ?? period;
  // A year or a month is no time at which a reading was true.
  if (typeof text !== 'string' || text.length < 10) return null;
  const range = dateRange(text);
  if (range === null) return null;
  const zone = /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1];
  return {
    effectiveAt: instant(range.low),
    precision: precisionOf(text),
    ...(zone === undefined || !text.includes('T') ? {} : { zone: zone === 'Z' ? 'UTC' : zone }),
  };
}

function precisionOf(text: string): TimePrecision {
  if (text.length === 10) return 'day';
  if (/\.\d+/.test(text)) return 'millisecond';
  return /T\d\d:\d\d(Z|[+-]\d|$)/.test(text) ? 'minute' : 'second';
}

function codingOf(concept: Json | undefined): { readonly system: string; readonly code: string } | null {
  if (!isObject(concept) || !Array.isArray(concept.coding)) return null;
  const codings = concept.coding.filter(
    (one): one is JsonObject =>
      isObject(one) && typeof one.code === 'string' && typeof one.system === 'string',
  );
  const loinc = codings.find(({ system }) => system === SYSTEM.loinc);
  const device = codings.find(({ system }) => system === SYSTEM.mdc);
  const known = loinc === undefined && device !== undefined ? loincOfMdc(wordOf(device.code)) : null;
  if (known !== null) return known.code;
  const chosen = loinc ?? codings[0];
  return chosen === undefined ? null : { system: wordOf(chosen.system), code: wordOf(chosen.code) };
}

function observedValue(part: JsonObject): ObservedValue | null {
  const quantity = part.valueQuantity;
  if (isObject(quantity) && typeof quantity.value === 'number') {
    const unit = typeof quantity.code === 'string' ? quantity.code : wordOf(quantity.unit ?? '1');
    const side = SIDES[wordOf(quantity.comparator)];
    return side === undefined
      ? { kind: 'quantity', value: quantity.value, unit }
      : { kind: 'censored', side, limit: quantity.value, unit };
  }
  if (typeof part.valueInteger === 'number') return { kind: 'count', value: part.valueInteger };
  const reason = isObject(part.dataAbsentReason) ? codingOf(part.dataAbsentReason)?.code : undefined;
  return reason === undefined ? null : { kind: 'absent', reason: REASONS[reason] ?? 'unknown' };
}
