/** Where the FHIR endpoint stands. */
export const FHIR_PREFIX = '/fhir/R4';
