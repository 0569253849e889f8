/** A code in a named system, as FHIR `Coding`. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** The code systems in use; own codes carry the `twinward` one. */
export const SYSTEM = {
  loinc: 'http://loinc.org',
  mdc: 'urn:iso:std:iso:11073:10101',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  snomed: 'http://snomed.info/sct',
  twinward: 'urn:twinward:code',
} as const;

/** A coding as one string, `system|code`, the key under which observables are found. */
export function codingKey(coding: Coding): string {
  return `${coding.system}|${coding.code}`;
}
