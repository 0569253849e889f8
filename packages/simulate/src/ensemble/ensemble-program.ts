import { ElementaryImports } from '../generate-wasm/elementary-functions.ts';
import { invariantsOf } from '../generate-wasm/invariants-of.ts';
import type { Equations } from '../graph/assemble-equations.ts';
import { ModuleBuilder } from '../wasm/module-builder.ts';
import { type WebAssemblyModule, webAssembly } from '../wasm/web-assembly.ts';
import { type MemoryLayout, memoryLayout } from './memory-layout.ts';
import { ModelWriter } from './model-functions.ts';
import { writeDormandPrince } from './write-dormand-prince.ts';
import { writeStretch } from './write-stretch.ts';

/** Equations and a method as one compiled module, with the addresses of its memory: all a worker needs to integrate members. */
export interface EnsembleProgram {
  readonly module: WebAssemblyModule;
  readonly layout: MemoryLayout;
  readonly states: readonly string[];
  readonly outputs: readonly string[];
}

const PROGRAMS = new WeakMap<Equations, EnsembleProgram>();

/** Equations compiled with an integrator around them: once for as long as they live. */
export function ensembleProgram(equations: Equations): EnsembleProgram {
  const known = PROGRAMS.get(equations) ?? build(equations);
  PROGRAMS.set(equations, known);
  return known;
}

function build(equations: Equations): EnsembleProgram {
  const { derivatives, outputExpressions } = equations;
  const invariants = invariantsOf([...derivatives, ...outputExpressions]);
  const module = new ModuleBuilder();
  const imports = new ElementaryImports(module, [...derivatives, ...outputExpressions], ['exp', 'log']);
  const scalar = imports.functions(1);
  const control = { exp: scalar.get('exp')!, log: scalar.get('log')! };
  const layout = memoryLayout(
    {
      states: equations.states.length,
      parameters: equations.parameters.length,
      inputs: equations.inputs.length,
      invariants: invariants.length,
      outputs: outputExpressions.length,
      factors: 0,
    },
    module.constantsEnd,
  );
  module.memory({ pages: (layout.end >>> 16) + 1, exportAs: 'memory' });
  const writer = new ModelWriter(module, layout, imports.functions(2), invariants);
  const model = {
    prepare: writer.prepare(),
    rhs: writer.function('rhs', derivatives),
    observe: writer.function('observe', outputExpressions),
  };
  const method = writeDormandPrince(module, layout, model);
  const stretch = writeStretch(module, layout, model, method, control);
  module.export('stretch', stretch);
  module.export('start', method.start);
  module.export('prepare', model.prepare);
  module.export('rhs', model.rhs);
  return {
    module: new (webAssembly().Module)(module.encode()),
    layout,
    states: equations.states,
    outputs: equations.outputs,
  };
}
