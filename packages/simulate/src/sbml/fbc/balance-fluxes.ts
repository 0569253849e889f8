import { TwinwardError } from '@twinward/contract';
import { simulateHybrid } from '../../hybrid/simulate-hybrid.ts';
import { lowerSbml } from '../lower-sbml.ts';
import type { SbmlModel } from '../sbml-model.ts';
import type { FluxBalance } from './flux-balance.ts';
import type { LinearProgram, LinearSolver } from './linear-program.ts';

/** The fluxes of a model at steady state. */
export interface BalancedFluxes {
  readonly status: 'optimal' | 'infeasible' | 'unbounded';
  /** Id of the objective that was sought. */
  readonly objective: string;
  /** NaN where nothing is feasible, infinite where nothing bounds it. */
  readonly value: number;
  /** By reaction; NaN unless there is an optimum. One of the best, where there are several. */
  readonly fluxes: ReadonlyMap<string, number>;
}

/**
 * Flux balance analysis (Orth, Thiele and Palsson 2010, doi:10.1038/nbt.1614): fluxes v between their bounds that leave every
 * species that is neither constant nor at the boundary as it is, N v = 0, and make the active objective best. Bounds and
 * stoichiometries that the model computes have the values of its start; a flux without bound is free. The solver is the caller's.
 *
 * Throws `request.invalid` for a model without objective, `model.invalid` naming what is undefined or not a number.
 *
 * @example
 * const uri = 'http://www.sbml.org/sbml/level3/version1/fbc/version2';
 * const open = readSbml(`<sbml level="3" version="2" xmlns:fbc="${uri}" fbc:required="false"><model id="m">
 *   <listOfReactions><reaction id="R"/></listOfReactions><fbc:listOfObjectives fbc:activeObjective="most">
 *   <fbc:objective fbc:id="most" fbc:type="maximize"><fbc:listOfFluxObjectives>
 *   <fbc:fluxObjective fbc:reaction="R" fbc:coefficient="1"/></fbc:listOfFluxObjectives></fbc:objective></fbc:listOfObjectives>
 *   </model></sbml>`);
 * balanceFluxes(open, () => ({ status: 'unbounded', objective: 0, x: [] })).value; // Infinity
 */
export function balanceFluxes(model: SbmlModel, solver: LinearSolver): BalancedFluxes {
  const { fluxBalance } = model;
  if (fluxBalance === null) {
    throw new TwinwardError('request.invalid', 'the model states no objective for its fluxes', {
      field: 'listOfObjectives',
      remedy: 'add an objective of the package "fbc"',
    });
  }
  const program = programOf(model, fluxBalance);
  const { status, objective, x } = solver(program);
  const best = program.sense === 'maximise' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return {
    status,
    objective: fluxBalance.active,
    value: status === 'optimal' ? objective : status === 'unbounded' ? best : Number.NaN,
    fluxes: new Map(model.reactions.map(({ id }, i) => [id, status === 'optimal' ? x[i]! : Number.NaN])),
  };
}

function programOf(model: SbmlModel, balance: FluxBalance): LinearProgram {
  const index = new Map(model.reactions.map(({ id }, i) => [id, i]));
  const column = (reaction: string): number =>
    index.get(reaction) ?? invalid(`"${reaction}" is not a reaction of the model`, reaction);
  const objective = balance.objectives.find(({ id }) => id === balance.active);
  if (objective === undefined) {
    return invalid(`the active objective "${balance.active}" is not defined`, balance.active);
  }
  const startOf = valuesAtStart(model, balance);
  const n = model.reactions.length;
  const costs = new Float64Array(n);
  for (const { reaction, coefficient } of objective.terms) costs[column(reaction)]! += coefficient;
  const lower = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (const { reaction, side, value } of balance.bounds) {
    const i = column(reaction);
    const bound = typeof value === 'number' ? value : startOf(value);
    if (side === 'lower') lower[i] = Math.max(lower[i]!, bound);
    else upper[i] = Math.min(upper[i]!, bound);
  }
  const balanced = model.species.filter(({ boundaryCondition, constant }) => !boundaryCondition && !constant);
  const rows = new Map(balanced.map(({ id }) => [id, new Map<number, number>()]));
  for (const [i, { reactants, products }] of model.reactions.entries()) {
    for (const [references, sign] of [
      [reactants, -1],
      [products, 1],
    ] as const) {
      for (const { id, species, stoichiometry } of references) {
        const row = rows.get(species);
        if (row === undefined) continue;
        const amount = id === null ? numeric(stoichiometry, species) : startOf(id);
        row.set(i, (row.get(i) ?? 0) + sign * amount);
      }
    }
  }
  const entries = [...rows.values()].map((row) => [...row]);
  const starts = new Int32Array(entries.length + 1);
  for (const [r, row] of entries.entries()) starts[r + 1] = starts[r]! + row.length;
  return {
    sense: objective.sense,
    costs,
    lower,
    upper,
    starts,
    columns: Int32Array.from(entries.flat(), ([i]) => i),
    values: Float64Array.from(entries.flat(), ([, value]) => value),
  };
}

/** Values of parameters and stoichiometries when the model starts, initial assignments and rules carried out. */
function valuesAtStart(model: SbmlModel, balance: FluxBalance): (id: string) => number {
  const wanted = new Set<string>();
  for (const { value } of balance.bounds) if (typeof value === 'string') wanted.add(value);
  for (const { reactants, products } of model.reactions) {
    for (const { id } of [...reactants, ...products]) if (id !== null) wanted.add(id);
  }
  const { hybrid, quantities } = lowerSbml({ ...model, events: [], constraints: [] });
  const names = [...wanted];
  const outputs = names.map((name) => {
    const quantity = quantities.get(name) ?? invalid(`"${name}" is not defined in the model`, name);
    return { name, unit: '1', is: quantity.value };
  });
  const { rows } = simulateHybrid({ ...hybrid, outputs }, { times: [0] });
  const values = new Map(names.map((name, i) => [name, rows[i]!]));
  return (id) => numeric(values.get(id)!, id);
}

function numeric(value: number, name: string): number {
  return Number.isNaN(value) ? invalid(`"${name}" has no value`, name) : value;
}

function invalid(why: string, field: string): never {
  throw new TwinwardError('model.invalid', why, { field });
}
