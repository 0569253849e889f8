import { evaluationPlan } from './evaluation-plan.ts';
import type { Expression } from './expression.ts';
import { spellDefinition, spellExpression } from './spell-expression.ts';

const ARRAYS = {
  state: '$y[$yo',
  parameter: '$p[$po',
  input: '$u[$uo',
  step: '$s[0',
  factor: '$f[0',
  right: '$r[0',
} as const;
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let Math new null package private protected public ' +
    'return static super switch this throw true try typeof undefined NaN Infinity var void while with yield'
  ).split(' '),
);

/**
 * The body of a JavaScript function that writes `results[i]` to `$d[$do + i]`, reading time `$t`, state `$y`, parameters
 * `$p` and inputs `$u` at their offsets. Meant to be read: symbols and named definitions keep their names, what is used
 * once is written where it is used. Allocates nothing.
 *
 * Names are checked words (see `ExpressionGraph`), so no text of a model is ever run as code.
 *
 * @example
 * const g = new ExpressionGraph();
 * const twice = g.apply('multiply', g.constant(2), g.symbol('state', 'A', 'mg'));
 * generateJavaScript([twice], new Map()).split('\n')[1]; // $d[$do] = 2 * A;
 */
export function generateJavaScript(
  results: readonly Expression[],
  names: ReadonlyMap<Expression, string>,
): string {
  const plan = evaluationPlan(results, new Set(names.keys()));
  const words = new Map<Expression, string>();
  const taken = new Set<string>();
  const name = (node: Expression, wish: string): string => {
    let word = RESERVED.has(wish) ? `${wish}$` : wish;
    while (taken.has(word)) word += '$';
    taken.add(word);
    words.set(node, word);
    return word;
  };
  const lines: string[] = [];
  for (const leaf of plan.leaves) {
    if (leaf.kind === 'time') words.set(leaf, '$t');
    else lines.push(`const ${name(leaf, leaf.name)} = ${place(ARRAYS[leaf.role], leaf.index)};`);
  }
  for (const node of plan.kept) {
    const code = spellDefinition(node, words);
    lines.push(`const ${name(node, names.get(node) ?? `v${node.id}`)} = ${code};`);
  }
  plan.results.forEach((result, i) => {
    lines.push(`${place('$d[$do', i)} = ${spellExpression(result, words)};`);
  });
  return `${lines.join('\n')}\n`;
}

function place(array: string, index: number): string {
  return index === 0 ? `${array}]` : `${array} + ${index}]`;
}
