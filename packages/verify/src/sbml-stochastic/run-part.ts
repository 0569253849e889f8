import {
  type Expression,
  type ExpressionGraph,
  runStochasticPart,
  type StochasticMethod,
  type StochasticPart,
  type StochasticRange,
} from '@twinward/simulate';
import { reactionNetworkOf, readSbml } from '@twinward/simulate/sbml';
import { caseOutput } from '../sbml/case-output.ts';
import type { StochasticCase } from './stochastic-case.ts';

/** Some runs of one variant of a case. Plain enough for a worker. */
export interface PartRequest {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expects: StochasticCase;
  readonly seed: string;
  readonly method: StochasticMethod;
  readonly range: StochasticRange;
}

/** What they gave: moments, and [times x variables] how many runs lay below and above the expected value. */
export interface PartResult {
  readonly part: StochasticPart;
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Makes the runs of a part. Throws as `readSbml`, `reactionNetworkOf` and `runStochasticPart`. */
export function runPart({ text, files, expects, seed, method, range }: PartRequest): PartResult {
  const { rest, reactions, quantities } = reactionNetworkOf(readSbml(text, new Map(Object.entries(files))));
  const settings = { amount: new Set(expects.amount), concentration: new Set(expects.concentration) };
  const outputs = expects.variables.map(({ name, id, logarithm }) => {
    const value = caseOutput(quantities, id, settings);
    return { name, unit: '1', is: logarithm ? logarithmOf(rest.graph, value) : value };
  });
  const below = new Float64Array(expects.means.length);
  const above = new Float64Array(expects.means.length);
  const observe = (_: number, rows: Float64Array): void => {
    for (let i = 0; i < rows.length; i++) {
      if (rows[i]! < expects.means[i]!) below[i]! += 1;
      else if (rows[i]! > expects.means[i]!) above[i]! += 1;
    }
  };
  const network = { reactions, rest: { ...rest, outputs } };
  const part = runStochasticPart(network, { times: expects.times, seed, method, observe }, range);
  return { part, below, above };
}

/** The tables of the suite write 0 for the logarithm of the 0 that a quantity is before it is first drawn. */
function logarithmOf(graph: ExpressionGraph, value: Expression): Expression {
  const positive = graph.apply('less', graph.constant(0), value);
  return graph.apply('select', positive, graph.apply('log', value), graph.constant(0));
}
