export { evaluatePetab, type PetabEvaluation } from './evaluate-petab.ts';
export { type MeasurementNoise, measurementLogLikelihood } from './measurement-log-likelihood.ts';
export type * from './petab-problem.ts';
export { readPetab } from './read-petab.ts';
