export { averagedIndividual } from './advice/averaged-individual.ts';
export { searchRegimens } from './advice/regimen-search.ts';
export type { DosingRecord } from './kinetics/dosing-record.ts';
export { EquationKinetics } from './kinetics/equation-kinetics.ts';
export { type Entry, followRecords } from './kinetics/follow-records.ts';
export { kineticEquations } from './kinetics/kinetic-equations.ts';
export type { Kinetics } from './kinetics/kinetics.ts';
export { LinearKinetics } from './kinetics/linear-kinetics.ts';
export { fromClearances } from './kinetics/rate-constants.ts';
export { amikacinBurdet2015 } from './models/amikacin-burdet-2015.ts';
export { DRUG_TARGETS } from './models/dose-target.ts';
export { phenytoinGrasela1983 } from './models/phenytoin-grasela-1983.ts';
export { vancomycinGoti2018 } from './models/vancomycin-goti-2018.ts';
export { vancomycinThomson2009 } from './models/vancomycin-thomson-2009.ts';
export { warfarinDose } from './models/warfarin-iwpc-2009.ts';
export { creatinineClearance } from './population/creatinine-clearance.ts';
export { individualValues, typicalValues } from './population/individual-kinetics.ts';
export { individualProblem, type ObservedCourse } from './population/individual-problem.ts';
export type {
  CovariateEffect,
  KineticName,
  PopulationModel,
  ResidualError,
} from './population/population-model.ts';
export {
  amikacinBurdetTwin,
  esmololSumTwin,
  metoprololRegardhTwin,
  vancomycinGotiTwin,
  vancomycinThomsonTwin,
} from './twin/drug-twins.ts';
export { warfarinHambergTwin } from './warfarin/warfarin-twin.ts';
