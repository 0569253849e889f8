import { TwinwardError } from '@twinward/contract';
import type { Expression } from './expression.ts';
import { ExpressionGraph } from './expression-graph.ts';

/** The symbols of a system and their units (UCUM), in the order of their arrays. */
export interface DeclaredSymbols<S extends string, P extends string, U extends string> {
  readonly time: string;
  readonly states: Readonly<Record<S, string>>;
  readonly parameters: Readonly<Record<P, string>>;
  readonly inputs: Readonly<Record<U, string>>;
  /** States without a rate of change: what stands for their derivative is held at 0 (index 1: it must determine them). */
  readonly algebraic?: readonly NoInfer<S>[];
}

/** A graph with the symbols declared, and each by its name; `t` is the time. Throws `model.invalid` for a name taken twice. */
export function declareSymbols(declared: DeclaredSymbols<string, string, string>): {
  readonly graph: ExpressionGraph;
  readonly known: Map<string, Expression>;
} {
  const graph = new ExpressionGraph();
  const known = new Map([['t', graph.time(declared.time)]]);
  const declare = (
    role: 'state' | 'parameter' | 'input',
    symbols: Readonly<Record<string, string>>,
  ): void => {
    for (const [name, unit] of Object.entries(symbols)) {
      if (name === 't') {
        throw new TwinwardError('model.invalid', '"t" is the time and cannot be declared', { field: 't' });
      }
      known.set(name, graph.symbol(role, name, unit));
    }
  };
  declare('state', declared.states);
  declare('parameter', declared.parameters);
  declare('input', declared.inputs);
  return { graph, known };
}
