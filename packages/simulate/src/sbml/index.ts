export { type BalancedFluxes, balanceFluxes } from './fbc/balance-fluxes.ts';
export type * from './fbc/flux-balance.ts';
export type * from './fbc/linear-program.ts';
export { type LoweredSbml, lowerSbml } from './lower-sbml.ts';
export type * from './reaction-network.ts';
export { reactionNetworkOf } from './reaction-network-of.ts';
export { readSbml } from './read-sbml.ts';
export type * from './sbml-model.ts';
export type { SbmlQuantity } from './sbml-quantity.ts';
