export type { DosingRecord } from './kinetics/dosing-record.ts';
export { type Entry, followRecords } from './kinetics/follow-records.ts';
export { LinearKinetics } from './kinetics/linear-kinetics.ts';
export { fromClearances } from './kinetics/rate-constants.ts';
export { individualValues, typicalValues } from './population/individual-kinetics.ts';
export { individualProblem, type ObservedCourse } from './population/individual-problem.ts';
export type {
  CovariateEffect,
  KineticName,
  PopulationModel,
  ResidualError,
} from './population/population-model.ts';
