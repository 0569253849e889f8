import type { ReactionNetwork } from '../stochastic/reaction-network.ts';
import type { SbmlQuantity } from './sbml-quantity.ts';

/** The reactions of an SBML model as they fire one by one, and its quantities by id. */
export interface SbmlReactionNetwork extends ReactionNetwork {
  readonly quantities: ReadonlyMap<string, SbmlQuantity>;
}
