import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import type { HybridState } from '../hybrid/hybrid-model.ts';
import type { MathNode } from './math-node.ts';
import type { SbmlModel, SbmlSpeciesReference } from './sbml-model.ts';

/** What reactions need of the lowering they are part of. */
export interface ReactionScope {
  readonly graph: ExpressionGraph;
  readonly law: (id: string) => Expression;
  readonly lower: (math: MathNode) => Expression;
  readonly value: (id: string) => Expression;
  readonly symbolOf: (id: string) => Expression | null;
}

/** What reactions do to species. */
export interface ReactionRates {
  /** By species: what the extents of fast reactions add to its slow amount. */
  readonly shifts: ReadonlyMap<string, Expression>;
  /** By the symbol of a species: the rate of its amount by slow reactions. */
  readonly rates: ReadonlyMap<Expression, () => Expression>;
  /** One fast state for each fast reaction: its extent, whose rate is the reaction's. */
  readonly extents: () => readonly HybridState[];
}

/**
 * The stoichiometry of a model as rates of amounts: n' = sum of stoichiometry x rate x conversion factor over slow reactions.
 * Fast ones are at equilibrium all the time (SBML Level 3 Version 1, section 4.11.1): amounts are n + N xi with extents xi at which
 * their rates vanish.
 */
export function reactionRates(model: SbmlModel, scope: ReactionScope): ReactionRates {
  const { graph: g } = scope;
  const shifts = new Map<string, Expression>();
  const terms = new Map<Expression, (() => Expression)[]>();
  const fast: { readonly id: string; readonly extent: Expression }[] = [];
  const species = new Map(model.species.map((one) => [one.id, one]));
  for (const { id, reactants, products, fast: isFast, law } of model.reactions) {
    if (law === null) continue;
    let extent: Expression | null = null;
    if (isFast) {
      let name = `extent_${id}`;
      while (g.named(name) !== undefined) name += '_';
      extent = g.symbol('state', name, '1');
      fast.push({ id, extent });
    }
    for (const [references, sign] of [
      [reactants, -1],
      [products, 1],
    ] as const) {
      for (const reference of references) {
        const one = species.get(reference.species);
        if (one === undefined) {
          throw new TwinwardError(
            'model.invalid',
            `reaction "${id}" names "${reference.species}", no species`,
            {
              field: reference.species,
            },
          );
        }
        if (one.boundaryCondition || one.constant) continue;
        const symbol = scope.symbolOf(one.id);
        if (symbol === null) continue;
        const factor = one.conversionFactor ?? model.conversionFactor;
        const term = (rate: Expression): Expression => {
          const amount = g.apply('multiply', stoichiometryOf(reference, scope), rate);
          const signed = sign < 0 ? g.apply('negate', amount) : amount;
          return factor === null ? signed : g.apply('multiply', scope.value(factor), signed);
        };
        if (extent !== null) {
          const moved = term(extent);
          const before = shifts.get(one.id);
          shifts.set(one.id, before === undefined ? moved : g.apply('add', before, moved));
        } else terms.set(symbol, [...(terms.get(symbol) ?? []), () => term(scope.law(id))]);
      }
    }
  }
  const rates = new Map(
    [...terms].map(
      ([symbol, makers]) =>
        [
          symbol,
          () => makers.map((make) => make()).reduce((sum, term) => g.apply('add', sum, term)),
        ] as const,
    ),
  );
  return {
    shifts,
    rates,
    extents: () =>
      fast.map(
        ({ id, extent }): HybridState => ({
          symbol: extent,
          initial: g.constant(0),
          kind: 'fast',
          equation: scope.law(id),
        }),
      ),
  };
}

/** How much of a species a reaction takes or gives. */
export function stoichiometryOf(reference: SbmlSpeciesReference, scope: ReactionScope): Expression {
  if (reference.id !== null && reference.stoichiometryMath === null) return scope.value(reference.id);
  if (reference.stoichiometryMath !== null) return scope.lower(reference.stoichiometryMath);
  return scope.graph.constant(reference.stoichiometry);
}
