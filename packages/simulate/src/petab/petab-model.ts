import { TwinwardError } from '@twinward/contract';
import { type CompiledHybrid, compileHybrid } from '../hybrid/compile-hybrid.ts';
import { simulateHybrid } from '../hybrid/simulate-hybrid.ts';
import type { SolverOptions } from '../ode/solver-options.ts';
import { lowerSbml } from '../sbml/lower-sbml.ts';
import { readSbml } from '../sbml/read-sbml.ts';
import type { SbmlModel } from '../sbml/sbml-model.ts';

/** Values by name. */
export type Values = ReadonlyMap<string, number>;

/** A state is steady when, from one look to the next ten times as late, it has changed by less than this of itself. */
const STEADY = 1e-9;
const FIRST_LOOK = 100;
const LAST_LOOK = 1e12;

/** The SBML model of a problem, simulated with conditions put upon it. */
export class PetabModel {
  readonly #model: SbmlModel;
  readonly #compiled: CompiledHybrid;
  readonly #outputs: readonly string[];
  readonly #states: readonly string[];
  readonly #solver: SolverOptions;

  constructor(sbml: string, solver: SolverOptions) {
    this.#model = readSbml(sbml);
    this.#solver = solver;
    const { hybrid, quantities } = lowerSbml(this.#model);
    this.#outputs = [...quantities.keys()];
    this.#states = hybrid.states.map(({ symbol }) => (symbol.kind === 'symbol' ? symbol.name : ''));
    const states = hybrid.states.map(({ symbol }, i) => ({ name: this.#states[i]!, unit: '1', is: symbol }));
    const values = [...quantities.values()].map(({ id, value }) => ({ name: id, unit: '1', is: value }));
    this.#compiled = compileHybrid({ ...hybrid, outputs: [...values, ...states] }, 'generated');
  }

  /** Whether the model has a quantity of this id. */
  has(id: string): boolean {
    return this.#outputs.includes(id);
  }

  /** Every quantity at each of the rising times. `set` are values by id, in the model's own terms; `from` states to begin with. */
  run(times: readonly number[], set: Values, from: Values | null): readonly Values[] {
    const all = times[0] === 0 ? times : [0, ...times];
    const rows = this.#rows(all, set, from);
    return rows
      .slice(all.length - times.length)
      .map((row) => new Map(this.#outputs.map((id, i) => [id, row[i]!] as const)));
  }

  /** The states, by name, when nothing changes any more, and every quantity then. Throws `solver.failed` if that never comes. */
  steady(set: Values, from: Values | null): { readonly states: Values; readonly quantities: Values } {
    let before: Float64Array | null = null;
    for (let time = FIRST_LOOK; time <= LAST_LOOK; time *= 10) {
      const row = this.#rows([0, time], set, from)[1]!;
      const states = row.subarray(this.#outputs.length);
      if (before !== null && near(before, states)) {
        return {
          states: new Map(this.#states.map((name, i) => [name, states[i]!] as const)),
          quantities: new Map(this.#outputs.map((id, i) => [id, row[i]!] as const)),
        };
      }
      before = states;
    }
    throw new TwinwardError('solver.failed', 'the model comes to no steady state', {
      remedy: 'look for oscillation or growth in the condition of preequilibration',
    });
  }

  #rows(times: readonly number[], set: Values, from: Values | null): readonly Float64Array[] {
    const values = Object.fromEntries([...(from ?? []), ...this.#inModelTerms(set)]);
    const { rows } = simulateHybrid(this.#compiled, { times, values, solver: this.#solver });
    const width = this.#compiled.model.outputs.length;
    return times.map((_, i) => rows.subarray(i * width, (i + 1) * width));
  }

  /** Species are set as the model speaks of them but carried as amounts. */
  #inModelTerms(set: Values): readonly (readonly [string, number])[] {
    return [...set].map(([id, value]) => {
      const species = this.#model.species.find((one) => one.id === id);
      if (species === undefined || species.hasOnlySubstanceUnits) return [id, value] as const;
      const size = this.#model.compartments.find((one) => one.id === species.compartment)?.size ?? Number.NaN;
      return [id, value * (set.get(species.compartment) ?? size)] as const;
    });
  }
}

function near(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => Math.abs(value - b[i]!) <= STEADY * Math.max(1e-12, Math.abs(b[i]!)));
}
