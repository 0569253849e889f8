import { type DerivativeCache, differentiate } from './differentiate.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';

/** A matrix of expressions that keeps only what is not zero everywhere; row by row, columns rising. */
export interface SparseExpressions {
  readonly rows: number;
  readonly columns: number;
  /** Entries of row i are those from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: readonly number[];
  readonly column: readonly number[];
  readonly entries: readonly Expression[];
}

/** The derivatives of some expressions (rows) with respect to some symbols (columns). */
export function sparseJacobian(
  graph: ExpressionGraph,
  results: readonly Expression[],
  symbols: readonly Expression[],
): SparseExpressions {
  const caches = symbols.map((): DerivativeCache => new Map());
  const places = new Map(symbols.map((symbol, index) => [symbol, index]));
  const starts = [0];
  const column: number[] = [];
  const entries: Expression[] = [];
  for (const result of results) {
    for (const index of symbolsUnder(result, places)) {
      const entry = differentiate(graph, result, symbols[index]!, caches[index]!);
      if (entry === null || (entry.kind === 'constant' && entry.value === 0)) continue;
      column.push(index);
      entries.push(entry);
    }
    starts.push(entries.length);
  }
  return { rows: results.length, columns: symbols.length, starts, column, entries };
}

/** Which of the symbols an expression mentions, by rising place. */
function symbolsUnder(result: Expression, places: ReadonlyMap<Expression, number>): readonly number[] {
  const seen = new Set<Expression>([result]);
  const found: number[] = [];
  for (const node of seen) {
    const place = places.get(node);
    if (place !== undefined) found.push(place);
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return found.sort((a, b) => a - b);
}
