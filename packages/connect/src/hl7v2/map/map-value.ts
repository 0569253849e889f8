// OBX-5 by its type in OBX-2 to value[x], by the map OBX[Observation].

import { ucumOfMdc } from '../../devices/mdc-loinc.ts';
import { isSentinel } from '../../devices/sentinel.ts';
import { ucumOf } from '../../units/ucum.ts';
import type { V2Field, V2Segment } from '../v2-message.ts';
import { conceptOf } from './datatypes.ts';
import { type FhirValue, filled } from './fhir-value.ts';
import type { MappingContext } from './mapping-context.ts';

const UCUM = 'http://unitsofmeasure.org';
const COMPARATORS = new Set(['<', '<=', '>=', '>']);

/** value[x], or why there is none. */
export function mapValue(context: MappingContext, obx: V2Segment, field: V2Field, place: string): FhirValue {
  const type = obx.text(2);
  switch (type) {
    case 'NM':
      return numberValue(context, obx, field.text(), place);
    case 'SN':
      return structuredNumber(context, obx, field, place);
    case 'CQ':
      return numberValue(context, obx, field.text(1), place, field.inner(2).text(1));
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
    case 'IS':
    case 'ID': {
      const concept = conceptOf(field);
      return concept === undefined ? {} : { valueCodeableConcept: concept };
    }
    case 'DT':
    case 'DTM':
    case 'TS': {
      const time = context.time(field.text());
      return time === undefined ? {} : { valueDateTime: time };
    }
    case 'TM': {
      const match = /^(\d{2})(\d{2})(\d{2})?/.exec(field.text());
      return match === null ? {} : { valueTime: `${match[1]}:${match[2]}:${match[3] ?? '00'}` };
    }
    case 'DR':
      return {
        valuePeriod: filled({ start: context.time(field.text(1)), end: context.time(field.text(2)) }),
      };
    case 'NR':
      return {
        valueRange: filled({ low: quantity(obx, field.text(1)), high: quantity(obx, field.text(2)) }),
      };
    case '':
      if (!field.empty)
        context.note(place, 'OBX-2 does not say of what type the value is; it is kept as text');
      return field.empty ? {} : { valueString: field.text() };
    default:
      return field.empty ? {} : { valueString: textOf(field) };
  }
}

/** The unit a segment gives: OBX-6 as it was written, and its UCUM code where it is one or has one. */
export function unitOf(obx: V2Segment): { readonly written: string; readonly code: string | null } {
  const field = obx.first(6);
  const written = field.text(1) || field.text(2);
  if (written === '') return { written, code: null };
  const named = /^(MDC)$/i.test(field.text(3)) ? ucumOfMdc(field.text(1)) : null;
  const alternative = field.text(6).toUpperCase() === 'UCUM' ? ucumOf(field.text(4)) : null;
  return {
    written: field.text(2) || written,
    code: named ?? alternative ?? ucumOf(field.text(1)) ?? ucumOf(field.text(2)),
  };
}

function quantity(obx: V2Segment, text: string, comparator?: string): FhirValue | undefined {
  if (text === '' || !Number.isFinite(Number(text))) return undefined;
  const { written, code } = unitOf(obx);
  return filled({
    value: Number(text),
    comparator,
    unit: written,
    ...(code === null ? {} : { system: UCUM, code }),
  });
}

function numberValue(
  context: MappingContext,
  obx: V2Segment,
  text: string,
  place: string,
  unit?: string,
): FhirValue {
  if (text === '') return {};
  const bounded = /^(<=|>=|<|>)\s*(\S+)$/.exec(text);
  const found = quantity(obx, bounded?.[2] ?? text, bounded?.[1]);
  if (found === undefined) {
    context.note(place, 'the value is no number; it is kept as text');
    return { valueString: text };
  }
  const own = unit === undefined || unit === '' ? null : ucumOf(unit);
  const coded = own === null ? found : { ...found, unit, system: UCUM, code: own };
  if (isSentinel(Number(coded.value), obx.text(3), own ?? unitOf(obx).code)) {
    context.note(place, `${text} says that there is no measurement`);
    return { dataAbsentReason: absent('error') };
  }
  if (unitOf(obx).written !== '' && unitOf(obx).code === null)
    context.note(place, 'the unit is not known; the number is kept with it as written');
  return { valueQuantity: coded };
}

/** SN: a comparator, a number, a sign and a number: `>^100`, `^1^:^128`, `^3^-^5`. */
function structuredNumber(context: MappingContext, obx: V2Segment, field: V2Field, place: string): FhirValue {
  const [comparator, first, sign, second] = [field.text(1), field.text(2), field.text(3), field.text(4)];
  const one = quantity(obx, first, COMPARATORS.has(comparator) ? comparator : undefined);
  const two = quantity(obx, second);
  if (one === undefined) return field.empty ? {} : { valueString: textOf(field) };
  if (two === undefined)
    return sign === '+' ? { valueString: `${first}+` } : numberOrAbsent(context, one, obx, place);
  if (sign === '-') return { valueRange: { low: one, high: two } };
  if (sign === ':' || sign === '/') return { valueRatio: { numerator: one, denominator: two } };
  return { valueString: textOf(field) };
}

function numberOrAbsent(context: MappingContext, one: FhirValue, obx: V2Segment, place: string): FhirValue {
  if (!isSentinel(Number(one.value), obx.text(3), unitOf(obx).code)) return { valueQuantity: one };
  context.note(place, `${String(one.value)} says that there is no measurement`);
  return { dataAbsentReason: absent('error') };
}

function textOf(field: V2Field): string {
  return [1, 2, 3, 4, 5, 6]
    .map((component) => field.text(component))
    .filter((part) => part !== '')
    .join(' ');
}

/** FHIR data-absent-reason. */
export function absent(code: string): FhirValue {
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code }] };
}
