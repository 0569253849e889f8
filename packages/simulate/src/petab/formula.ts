import { compileRoutine } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import { ExpressionGraph } from '../graph/expression-graph.ts';
import { parseExpression } from '../graph/parse-expression.ts';
import type { RoutineCode } from '../graph/routine.ts';

const WORD = /[A-Za-z_]\w*(?!\w*\s*\()/g;
const NOTHING = new Float64Array(0);

/** A formula of a PEtab table, evaluated for given values of its names. */
export interface Formula {
  /** `ask` is asked for every name of the formula but `time`. */
  evaluate(time: number, ask: (name: string) => number): number;
}

/** Reads a formula of an observable or noise column. Throws `model.invalid`, quoting it, for what cannot be read. */
export function readFormula(text: string): Formula {
  const graph = new ExpressionGraph();
  const names = new Map<string, Expression>([['time', graph.time('1')]]);
  const used: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (names.has(word)) continue;
    names.set(word, graph.symbol('parameter', word, '1'));
    used.push(word);
  }
  const expression = parseExpression(text.replaceAll('**', '^'), graph, names);
  const code: RoutineCode = compileRoutine([expression], 'interpreted');
  const [values, out] = [new Float64Array(used.length), new Float64Array(1)];
  return {
    evaluate(time, ask) {
      used.forEach((name, i) => {
        values[i] = ask(name);
      });
      code(time, NOTHING, 0, values, 0, NOTHING, 0, out, 0);
      return out[0]!;
    },
  };
}
