import type { Expression } from '../graph/expression.ts';
import type { ReactionChannel } from '../stochastic/reaction-network.ts';
import { type ReactionScope, stoichiometryOf } from './reaction-rates.ts';
import type { SbmlModel } from './sbml-model.ts';

/**
 * The reactions of a model as channels that fire one by one (Gillespie 1977, doi:10.1021/j100540a008): each adds its stoichiometry
 * to the amounts, by the conversion factors, at the rate of its law. Reactions without law never fire.
 */
export function reactionChannels(model: SbmlModel, scope: ReactionScope): readonly ReactionChannel[] {
  const { graph: g } = scope;
  const species = new Map(model.species.map((one) => [one.id, one]));
  return model.reactions.flatMap(({ id, reactants, products, law }) => {
    if (law === null) return [];
    const changes = new Map<Expression, Expression>();
    const orders = new Map<Expression, Expression>();
    for (const [references, sign] of [
      [reactants, 'subtract'],
      [products, 'add'],
    ] as const) {
      for (const reference of references) {
        const one = species.get(reference.species);
        if (one === undefined || one.boundaryCondition || one.constant) continue;
        const target = scope.symbolOf(one.id);
        if (target === null) continue;
        const factor = one.conversionFactor ?? model.conversionFactor;
        const amount = stoichiometryOf(reference, scope);
        if (sign === 'subtract')
          orders.set(target, g.apply('add', orders.get(target) ?? g.constant(0), amount));
        const by = factor === null ? amount : g.apply('multiply', scope.value(factor), amount);
        changes.set(target, g.apply(sign, changes.get(target) ?? g.constant(0), by));
      }
    }
    const kept = [...changes].filter(([, by]) => by.kind !== 'constant' || by.value !== 0);
    return [
      {
        name: id,
        propensity: scope.law(id),
        changes: kept.map(([target, by]) => ({ target, by })),
        reactants: [...orders].map(([target, order]) => ({ target, order })),
      },
    ];
  });
}
