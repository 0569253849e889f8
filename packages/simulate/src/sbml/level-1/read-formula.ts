import type { MathNode } from '../math-node.ts';

/** Functions of Level 1 with one argument, as the operations of MathML they are. */
const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['abs', 'abs'],
  ['acos', 'arccos'],
  ['asin', 'arcsin'],
  ['atan', 'arctan'],
  ['ceil', 'ceiling'],
  ['cos', 'cos'],
  ['exp', 'exp'],
  ['floor', 'floor'],
  ['log', 'ln'],
  ['sin', 'sin'],
  ['tan', 'tan'],
]);
/** Rate laws that Level 1 names without saying them in its formulas; few tools ever knew them, and they differ in their arguments. */
const RATE_LAWS: ReadonlySet<string> = new Set(
  (
    'mass massi massr uui uur uuhr isouur hilli hillr hillmr hillmmr usii usir uai uar ualii ucii ucir ucti uctr unii unir ' +
    'uuci uucr umi umr umai umar uhmi uhmr ordubr ordbur ordbbr ppbr'
  ).split(' '),
);
const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|([-+*/^(),]))/y;
const DEEPEST = 200;
const MOST_FACTORS = 500;

/**
 * Reads a formula of SBML Level 1 (Version 2, section 3.5). `log` is the natural logarithm. What tools have read in two ways
 * is refused: -a^b and a^b^c want brackets. So are rate laws that Level 1 only names, as `uui`. `refuse` says what is wrong.
 */
export function readFormula(text: string, refuse: (why: string) => never): MathNode {
  const tokens = tokensOf(text, refuse);
  let at = 0;
  let depth = 0;
  const is = (token: string): boolean => tokens[at]?.text === token;
  const expect = (token: string): void => {
    if (!is(token))
      refuse(`has "${tokens[at]?.text ?? 'its end'}" in its formula where "${token}" should be`);
    at += 1;
  };
  const apply = (operation: string, ...operands: MathNode[]): MathNode => ({
    kind: 'apply',
    operation,
    operands,
  });
  const sum = (): MathNode => {
    if (++depth > DEEPEST) refuse(`has a formula that nests deeper than ${DEEPEST}`);
    // one operation for all terms, so that long sums do not nest
    const terms = [product()];
    while (is('+') || is('-')) {
      const negative = tokens[at++]!.text === '-';
      terms.push(negative ? apply('minus', product()) : product());
    }
    depth -= 1;
    return terms.length === 1 ? terms[0]! : apply('plus', ...terms);
  };
  const product = (): MathNode => {
    let left = signed();
    for (let factors = 1; is('*') || is('/'); factors++) {
      if (factors > MOST_FACTORS) refuse(`has a product of more than ${MOST_FACTORS} factors in its formula`);
      left = apply(tokens[at++]!.text === '*' ? 'times' : 'divide', left, signed());
    }
    return left;
  };
  const signed = (): MathNode => {
    if (!is('-') && !is('+')) return power();
    const negative = is('-');
    at += 1;
    if (is('-') || is('+')) refuse('has two signs side by side in its formula, which want brackets');
    const of = primary();
    if (is('^')) refuse('has the power of a negative in its formula: say which with brackets');
    return negative ? apply('minus', of) : of;
  };
  const power = (): MathNode => {
    const base = primary();
    if (!is('^')) return base;
    at += 1;
    const exponent = is('-') || is('+') ? signed() : primary();
    if (is('^')) refuse('has a power of a power in its formula: say which with brackets');
    return apply('power', base, exponent);
  };
  const primary = (): MathNode => {
    const token = tokens[at];
    at += 1;
    if (token?.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token?.text === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (token?.kind !== 'name')
      return refuse(`has "${token?.text ?? 'its end'}" in its formula out of place`);
    return is('(') ? call(token.text) : { kind: 'name', name: token.text };
  };
  const call = (name: string): MathNode => {
    expect('(');
    const operands = is(')') ? [] : [sum()];
    while (is(',')) {
      at += 1;
      operands.push(sum());
    }
    expect(')');
    if (RATE_LAWS.has(name)) refuse(`uses the rate law "${name}" of Level 1: write its formula out`);
    const [x, y] = operands;
    const wanted = name === 'pow' ? 2 : 1;
    if (operands.length !== wanted) refuse(`gives ${operands.length} arguments to "${name}" in its formula`);
    if (name === 'pow') return apply('power', x!, y!);
    if (name === 'sqr') return apply('power', x!, { kind: 'number', value: 2 });
    if (name === 'sqrt') return apply('root', { kind: 'number', value: 2 }, x!);
    if (name === 'log10') return apply('log', { kind: 'number', value: 10 }, x!);
    return apply(FUNCTIONS.get(name) ?? refuse(`calls "${name}" in its formula, which is no function`), x!);
  };
  const whole = sum();
  if (at < tokens.length) refuse(`has "${tokens[at]!.text}" in its formula out of place`);
  return whole;
}

interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(text: string, refuse: (why: string) => never): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null)
      refuse(`has "${text.slice(from, from + 20).trim()}" in its formula, which is not known`);
    const [, number, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign! });
  }
  return tokens;
}
