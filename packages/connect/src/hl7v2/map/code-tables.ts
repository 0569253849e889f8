import { plainTable } from '../../plain-table.ts';

// Code systems and codes of the official v2-to-FHIR concept maps (HL7/v2-to-fhir, mappings/codesystems).

/** Names of coding systems (table 0396) and the system FHIR knows them by. */
export const CODING_SYSTEMS: Readonly<Record<string, string>> = plainTable({
  LN: 'http://loinc.org',
  LOINC: 'http://loinc.org',
  SCT: 'http://snomed.info/sct',
  SNM: 'http://snomed.info/sct',
  SNOMED: 'http://snomed.info/sct',
  MDC: 'urn:iso:std:iso:11073:10101',
  UCUM: 'http://unitsofmeasure.org',
  RXNORM: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  CVX: 'http://hl7.org/fhir/sid/cvx',
  MVX: 'http://hl7.org/fhir/sid/mvx',
  NDC: 'http://hl7.org/fhir/sid/ndc',
  C4: 'http://www.ama-assn.org/go/cpt',
  I9: 'http://hl7.org/fhir/sid/icd-9-cm',
  I9C: 'http://hl7.org/fhir/sid/icd-9-cm',
  I10: 'http://hl7.org/fhir/sid/icd-10',
  I10C: 'http://hl7.org/fhir/sid/icd-10-cm',
  ICDO: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  NCIT: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  CDCREC: 'urn:oid:2.16.840.1.113883.6.238',
  ISO3166_1: 'urn:iso:std:iso:3166',
});

/** Table 0004 to the class of an encounter. */
export const ENCOUNTER_CLASS: Readonly<Record<string, readonly [code: string, display: string]>> = plainTable(
  {
    E: ['EMER', 'emergency'],
    I: ['IMP', 'inpatient encounter'],
    O: ['AMB', 'ambulatory'],
    P: ['PRENC', 'pre-admission'],
  },
);

/** Table 0001 to FHIR's administrative gender. */
export const GENDER: Readonly<Record<string, string>> = plainTable({
  F: 'female',
  M: 'male',
  O: 'other',
  U: 'unknown',
  A: 'other',
  N: 'other',
});

/** Table 0200 to the use of a name. */
export const NAME_USE: Readonly<Record<string, string>> = plainTable({
  BAD: 'old',
  D: 'usual',
  L: 'official',
  M: 'maiden',
  MSK: 'anonymous',
  N: 'nickname',
  NAV: 'temp',
  R: 'official',
  TEMP: 'temp',
});

/** Table 0085 to the status of an observation; what the map leaves open is `unknown`, never final. */
export const OBSERVATION_STATUS: Readonly<Record<string, string>> = plainTable({
  A: 'amended',
  C: 'corrected',
  D: 'entered-in-error',
  F: 'final',
  P: 'preliminary',
  R: 'preliminary',
  V: 'final',
  U: 'final',
  W: 'entered-in-error',
  X: 'cancelled',
});

/** Table 0123 to the status of a report. */
export const REPORT_STATUS: Readonly<Record<string, string>> = plainTable({
  O: 'registered',
  I: 'registered',
  S: 'registered',
  P: 'preliminary',
  A: 'partial',
  C: 'corrected',
  R: 'partial',
  F: 'final',
  X: 'cancelled',
});

/** Table 0119 to the status of a request. */
export const ORDER_STATUS: Readonly<Record<string, string>> = plainTable({
  AF: 'active',
  CA: 'active',
  CR: 'revoked',
  DC: 'revoked',
  DF: 'revoked',
  DR: 'revoked',
  FU: 'completed',
  HD: 'active',
  HR: 'on-hold',
  NW: 'active',
  OC: 'revoked',
  OD: 'revoked',
  OH: 'on-hold',
  OK: 'active',
  PR: 'active',
  PY: 'active',
  RL: 'active',
  RO: 'active',
  RQ: 'active',
});

/** Table 0038, the state of an order, to the status of a request. */
export const ORDER_STATE: Readonly<Record<string, string>> = plainTable({
  A: 'active',
  CA: 'revoked',
  CM: 'completed',
  DC: 'revoked',
  ER: 'entered-in-error',
  HD: 'on-hold',
  IP: 'active',
  SC: 'active',
});

/** Table 0278 to the status of an appointment, keys in lower case. */
export const APPOINTMENT_STATUS: Readonly<Record<string, string>> = plainTable({
  pending: 'pending',
  waitlist: 'waitlist',
  booked: 'booked',
  started: 'checked-in',
  complete: 'fulfilled',
  cancelled: 'cancelled',
  deleted: 'entered-in-error',
  noshow: 'noshow',
});
