import { located } from './located.ts';
import { SbmlLowering } from './sbml-lowering.ts';
import type { SbmlModel } from './sbml-model.ts';
import type { SbmlReactionNetwork } from './sbml-reaction-network.ts';

/**
 * The reactions of an SBML model as channels that fire one by one, and the rest of it as it flows and jumps between their firings:
 * what stochastic simulation works on. Numbers that events and initial assignments draw (SBML Level 3 distrib Version 1) are
 * listed for it to draw.
 *
 * Throws `request.unsupported` naming fast reactions, rates asked for of what reactions change, and numbers drawn all the time;
 * otherwise as `lowerSbml`.
 *
 * @example
 * const birth = readSbml(`<sbml level="2" version="4"><model id="m"><listOfCompartments><compartment id="c" size="1"/></listOfCompartments>
 *   <listOfSpecies><species id="X" compartment="c" initialAmount="9"/></listOfSpecies><listOfReactions><reaction id="birth">
 *   <listOfProducts><speciesReference species="X"/></listOfProducts><kineticLaw><math><ci>X</ci></math></kineticLaw>
 *   </reaction></listOfReactions></model></sbml>`);
 * const [channel] = reactionNetworkOf(birth).reactions;
 * channel.name; // birth
 * channel.changes[0].by.value; // 1
 */
export function reactionNetworkOf(model: SbmlModel): SbmlReactionNetwork {
  return located(model.lines, () => new SbmlLowering(model, true).lowered());
}
