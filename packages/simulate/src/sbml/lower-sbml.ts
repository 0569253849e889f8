import type { HybridModel } from '../hybrid/hybrid-model.ts';
import { located } from './located.ts';
import { SbmlLowering } from './sbml-lowering.ts';
import type { SbmlModel } from './sbml-model.ts';
import type { SbmlQuantity } from './sbml-quantity.ts';

/** An SBML model ready for simulation. */
export interface LoweredSbml {
  readonly hybrid: HybridModel;
  readonly quantities: ReadonlyMap<string, SbmlQuantity>;
}

/**
 * Lowers an SBML model onto events, differential and algebraic equations. Species are carried as amounts, so that reactions
 * conserve them whatever their compartments do; assignment rules are written out where they are used; the variables of
 * algebraic rules become algebraic states; fast reactions become extents whose rates are 0.
 *
 * Throws `model.invalid` naming, by line, what is undefined, determined twice, circular or over-determined.
 *
 * @example
 * const grown = readSbml(`<sbml level="2" version="4"><model id="m"><listOfParameters>
 *   <parameter id="x" value="1" constant="false"/></listOfParameters><listOfRules><rateRule variable="x">
 *   <math><ci>x</ci></math></rateRule></listOfRules></model></sbml>`);
 * const { hybrid } = lowerSbml(grown);
 * simulateHybrid(hybrid, { times: [0, 1] }).rows[1]; // 2.71828
 */
export function lowerSbml(model: SbmlModel): LoweredSbml {
  const { quantities, rest } = located(model.lines, () => new SbmlLowering(model, false).lowered());
  return { quantities, hybrid: rest };
}
