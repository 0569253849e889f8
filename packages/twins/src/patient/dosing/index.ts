export type { DosingRecord } from './kinetics/dosing-record.ts';
export { type Entry, followRecords } from './kinetics/follow-records.ts';
export { LinearKinetics } from './kinetics/linear-kinetics.ts';
export { fromClearances } from './kinetics/rate-constants.ts';
