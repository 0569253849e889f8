export { type LoweredSbml, lowerSbml, type SbmlQuantity } from './lower-sbml.ts';
export { readSbml } from './read-sbml.ts';
export type * from './sbml-model.ts';
