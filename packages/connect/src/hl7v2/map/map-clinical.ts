// AL1, DG1, RXA, PDA and ACC: what a message says of a person beside visits and results.
import { plainTable } from '../../plain-table.ts';
import type { V2Segment } from '../v2-message.ts';
import { conceptOf, entityIdentifier, practitionerOf } from './datatypes.ts';
import { type FhirResource, type FhirValue, filled } from './fhir-value.ts';
import type { OrderSetting } from './map-orders.ts';
import type { MappingContext } from './mapping-context.ts';

const YES_NO = 'http://terminology.hl7.org/CodeSystem/v2-0136';
const OWN = 'urn:twinward:v2:observation-code';

/** Maps allergies, diagnoses, vaccinations, and what PDA and ACC say of a death or an accident. */
export function mapClinical(context: MappingContext, setting: OrderSetting): void {
  const { message } = context;
  const add = (resource: FhirResource, segment: V2Segment, part = ''): void => {
    const place = `${message.segments.indexOf(segment)}${part}`;
    context.add(resource, [message.header.raw(3), message.header.raw(4), message.controlId, place], {
      method: 'POST',
      url: resource.resourceType,
    });
  };
  let orc: V2Segment | null = null;
  for (const segment of message.segments) {
    if (segment.name === 'ORC') orc = segment;
    if (segment.name === 'RF1') add(referralOf(context, segment, setting), segment);
    if (segment.name === 'AL1') add(allergyOf(context, segment, setting), segment);
    if (segment.name === 'DG1') add(conditionOf(context, segment, setting), segment);
    if (segment.name === 'RXA') add(immunizationOf(context, segment, orc, setting), segment);
    if (segment.name === 'ACC') add(accidentOf(context, segment, setting), segment);
    if (segment.name === 'PDA') {
      for (const [index, cause] of segment.all(1).entries()) {
        add(
          {
            resourceType: 'Condition',
            ...filled({ code: conceptOf(cause), subject: { reference: setting.patient } }),
          },
          segment,
          `-1-${index}`,
        );
      }
      for (const [field, code, display] of DEATH) {
        if (segment.text(field) !== '')
          add(yesNo(segment.text(field), code, display, setting), segment, `-${field}`);
      }
    }
  }
}

const DEATH = [
  [3, 'death-certificate', 'Death certificate'],
  [6, 'autopsy', 'Autopsy'],
  [9, 'coroner', 'Coroner'],
] as const;
const ACCIDENT = [
  [5, 'AJRI', 'Accident job related'],
  [6, 'ADI', 'Accident death'],
  [10, 'PNI', 'Police notified'],
] as const;

/** RF1: a referral; one that is pending is a request on hold (table 0283). */
function referralOf(
  context: MappingContext,
  rf1: V2Segment,
  { patient, encounter }: OrderSetting,
): FhirResource {
  const states: Readonly<Record<string, string>> = plainTable({
    A: 'active',
    P: 'on-hold',
    R: 'revoked',
    E: 'revoked',
  });
  return {
    resourceType: 'ServiceRequest',
    ...filled({
      identifier: [entityIdentifier(rf1.first(6)), entityIdentifier(rf1.first(11))].filter(
        (one) => one !== undefined,
      ),
      status: states[rf1.text(1)] ?? 'unknown',
      intent: 'order',
      category: [conceptOf(rf1.first(5))].filter((one) => one !== undefined),
      subject: { reference: patient },
      encounter: encounter === null ? undefined : { reference: encounter },
      authoredOn: context.time(rf1.text(9)) ?? context.time(rf1.text(7)),
      reasonCode: rf1.all(10).map(conceptOf),
    }),
  };
}

function yesNo(text: string, code: string, display: string, { patient }: OrderSetting): FhirResource {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: OWN, code, display }] },
    subject: { reference: patient },
    valueCodeableConcept: { coding: [{ system: YES_NO, code: text }] },
  };
}

function accidentOf(
  context: MappingContext,
  acc: V2Segment,
  { patient, encounter }: OrderSetting,
): FhirResource {
  return {
    resourceType: 'Observation',
    ...filled({
      identifier: [entityIdentifier(acc.first(13))].filter((one) => one !== undefined),
      status: 'final',
      code: { coding: [{ system: OWN, code: 'injury-incident', display: 'Injury incident' }] },
      subject: { reference: patient },
      encounter: encounter === null ? undefined : { reference: encounter },
      effectiveDateTime: context.time(acc.text(1)),
      valueString: acc.text(8) || acc.text(3),
      component: ACCIDENT.filter(([field]) => acc.text(field) !== '').map(([field, code, display]) => ({
        code: { coding: [{ system: OWN, code, display }] },
        valueCodeableConcept: { coding: [{ system: YES_NO, code: acc.text(field) }] },
      })),
    }),
  };
}

function allergyOf(context: MappingContext, al1: V2Segment, { patient }: OrderSetting): FhirResource {
  const categories: Readonly<Record<string, string>> = plainTable({
    DA: 'medication',
    FA: 'food',
    EA: 'environment',
    LA: 'environment',
    PA: 'environment',
    AA: 'environment',
  });
  const severities: Readonly<Record<string, string>> = plainTable({
    SV: 'high',
    MO: 'high',
    MI: 'low',
    U: 'unable-to-assess',
  });
  const reactions = al1
    .all(5)
    .map((field) => filled({ manifestation: [conceptOf(field)], onset: context.time(al1.text(6)) }));
  return {
    resourceType: 'AllergyIntolerance',
    ...filled({
      clinicalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
        ],
      },
      category: [categories[al1.text(2)]].filter((one) => one !== undefined),
      criticality: severities[al1.text(4)],
      code: conceptOf(al1.first(3)),
      patient: { reference: patient },
      reaction: reactions,
    }),
  };
}

function conditionOf(
  context: MappingContext,
  dg1: V2Segment,
  { patient, encounter }: OrderSetting,
): FhirResource {
  const code: FhirValue | undefined = conceptOf(dg1.first(3));
  return {
    resourceType: 'Condition',
    ...filled({
      identifier: [entityIdentifier(dg1.first(20))].filter((one) => one !== undefined),
      code: code === undefined ? filled({ text: dg1.text(4) }) : filled({ ...code, text: dg1.text(4) }),
      subject: { reference: patient },
      encounter: encounter === null ? undefined : { reference: encounter },
      onsetDateTime: context.time(dg1.text(5)),
      recordedDate: context.time(dg1.text(19)),
      asserter: practitionerOf(dg1.first(16)),
    }),
  };
}

/** RXA[Immunization]; `999` is the code for an amount nobody knows. */
function immunizationOf(
  context: MappingContext,
  rxa: V2Segment,
  orc: V2Segment | null,
  { patient }: OrderSetting,
): FhirResource {
  const amount = Number(rxa.text(6));
  const known = rxa.text(6) !== '' && Number.isFinite(amount) && amount !== 999;
  const refused = rxa.text(20) === 'RE' || rxa.text(20) === 'NA';
  return {
    resourceType: 'Immunization',
    ...filled({
      identifier:
        orc === null
          ? []
          : [entityIdentifier(orc.first(2), 'PLAC'), entityIdentifier(orc.first(3), 'FILL')].filter(
              (one) => one !== undefined,
            ),
      status: refused ? 'not-done' : rxa.text(21) === 'D' ? 'entered-in-error' : 'completed',
      vaccineCode: conceptOf(rxa.first(5)),
      patient: { reference: patient },
      occurrenceDateTime: context.time(rxa.text(3)),
      primarySource: rxa.text(9) === '' ? undefined : rxa.text(9) === '00',
      lotNumber: rxa.text(15),
      expirationDate: context.time(rxa.text(16))?.slice(0, 10),
      doseQuantity: known
        ? filled({
            value: amount,
            unit: rxa.text(7, 2) || rxa.text(7),
            system: rxa.text(7, 3) === 'UCUM' ? 'http://unitsofmeasure.org' : undefined,
            code: rxa.text(7, 3) === 'UCUM' ? rxa.text(7) : undefined,
          })
        : undefined,
    }),
  };
}
