import { TwinwardError } from '@twinward/contract';
import { assembleEquations, type Equations } from './assemble-equations.ts';
import { type DeclaredSymbols, declareSymbols } from './declare-symbols.ts';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { parseExpression } from './parse-expression.ts';

/** Reads an equation from a template whose holes are quantities or numbers: `` is`${dose} - ${CL} * ${C}` ``. */
export type EquationTemplate = (
  text: TemplateStringsArray,
  ...holes: readonly (Expression | number)[]
) => Expression;

/** What a system says of its symbols. */
export interface EquationParts<S extends string, O extends string> {
  /** Auxiliary quantities whose names generated code and errors should bear. */
  readonly where?: Readonly<Record<string, Expression>>;
  /** d(state)/dt, one for every state; for an algebraic state what is 0. */
  readonly derivatives: Readonly<Record<S, Expression>>;
  readonly outputs: Readonly<Record<O, { readonly unit: string; readonly is: Expression }>>;
}

/**
 * Writes a system of ordinary differential equations in TypeScript: every symbol is a typed value, so that the editor knows it, a
 * misspelt one does not compile, and systems of many alike equations can be written by loops. The text of a template is as for
 * `parseExpression`; `t` is the time. Units are checked, and errors thrown, as by `equations`.
 *
 * @example
 * const elimination = defineEquations(
 *   { time: 'h', states: { A: 'mg' }, parameters: { CL: 'L/h', V: 'L' }, inputs: { dose: 'mg/h' } },
 *   ({ A, CL, V, dose }, is) => {
 *     const C = is`${A} / ${V}`;
 *     return { derivatives: { A: is`${dose} - ${CL} * ${C}` }, outputs: { C: { unit: 'mg/L', is: C } } };
 *   },
 * );
 * generateJavaScript(elimination.outputExpressions, elimination.names).split('\n')[2]; // $d[$do] = A / V;
 */
export function defineEquations<
  const S extends string,
  const P extends string,
  const U extends string,
  const O extends string,
>(
  declared: DeclaredSymbols<S, P, U>,
  write: (
    symbols: Readonly<Record<NoInfer<S | P | U>, Expression>>,
    is: EquationTemplate,
  ) => EquationParts<NoInfer<S>, O>,
): Equations<S, P, U, O> {
  const { graph, known } = declareSymbols(declared);
  const { t, ...symbols } = Object.fromEntries(known) as Record<S | P | U | 't', Expression>;
  const parts = write(symbols as Record<S | P | U, Expression>, templateOf(graph, t));
  const outputs = Object.entries(parts.outputs) as [O, { unit: string; is: Expression }][];
  return assembleEquations(declared, {
    graph,
    where: Object.entries(parts.where ?? {}),
    derivatives: (Object.keys(declared.states) as S[]).map((state) => {
      const derivative: Expression | undefined = parts.derivatives[state];
      if (derivative !== undefined) return derivative;
      throw new TwinwardError('model.invalid', `d${state}/dt has no equation`, { field: state });
    }),
    outputs: outputs.map(([name, output]) => ({ name, ...output })),
  });
}

/** Holes become words that stand for their nodes: a symbol its name, anything else one of its own. */
function templateOf(graph: ExpressionGraph, time: Expression): EquationTemplate {
  return (text, ...holes) => {
    const names = new Map([['t', time]]);
    let written = text[0]!;
    holes.forEach((hole, i) => {
      const after = text[i + 1]!;
      const word = wordFor(hole, names, graph);
      written += `${/[\p{L}\p{N}_.]$/u.test(written) ? ' ' : ''}${word}${/^[\p{L}\p{N}_.]/u.test(after) ? ' ' : ''}${after}`;
    });
    return parseExpression(written, graph, names);
  };
}

function wordFor(hole: Expression | number, names: Map<string, Expression>, graph: ExpressionGraph): string {
  if (typeof hole === 'number') return hole < 0 ? `(${hole})` : String(hole);
  let word = hole.kind === 'symbol' ? hole.name : `e${hole.id}`;
  while (hole.kind !== 'symbol' && graph.named(word) !== undefined) word += '_';
  names.set(word, hole);
  return word;
}
