// A settled reading as the record takes it: an observation or an intervention, named so that a second import repeats nothing.
import {
  type Coding,
  formatInstant,
  type Instant,
  type Intervened,
  instant,
  type Observed,
  type ObservedValue,
  SYSTEM,
} from '@twinward/contract';
import type { ImportOptions } from './import-options.ts';
import type { ReadingStream } from './place-readings.ts';
import { SENSOR_RANGE } from './read-glucose.ts';
import type { ReadingKind } from './reading-kind.ts';
import type { LedgerReading } from './reading-ledger.ts';
import type { Survey } from './survey.ts';

/** What a wearable's file yields. */
export type WearableEvent = Observed | Intervened;

/** Glucose in interstitial fluid, from a sensor (LOINC 99504-3). */
export const INTERSTITIAL_GLUCOSE: Coding = {
  system: SYSTEM.loinc,
  code: '99504-3',
  display: 'Glucose in interstitial fluid',
};

/** Glucose in capillary blood by glucometer (LOINC 41653-7). */
export const CAPILLARY_GLUCOSE: Coding = {
  system: SYSTEM.loinc,
  code: '41653-7',
  display: 'Glucose in capillary blood by glucometer',
};

const CODES: Readonly<Record<ReadingKind, string>> = {
  sensor: '99504-3',
  scan: '99504-3-scan',
  capillary: '41653-7',
  carbohydrate: 'carbohydrate',
  bolus: 'bolus',
};

/**
 * The event of a reading. Its source id holds the subject, the time, the code, the device and whether there is a value, and
 * nothing of the file: the same reading in an overlapping export is recognised as the same.
 */
export function toEvent(
  reading: LedgerReading,
  stream: ReadingStream,
  plan: Survey,
  options: ImportOptions,
): WearableEvent {
  const at = instant(reading.at);
  const { kind } = reading;
  const source = {
    system: `file:${plan.layout.format}`,
    id: [options.subject, formatInstant(at), CODES[kind], stream.device, valueKind(reading)].join('|'),
    version: 1,
  };
  if (kind === 'carbohydrate' || kind === 'bolus') {
    return {
      kind: 'intervention',
      subject: options.subject,
      intervention: {
        type: kind,
        effectiveAt: at,
        amounts: kind === 'bolus' ? { units: reading.value } : { grams: reading.value },
      },
      source,
      withdrawn: false,
    };
  }
  return {
    kind: 'observation',
    observation: {
      subject: options.subject,
      code: kind === 'capillary' ? CAPILLARY_GLUCOSE : INTERSTITIAL_GLUCOSE,
      effectiveAt: at as Instant,
      precision: reading.precision,
      ...(plan.clock === null ? {} : { zone: plan.clock.zone }),
      value: observedValue(reading, plan),
      status: 'final',
      source: stream.device === '' ? source : { ...source, device: stream.device },
      ...(reading.ordered
        ? { doubts: ['local time occurs twice that day; placed by the order of the rows'] }
        : {}),
    },
  };
}

function valueKind({ state }: LedgerReading): string {
  if (state === 'quantity') return 'quantity';
  return state === 'below' || state === 'above' ? 'censored' : 'absent';
}

function observedValue({ state, value }: LedgerReading, plan: Survey): ObservedValue {
  switch (state) {
    case 'quantity':
      return { kind: 'quantity', value, unit: plan.unit };
    case 'below':
      return { kind: 'censored', side: 'below', limit: SENSOR_RANGE.low, unit: 'mg/dL' };
    case 'above':
      return { kind: 'censored', side: 'above', limit: SENSOR_RANGE.high, unit: 'mg/dL' };
    default:
      return { kind: 'absent', reason: state };
  }
}
