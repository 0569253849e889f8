import { TwinwardError } from '@twinward/contract';
import { defineElementary } from '../elementary/wasm/define-elementary.ts';
import { elementaryFunctions } from '../generate-wasm/elementary-functions.ts';
import { invariantsOf } from '../generate-wasm/invariants-of.ts';
import type { Equations } from '../graph/assemble-equations.ts';
import { newtonRoutines } from '../graph/newton-routines.ts';
import { sparseJacobian } from '../graph/sparse-jacobian.ts';
import { RODAS4, RODAS5P } from '../ode/rosenbrock-method.ts';
import { ModuleBuilder } from '../wasm/module-builder.ts';
import { type WebAssemblyModule, webAssembly } from '../wasm/web-assembly.ts';
import { type MemoryLayout, memoryLayout } from './memory-layout.ts';
import { ModelWriter } from './model-functions.ts';
import { pivotingImports, writeNewton } from './newton-functions.ts';
import type { StepMethod } from './step-method.ts';
import { writeDormandPrince } from './write-dormand-prince.ts';
import { writeRosenbrock } from './write-rosenbrock.ts';
import { writeStretch } from './write-stretch.ts';

/** How an ensemble is integrated: `explicit` by Dormand-Prince 5(4), `stiff` by Rodas5P, or by RODAS4. */
export type EnsembleMethod = 'explicit' | 'stiff' | 'rodas4';

/** Equations and a method as one compiled module, with the addresses of its memory: all a worker needs to integrate members. */
export interface EnsembleProgram {
  readonly module: WebAssemblyModule;
  readonly layout: MemoryLayout;
  readonly states: readonly string[];
  readonly outputs: readonly string[];
  /** Where the Jacobian is not zero, for implicit methods: the entries of each row, and their columns. */
  readonly pattern: { readonly starts: readonly number[]; readonly column: readonly number[] } | null;
}

/** Straight-line elimination of more states than this would take too long to compile. */
const MOST_STIFF_STATES = 200;
const PROGRAMS = new WeakMap<Equations, Map<EnsembleMethod, EnsembleProgram>>();

/**
 * Equations compiled with an integrator around them: once for as long as they live. Throws `usage` for what ensembles cannot
 * integrate: algebraic states, and stiff systems of more than 200 states.
 */
export function ensembleProgram(equations: Equations, method: EnsembleMethod): EnsembleProgram {
  const known = PROGRAMS.get(equations) ?? new Map<EnsembleMethod, EnsembleProgram>();
  PROGRAMS.set(equations, known);
  const program = known.get(method) ?? build(equations, method);
  known.set(method, program);
  return program;
}

function build(equations: Equations, method: EnsembleMethod): EnsembleProgram {
  const { graph, derivatives, outputExpressions, states, parameters, inputs, outputs } = equations;
  refuse(equations, method);
  const symbols = states.map((state) => graph.named(state)!);
  const implicit =
    method === 'explicit'
      ? null
      : {
          routines: newtonRoutines(graph, symbols, derivatives),
          jacobian: sparseJacobian(graph, derivatives, symbols),
        };
  const all = [
    ...derivatives,
    ...outputExpressions,
    ...(implicit?.routines.factorise.results ?? []),
    ...(implicit?.routines.timeDerivative.results ?? []),
    ...(implicit?.jacobian.entries ?? []),
  ];
  const invariants = invariantsOf(all);
  const module = new ModuleBuilder();
  const pivoting = implicit === null ? null : pivotingImports(module);
  const elementary = elementaryFunctions(module, all, 2);
  const control = { exp: defineElementary(module, 'exp', 1), log: defineElementary(module, 'log', 1) };
  const layout = memoryLayout(
    {
      states: states.length,
      parameters: parameters.length,
      inputs: inputs.length,
      invariants: invariants.length,
      outputs: outputs.length,
      factors: implicit?.routines.fill ?? 0,
      jacobian: implicit?.jacobian.entries.length ?? 0,
    },
    module.constantsEnd,
  );
  module.memory({ pages: (layout.end >>> 16) + 1, exportAs: 'memory' });
  const writer = new ModelWriter(module, layout, elementary, invariants);
  const model = {
    prepare: writer.prepare(),
    rhs: writer.function('rhs', derivatives),
    observe: writer.function('observe', outputExpressions),
  };
  let steps: StepMethod;
  if (implicit === null || pivoting === null) steps = writeDormandPrince(module, layout, model);
  else {
    const { routines, jacobian } = implicit;
    const newton = writeNewton(module, layout, writer, model, routines, jacobian, pivoting);
    steps = writeRosenbrock(module, layout, newton, method === 'rodas4' ? RODAS4 : RODAS5P);
  }
  module.export('stretch', writeStretch(module, layout, model, steps, control));
  module.export('prepare', model.prepare);
  module.export('rhs', model.rhs);
  return {
    module: new (webAssembly().Module)(module.encode()),
    layout,
    states,
    outputs,
    pattern: implicit && { starts: implicit.jacobian.starts, column: implicit.jacobian.column },
  };
}

function refuse({ states, algebraic }: Equations, method: EnsembleMethod): void {
  const held = states.find((_, i) => algebraic[i]);
  if (held !== undefined) {
    throw new TwinwardError('usage', `an ensemble cannot solve for the algebraic state ${held}`, {
      field: held,
      remedy: 'integrate each member by trajectory()',
    });
  }
  if (method !== 'explicit' && states.length > MOST_STIFF_STATES) {
    throw new TwinwardError('usage', `${states.length} states are too many for a stiff ensemble`, {
      field: 'method',
      remedy: `integrate each member by trajectory(), which has no limit; ensembles take ${MOST_STIFF_STATES}`,
    });
  }
}
