import { TwinwardError } from '@twinward/contract';
import { seedFrom } from '../random/seed-from.ts';
import { compileResource } from './compile-resource.ts';
import { compileSource } from './compile-source.ts';
import { ModelTables } from './model-tables.ts';
import type { Process } from './process-builder.ts';
import { ProcessCompiler } from './process-compiler.ts';
import type { ProcessModel } from './process-model.ts';
import type { ProcessProgram, SourceCode } from './process-program.ts';

/** The outcome of entities that are taken out from outside. */
export const DISMISSED = 'dismissed';

/**
 * Compiles a model to instructions. Throws `model.invalid`, naming source and step, for a resource, attribute or label that is
 * not there, for units, probabilities, capacities or parameters out of range, and for two steps of one name in a source.
 */
export function compileProcessModel(model: ProcessModel): ProcessProgram {
  const known = PROGRAMS.get(model);
  if (known !== undefined) return known;
  const program = compiled(model);
  PROGRAMS.set(model, program);
  return program;
}

/** Programs of models, which are plain data that nobody changes: replications of one share it. */
const PROGRAMS: WeakMap<ProcessModel, ProcessProgram> = new WeakMap();

function compiled(model: ProcessModel): ProcessProgram {
  const tables = new ModelTables(Object.keys(model.resources));
  const resources = Object.entries(model.resources).map(([name, given]) =>
    compileResource(name, given, tables),
  );
  const code: number[] = [];
  const stepNames: string[] = [];
  const sources: SourceCode[] = [];
  for (const [name, given] of Object.entries(model.sources)) {
    const { steps } = given.process;
    const compiler = new ProcessCompiler(tables, name, sources.length, code, stepNames);
    const start = compiler.compile(steps);
    sources.push(compileSource(name, given, start, tables));
  }
  compileOffspring(tables, sources, code, stepNames);
  if (sources.length === 0) {
    throw new TwinwardError('model.invalid', 'a model without sources does nothing', {
      field: 'sources',
      remedy: 'declare where entities come from',
    });
  }
  tables.numbered(tables.outcomes, DISMISSED);
  tables.finish();
  return {
    fingerprint: seedFrom('process model', JSON.stringify(model)),
    code: Int32Array.from(code),
    stepNames,
    quantities: tables.quantityTable(),
    requests: tables.requestTable(),
    conditions: tables.conditions,
    choices: tables.choices,
    gatherings: tables.gatherings,
    splits: tables.splits,
    shortest: tables.shortest,
    gates: tables.gates,
    signals: [...tables.signals.keys()],
    resources,
    sources,
    attributes: [...tables.attributes.keys()],
    outcomes: [...tables.outcomes.keys()],
    tallies: [...tables.tallies.keys()],
  };
}

/** Those that split off are sources of their own, of which nobody comes by himself. */
function compileOffspring(
  tables: ModelTables,
  sources: SourceCode[],
  code: number[],
  stepNames: string[],
): void {
  for (let i = 0; i < tables.offspring.length; i++) {
    const { name, steps, split } = tables.offspring[i]!;
    const index = sources.length;
    const start = new ProcessCompiler(tables, name, index, code, stepNames).compile(steps);
    sources.push(compileSource(name, { at: [], process: { steps } as Process }, start, tables));
    tables.splits[split] = { ...tables.splits[split]!, source: index };
  }
}
