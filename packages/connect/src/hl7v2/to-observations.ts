// What of a message's results a twin can take in: coded quantities with a time, in units that can be converted.
import { createHash } from 'node:crypto';
import {
  type AbsentReason,
  type Coding,
  isUnit,
  type Observation,
  type ObservationStatus,
  type ObservedValue,
  type SubjectRef,
  SYSTEM,
  type TimePrecision,
} from '@twinward/contract';
import { loincOfMdc } from '../devices/mdc-loinc.ts';
import type { FhirValue } from './map/fhir-value.ts';
import type { MappedObservation } from './map/map-observations.ts';
import type { MappingNote } from './map/mapping-context.ts';
import type { MappedMessage } from './map-message.ts';
import type { V2Message } from './v2-message.ts';

/** Observations of a message and what of its results is for the chart alone. */
export interface TwinObservations {
  readonly observations: readonly Observation[];
  readonly left: readonly MappingNote[];
}

/**
 * Observations of a message about a subject. A correction carries the id of what it corrects and a higher version: the sender's instance id (OBX-21),
 * else the order's number with code and time.
 */
export function toObservations(
  message: V2Message,
  mapped: MappedMessage,
  subject: SubjectRef,
): TwinObservations {
  const observations: Observation[] = [];
  const left: MappingNote[] = [];
  for (const [index, one] of mapped.observations.entries()) {
    const made =
      one.resource.resourceType === 'Observation'
        ? observationsOf(message, mapped, one, subject)
        : 'is a file';
    if (typeof made === 'string') left.push({ where: `OBX ${index + 1}`, why: made });
    else observations.push(...made);
  }
  return { observations, left };
}

function observationsOf(
  message: V2Message,
  mapped: MappedMessage,
  one: MappedObservation,
  subject: SubjectRef,
): readonly Observation[] | string {
  const { resource, segment, order } = one;
  const status = statusOf(String(resource.status));
  if (status === null) return `its status is ${String(resource.status)}`;
  const code = codeOf(resource.code as FhirValue);
  if (code === null) return 'its code is neither LOINC nor a device code';
  const time = mapped.context.instant(segment.text(14) || (order?.text(7) ?? ''));
  if (time?.at == null || time.precision === 'month' || time.precision === 'year') return 'it has no time';
  const value = observedValue(resource);
  if (typeof value === 'string') return value;
  const { id, version } = sourceOf(message, one, code, status);
  return [
    {
      subject,
      code,
      effectiveAt: time.at,
      precision: time.precision as TimePrecision,
      value,
      status,
      source: {
        system: `hl7v2:${[message.header.text(3), message.header.text(4)].join('@')}`.slice(0, 120),
        id,
        version,
        ...(segment.text(18) === '' ? {} : { device: segment.text(18).slice(0, 120) }),
      },
    },
  ];
}

function statusOf(status: string): ObservationStatus | null {
  switch (status) {
    case 'final':
    case 'preliminary':
    case 'corrected':
    case 'entered-in-error':
      return status;
    case 'amended':
      return 'corrected';
    default:
      return null;
  }
}

/** LOINC as it is; a device's code by the table, else as the device's. */
function codeOf(concept: FhirValue): Coding | null {
  const codings = (concept.coding ?? []) as readonly Coding[];
  const loinc = codings.find(({ system }) => system === SYSTEM.loinc);
  if (loinc !== undefined) return plainCoding(loinc);
  const device = codings.find(({ system }) => system === SYSTEM.mdc);
  if (device === undefined) return null;
  return loincOfMdc(device.code)?.code ?? plainCoding(device);
}

function plainCoding({ system, code, display }: Coding): Coding {
  return { system, code, ...(display === undefined ? {} : { display }) };
}

function observedValue(resource: FhirValue): ObservedValue | string {
  const absent = resource.dataAbsentReason as { coding?: readonly { code: string }[] } | undefined;
  if (absent !== undefined) {
    const reason = absent.coding?.[0]?.code;
    return {
      kind: 'absent',
      reason: (['error', 'not-performed'].includes(reason ?? '') ? reason : 'unknown') as AbsentReason,
    };
  }
  const quantity = resource.valueQuantity as
    | { value: number; code?: string; unit?: string; comparator?: string }
    | undefined;
  if (quantity === undefined)
    return resource.component === undefined ? 'it is no quantity' : 'it holds several values';
  const unit = quantity.code ?? '';
  if (!isUnit(unit)) return `its unit ${quantity.unit === undefined ? 'is missing' : 'is not known'}`;
  if (quantity.comparator === undefined) return { kind: 'quantity', value: quantity.value, unit };
  const side = quantity.comparator.startsWith('<') ? 'below' : 'above';
  return { kind: 'censored', side, limit: quantity.value, unit };
}

/** Names a reading so that the same reading in another message is recognised, and what corrects it is told from it. */
function sourceOf(
  message: V2Message,
  { segment, order }: MappedObservation,
  code: Coding,
  status: ObservationStatus,
): { readonly id: string; readonly version: number } {
  const [instance, filler] = [segment.raw(21), order?.raw(3) ?? ''];
  const time = segment.text(14) || (order?.text(7) ?? '');
  const named =
    instance !== ''
      ? [instance, segment.text(3)]
      : [
          message.first('PID')?.raw(3) ?? '',
          filler,
          segment.text(3) || code.code,
          segment.text(4),
          filler === '' ? time : '',
        ];
  const joined = named.join('|');
  const id = joined.length <= 200 ? joined : createHash('sha256').update(joined).digest('hex');
  // Minutes since 2020 at which a correction was sent: later ones are higher, and a redelivery is the same.
  const sent = message.header.text(7).slice(0, 12).padEnd(12, '0');
  const minutes = Math.floor(
    (Date.UTC(
      +sent.slice(0, 4),
      +sent.slice(4, 6) - 1,
      +sent.slice(6, 8),
      +sent.slice(8, 10),
      +sent.slice(10, 12),
    ) -
      1_577_836_800_000) /
      60_000,
  );
  const revises = status === 'corrected' || status === 'entered-in-error';
  if (revises) return { id, version: 3 + Math.max(0, Number.isFinite(minutes) ? minutes : 0) };
  return { id, version: (filler !== '' || instance !== '') && status === 'final' ? 2 : 1 };
}
