export { type BalancedFluxes, balanceFluxes } from './fbc/balance-fluxes.ts';
export type * from './fbc/flux-balance.ts';
export type * from './fbc/linear-program.ts';
export { type LoweredSbml, lowerSbml, type SbmlQuantity } from './lower-sbml.ts';
export { readSbml } from './read-sbml.ts';
export type * from './sbml-model.ts';
