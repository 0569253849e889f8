// PID (and what PD1, DB1, GT1, IN2 say of the same person) to Patient, by the maps PID[Patient] and PD1[Patient].
import type { V2Field, V2Segment } from '../v2-message.ts';
import { GENDER } from './code-tables.ts';
import { addressOf, conceptOf, contactOf, identifierOf, nameOf } from './datatypes.ts';
import { type FhirValue, filled } from './fhir-value.ts';
import type { MappingContext } from './mapping-context.ts';

const TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';

/** The person of a message. */
export interface MappedPatient {
  readonly url: string;
  /** All identifiers; those of PID-3, by which a person is known, first. */
  readonly identifiers: readonly FhirValue[];
}

/** Maps the person; null where a message names nobody. */
export function mapPatient(context: MappingContext): MappedPatient | null {
  const pid = context.message.first('PID');
  if (pid === null) return null;
  const identifiers = identifiersOf(context, pid);
  const resource = {
    resourceType: 'Patient',
    ...filled({
      identifier: identifiers,
      active: activeOf(pid),
      name: namesOf(context, pid),
      gender: GENDER[pid.text(8).toUpperCase()],
      birthDate: context.time(pid.text(7))?.slice(0, 10),
      ...deceased(context, pid),
      address: pid.all(11).map(addressOf),
      telecom: telecomOf(pid),
      maritalStatus: conceptOf(pid.first(16)),
      ...multipleBirth(pid),
    }),
  };
  const key = pid.first(3).text(1) === '' ? [context.message.controlId] : keyOf(context, identifiers[0]!);
  const url = context.add(resource, key, requestFor(identifiers[0]));
  return { url, identifiers };
}

function keyOf(context: MappingContext, identifier: FhirValue): readonly string[] {
  return [context.ownerOf(identifier), String(identifier.value)];
}

/** Known by the identifier PID-3 gives: found and updated, or created; never matched by name. */
function requestFor(identifier: FhirValue | undefined): FhirValue {
  if (identifier === undefined) return { method: 'POST', url: 'Patient' };
  const system = identifier.system === undefined ? '' : `${String(identifier.system)}|`;
  return {
    method: 'PUT',
    url: `Patient?identifier=${encodeURIComponent(system + String(identifier.value))}`,
  };
}

function identifiersOf(context: MappingContext, pid: V2Segment): readonly FhirValue[] {
  const { message, time } = context;
  const cx = (field: V2Field): FhirValue => identifierOf(field, time);
  const plain = (value: string, code: string, system?: string): FhirValue[] =>
    value === '' ? [] : [filled({ value, system, type: { coding: [{ system: TYPES, code }] } })];
  const guarantors = message.all('GT1').filter((gt1) => /^(SEL|SELF|18)$/i.test(gt1.text(11)));
  const insured = message.all('IN2');
  const licence = pid.first(20);
  const all = [
    ...pid.all(3).map(cx),
    ...pid.all(2).map(cx),
    ...pid.all(4).map(cx),
    ...plain(pid.text(19), 'SB', 'http://hl7.org/fhir/sid/us-ssn'),
    ...plain(
      licence.text(1),
      'DL',
      licence.text(2) === '' ? undefined : `urn:twinward:v2:licence:${encodeURIComponent(licence.text(2))}`,
    ),
    ...guarantors.flatMap((gt1) => [
      ...plain(gt1.text(12), 'SB', 'http://hl7.org/fhir/sid/us-ssn'),
      ...gt1.all(2).map(cx),
      ...gt1.all(19).map(cx),
    ]),
    ...message
      .all('DB1')
      .filter((db1) => db1.text(2) === 'PT')
      .flatMap((db1) => db1.all(3).map(cx)),
    ...insured.flatMap((in2) => [
      ...plain(in2.text(6), 'MC', 'http://hl7.org/fhir/sid/us-medicare'),
      ...plain(in2.text(8), 'MA'),
      ...plain(in2.text(10), 'MI'),
      ...in2.all(61).map(cx),
    ]),
  ];
  return all.filter((identifier) => identifier.value !== undefined);
}

function namesOf({ message, time }: MappingContext, pid: V2Segment): readonly FhirValue[] {
  const self = message.all('GT1').filter((gt1) => /^(SEL|SELF|18)$/i.test(gt1.text(11)));
  return [
    ...pid.all(5),
    ...pid.all(9),
    ...self.flatMap((gt1) => gt1.all(3)),
    ...message.all('IN2').flatMap((in2) => in2.all(7)),
  ]
    .map((name) => nameOf(name, time))
    .filter((name) => Object.keys(name).length > 0);
}

function deceased({ time }: MappingContext, pid: V2Segment): FhirValue {
  const at = time(pid.text(29));
  if (at !== undefined) return { deceasedDateTime: at };
  return flag(pid.text(30), 'deceasedBoolean');
}

function multipleBirth(pid: V2Segment): FhirValue {
  const order = Number(pid.text(25));
  return Number.isInteger(order) && order > 0
    ? { multipleBirthInteger: order }
    : flag(pid.text(24), 'multipleBirthBoolean');
}

function flag(text: string, name: string): FhirValue {
  if (/^Y(ES)?$/i.test(text)) return { [name]: true };
  return /^NO?$/i.test(text) ? { [name]: false } : {};
}

/** PID-34 and PD1 tell of validity only by A/I flags of registries; a merged patient is told by MRG, not here. */
function activeOf(pid: V2Segment): boolean | undefined {
  return pid.first(3).deleted ? false : undefined;
}

function telecomOf(pid: V2Segment): readonly FhirValue[] {
  const numbers = [
    ...pid.all(13).map((field) => contactOf(field, 'home')),
    ...pid.all(14).map((field) => contactOf(field, 'work')),
    ...pid.all(40).map((field) => contactOf(field, field.text(2) === 'WPN' ? 'work' : 'home')),
  ];
  return numbers.filter((number) => number !== undefined);
}
