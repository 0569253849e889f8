import { multiplyUnits, spellUnit, TwinwardError } from '@twinward/contract';
import { assembleEquations, type Equations } from './assemble-equations.ts';
import { declareSymbols } from './declare-symbols.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { rewrite } from './rewrite.ts';
import { type SparseExpressions, sparseJacobian } from './sparse-jacobian.ts';
import { knownUnit } from './unit-check.ts';

/**
 * A system together with its forward sensitivities: for every state y_i and every parameter p_k asked for a further state
 * s_ik = dy_i/dp_k, named `dA_dCL`, with ds_ik/dt = sum_j df_i/dy_j s_jk + df_i/dp_k (Dickinson and Gelinas 1976, J. Comput. Phys.
 * 21:123-143, eq. 6), all derivatives symbolic; and for every output its derivative, named alike.
 *
 * The equation of an algebraic state is differentiated alike, so its sensitivities are algebraic states too.
 *
 * States come first as they were, then, parameter by parameter, the sensitivities of all states. Begin those at the derivatives
 * of the initial values: 0 where these do not depend on the parameter. The solver controls their error like any state's. Where
 * the equations switch (`if`, `max`) the derivative is that of the branch taken; a jump of a state at a switch that itself moves
 * with the parameter is not in it.
 *
 * Throws `model.invalid` for a parameter that is not of the system, or asked for twice.
 *
 * @example
 * const decay = equations({
 *   time: 'h', states: { A: 'mg' }, parameters: { k: '/h' }, inputs: {}, where: {},
 *   derivatives: { A: '-k * A' }, outputs: {},
 * });
 * const system = compile(sensitivityEquations(decay, ['k']), 'generated');
 * system.states; // A, dA_dk
 * trajectory(system, { initial: [1, 0], parameters: [0.5], times: [0, 2] }).rows[3]; // -0.73576, which is -2 exp(-1)
 */
export function sensitivityEquations<S extends string, P extends string, U extends string, O extends string>(
  system: Equations<S, P, U, O>,
  of: readonly NoInfer<P>[],
): Equations<string, P, U, string> {
  for (const [i, parameter] of of.entries()) {
    if (system.parameters.includes(parameter) && of.indexOf(parameter) === i) continue;
    const why = system.parameters.includes(parameter)
      ? 'is asked for twice'
      : 'is no parameter of the system';
    throw new TwinwardError('model.invalid', `"${parameter}" ${why}`, { field: parameter });
  }
  const ratio = (above: string, below: string): string =>
    spellUnit(multiplyUnits(knownUnit(above, above, above), knownUnit(below, below, below), -1));
  const units: Readonly<Record<string, string>> = system.units;
  const pick = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, units[name]!]));
  const further = of.flatMap((parameter) =>
    system.states.map((state) => [`d${state}_d${parameter}`, ratio(units[state]!, units[parameter]!)]),
  );
  const declared = {
    time: system.time,
    states: { ...pick(system.states), ...(Object.fromEntries(further) as Record<string, string>) },
    parameters: pick(system.parameters) as Record<P, string>,
    inputs: pick(system.inputs) as Record<U, string>,
    algebraic: system.states
      .filter((_, i) => system.algebraic[i] === true)
      .flatMap((state) => [state, ...of.map((parameter) => `d${state}_d${parameter}`)]),
  };
  const { graph, known } = declareSymbols(declared);
  const { derivatives, outputs, names } = copied(system, graph, known);
  const states = system.states.map((state) => known.get(state)!);
  const parameters = of.map((parameter) => known.get(parameter)!);
  const along = (results: readonly Expression[]): ((row: number, k: number) => Expression) => {
    const byState = sparseJacobian(graph, results, states);
    const byParameter = sparseJacobian(graph, results, parameters);
    return (row, k) => {
      const terms = entriesOf(byParameter, row).filter(([column]) => column === k);
      let sum = terms[0]?.[1] ?? graph.constant(0);
      for (const [j, entry] of entriesOf(byState, row)) {
        const carried = known.get(`d${system.states[j]!}_d${of[k]!}`)!;
        sum = graph.apply('add', sum, graph.apply('multiply', entry, carried));
      }
      return sum;
    };
  };
  const ofDerivative = along(derivatives);
  const ofOutput = along(outputs);
  return assembleEquations(declared, {
    graph,
    where: names,
    derivatives: [...derivatives, ...of.flatMap((_, k) => states.map((_, i) => ofDerivative(i, k)))],
    outputs: [
      ...system.outputs.map((name, i) => ({ name: name as string, unit: units[name]!, is: outputs[i]! })),
      ...of.flatMap((parameter, k) =>
        system.outputs.map((name, i) => ({
          name: `d${name}_d${parameter}`,
          unit: ratio(units[name]!, units[parameter]!),
          is: ofOutput(i, k),
        })),
      ),
    ],
  });
}

/** The expressions of a system in another graph that has its symbols. */
function copied(
  system: Equations,
  graph: ExpressionGraph,
  known: ReadonlyMap<string, Expression>,
): {
  readonly derivatives: readonly Expression[];
  readonly outputs: readonly Expression[];
  readonly names: readonly (readonly [string, Expression])[];
} {
  const symbols = [...system.states, ...system.parameters, ...system.inputs];
  const replaced = new Map(symbols.map((name) => [system.graph.named(name)!, known.get(name)!]));
  const all = [...system.derivatives, ...system.outputExpressions, ...system.names.keys()];
  const written = rewrite(graph, all, replaced);
  return {
    derivatives: system.derivatives.map((node) => written.get(node)!),
    outputs: system.outputExpressions.map((node) => written.get(node)!),
    names: [...system.names].map(([node, name]) => [name, written.get(node)!] as const),
  };
}

function entriesOf(
  { starts, column, entries }: SparseExpressions,
  row: number,
): readonly (readonly [column: number, entry: Expression])[] {
  const [from, to] = [starts[row]!, starts[row + 1]!];
  return column.slice(from, to).map((c, e) => [c, entries[from + e]!] as const);
}
