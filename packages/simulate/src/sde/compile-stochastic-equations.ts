import { TwinwardError } from '@twinward/contract';
import { compileRoutine, type Execution } from '../graph/compile-routine.ts';
import type { RoutineCode } from '../graph/routine.ts';
import type { StochasticEquations } from './stochastic-equations.ts';
import { whyNotCommutative } from './why-not-commutative.ts';

/** Stochastic equations ready to run. */
export interface CompiledStochasticEquations {
  readonly states: readonly string[];
  readonly outputs: readonly string[];
  readonly parameters: number;
  readonly inputs: number;
  readonly processes: readonly string[];
  readonly drift: RoutineCode;
  /** Writes the entries of the diffusion that are not 0, one after another. */
  readonly diffusion: RoutineCode;
  /** Of each entry of the diffusion: the state it moves and the process that moves it, by place. */
  readonly terms: readonly { readonly state: number; readonly process: number }[];
  readonly observe: RoutineCode;
  /** Why methods of a strong order above 1/2 would not have it; null where they do. */
  readonly entangled: string | null;
}

/** Makes stochastic equations run. Throws `model.invalid` for algebraic states, for which there is no method. */
export function compileStochasticEquations(
  equations: StochasticEquations,
  execution: Execution = 'generated',
): CompiledStochasticEquations {
  const { drift, processes, diffusion } = equations;
  const { states, outputs, parameters, inputs, names, algebraic } = drift;
  const held = states.filter((_, i) => algebraic[i] === true);
  if (held.length > 0) {
    throw new TwinwardError(
      'model.invalid',
      `stochastic equations cannot have algebraic states: ${held.join(', ')}`,
      {
        field: held[0]!,
        remedy: 'solve them for the state and define it under where',
      },
    );
  }
  return {
    states,
    outputs,
    parameters: parameters.length,
    inputs: inputs.length,
    processes,
    drift: compileRoutine(drift.derivatives, execution, names),
    diffusion: compileRoutine(
      diffusion.map(({ is }) => is),
      execution,
      names,
    ),
    terms: diffusion.map(({ state, process }) => ({ state, process })),
    observe: compileRoutine(drift.outputExpressions, execution, names),
    entangled: whyNotCommutative(equations),
  };
}
