export { loincOfMdc, ucumOfMdc } from './mdc-loinc.ts';
export { isSentinel } from './sentinel.ts';
