import {
  type Expression,
  ExpressionGraph,
  interpret,
  parseExpression,
  printExpression,
} from '@twinward/simulate';
import { readSbml } from '@twinward/simulate/sbml';
import fc from 'fast-check';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

const PIECES = [
  ...[
    '+',
    '-',
    '*',
    '/',
    '^',
    '(',
    ')',
    ',',
    '<',
    '<=',
    '==',
    '!=',
    ' ',
    '\t',
    '{',
    '}',
    '{mg}',
    '{',
    '.',
    'e',
    'E',
  ],
  ...[
    'x',
    'y',
    't',
    'k1',
    'sqrt(',
    'exp(',
    'pow(',
    'if(',
    'min(',
    'sin(',
    'log(',
    'constructor',
    '__proto__',
    'é',
    '\u0000',
  ],
  ...['0', '1', '2.5', '1e5', '1e999', '.5', '5.', '1e', '007', '1e-400', '٣'],
];

/** Text that is nearly a formula. */
const formulas = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(' ')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Formulas as papers print them, and those of SBML Level 1. */
export const formulaTarget: FuzzTarget = {
  name: 'formula',
  property: fc.property(formulas, (text) => {
    openExpression(text);
    openLevel1(text);
  }),
};

/** What is read and printed is read as the same again. */
function openExpression(text: string): void {
  const graph = new ExpressionGraph();
  const names = new Map<string, Expression>([['t', graph.time('1')]]);
  for (const name of ['x', 'y', 'k1']) names.set(name, graph.symbol('state', name, '1'));
  readOrRefused(() => {
    const read = parseExpression(text, graph, names);
    const out = new Float64Array(1);
    interpret([read])(1, Float64Array.of(1, 2, 3), 0, out, 0, out, 0, out, 0);
    if (parseExpression(printExpression(read), graph, names) !== read) {
      throw new Error(`"${text}" is printed as "${printExpression(read)}", which is something else`);
    }
  }, /"/);
}

function openLevel1(text: string): void {
  const escaped = text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  readOrRefused(() => {
    readSbml(`<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m"><listOfParameters>
      <parameter name="x" value="1"/><parameter name="y" value="1"/><parameter name="k1" value="1"/></listOfParameters><listOfRules>
      <parameterRule name="x" formula="${escaped}"/></listOfRules></model></sbml>`);
  }, /line \d+/);
}
