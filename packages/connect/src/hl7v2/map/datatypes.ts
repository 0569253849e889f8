// HL7 v2 data types to FHIR ones, by the official maps (HL7/v2-to-fhir, mappings/datatypes).
import { plainTable } from '../../plain-table.ts';
import type { V2Field } from '../v2-message.ts';
import { CODING_SYSTEMS, NAME_USE } from './code-tables.ts';
import { type FhirValue, filled } from './fhir-value.ts';

/** Where codes and identifiers of a local authority live; the name is the sender's. */
const LOCAL = 'urn:twinward:v2:';
const IDENTIFIER_TYPE = 'http://terminology.hl7.org/CodeSystem/v2-0203';

/** Reads a time of day in the message's clock. */
export type ReadTime = (text: string) => string | undefined;

/** HD: namespace, universal id and its type, as a URI; undefined where nobody is named. */
export function authorityUri(authority: V2Field): string | undefined {
  const [namespace, id, type] = [authority.text(1), authority.text(2), authority.text(3).toUpperCase()];
  if (id !== '' && type === 'ISO') return `urn:oid:${id}`;
  if (id !== '' && (type === 'UUID' || type === 'GUID')) return `urn:uuid:${id.toLowerCase()}`;
  if (id !== '' && type === 'URI') return id;
  const name = namespace || id;
  return name === '' ? undefined : LOCAL + encodeURIComponent(name);
}

/** CX[Identifier]. */
export function identifierOf(field: V2Field, time: ReadTime, type?: string): FhirValue {
  const code = field.text(5) || type;
  return filled({
    value: field.text(1),
    system: authorityUri(field.inner(4)),
    type: code === undefined ? undefined : { coding: [{ system: IDENTIFIER_TYPE, code }] },
    period: filled({ start: time(field.text(7)), end: time(field.text(8)) }),
  });
}

/** EI[Identifier]: an order's or a result's number. */
export function entityIdentifier(field: V2Field, type?: string): FhirValue | undefined {
  if (field.text(1) === '') return undefined;
  const namespace = field.text(2);
  const [id, kind] = [field.text(3), field.text(4).toUpperCase()];
  const system =
    id !== '' && kind === 'ISO'
      ? `urn:oid:${id}`
      : namespace === ''
        ? undefined
        : LOCAL + encodeURIComponent(namespace);
  return filled({
    value: field.text(1),
    system,
    type: type === undefined ? undefined : { coding: [{ system: IDENTIFIER_TYPE, code: type }] },
  });
}

/** XPN[HumanName]. */
export function nameOf(field: V2Field, time: ReadTime): FhirValue {
  return filled({
    family: field.text(1, 1),
    given: [field.text(2), field.text(3), field.text(15)].filter((part) => part !== ''),
    suffix: [field.text(4), field.text(6), field.text(14)].filter((part) => part !== ''),
    prefix: [field.text(5)].filter((part) => part !== ''),
    use: NAME_USE[field.text(7)],
    period: filled({
      start: time(field.text(12)) ?? time(field.text(10, 1)),
      end: time(field.text(13)) ?? time(field.text(10, 2)),
    }),
  });
}

/** CWE and CE[CodeableConcept]: the code, its alternative and the original text. */
export function conceptOf(field: V2Field): FhirValue | undefined {
  const codings = [codingOf(field, 1, 7), codingOf(field, 4, 8)].filter((coding) => coding !== undefined);
  const text = field.text(9) || (codings.length === 0 ? field.text(2) : '');
  const concept = filled({ coding: codings, text });
  return Object.keys(concept).length === 0 ? undefined : concept;
}

function codingOf(field: V2Field, from: number, version: number): FhirValue | undefined {
  const code = field.text(from);
  if (code === '') return undefined;
  return filled({
    system: systemOf(field.text(from + 2)),
    version: field.text(version),
    code,
    display: field.text(from + 1),
  });
}

/** The system of a name of table 0396; a local name stays the sender's own. */
export function systemOf(name: string): string | undefined {
  if (name === '') return undefined;
  const known = CODING_SYSTEMS[name.toUpperCase()];
  if (known !== undefined) return known;
  const table = /^HL7(\d{4})$/.exec(name);
  if (table !== null) return `http://terminology.hl7.org/CodeSystem/v2-${table[1]}`;
  return /^\d+(\.\d+)+$/.test(name) ? `urn:oid:${name}` : LOCAL + encodeURIComponent(name);
}

/** XAD[Address]. */
export function addressOf(field: V2Field): FhirValue {
  return filled({
    line: [field.text(1, 1), field.text(1, 2), field.text(2), field.text(19)].filter((part) => part !== ''),
    city: field.text(3),
    state: field.text(4),
    postalCode: field.text(5),
    country: field.text(6),
    district: field.text(9),
  });
}

/** XTN[ContactPoint]. */
export function contactOf(field: V2Field, use: string): FhirValue | undefined {
  const equipment = field.text(3);
  const mail = equipment === 'Internet' || equipment === 'X.400' || field.text(2) === 'NET';
  const local = [field.text(5), field.text(6), field.text(7)].filter((part) => part !== '').join(' ');
  const value = mail ? field.text(4) || field.text(1) : field.text(12) || local || field.text(1);
  if (value === '') return undefined;
  const systems: Readonly<Record<string, string>> = plainTable({ FX: 'fax', BP: 'pager' });
  return filled({ system: mail ? 'email' : (systems[equipment] ?? 'phone'), value, use });
}

/** XCN: a practitioner's name as a reference's display, with the number they go by. */
export function practitionerOf(field: V2Field): FhirValue | undefined {
  const display = [field.text(6), field.text(3), field.text(4), field.text(2, 1), field.text(5)]
    .filter((part) => part !== '')
    .join(' ');
  const value = field.text(1);
  const identifier = value === '' ? undefined : filled({ value, system: authorityUri(field.inner(9)) });
  const reference = filled({ identifier, display });
  return Object.keys(reference).length === 0 ? undefined : { type: 'Practitioner', ...reference };
}
