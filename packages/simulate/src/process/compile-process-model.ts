import { TwinwardError } from '@twinward/contract';
import { seedFrom } from '../random/seed-from.ts';
import { compileResource } from './compile-resource.ts';
import { compileSource } from './compile-source.ts';
import { ModelTables } from './model-tables.ts';
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
  const resources = Object.entries(model.resources).map(([name, given]) => compileResource(name, given));
  const tables = new ModelTables(resources.map(({ name }) => name));
  const code: number[] = [];
  const stepNames: string[] = [];
  const sources: SourceCode[] = [];
  for (const [name, given] of Object.entries(model.sources)) {
    const { steps } = given.process;
    const compiler = new ProcessCompiler(tables, name, sources.length, code, stepNames);
    const start = compiler.compile(steps);
    sources.push(compileSource(name, given, start, tables));
  }
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
    resources,
    sources,
    attributes: [...tables.attributes.keys()],
    outcomes: [...tables.outcomes.keys()],
    tallies: [...tables.tallies.keys()],
  };
}
