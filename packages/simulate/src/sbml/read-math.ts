import type { MathFunction, MathNode } from './math-node.ts';
import { refuseElement, type XmlElement } from './xml-element.ts';

/** Avogadro's number as SBML Level 3 defines its symbol (section 3.4.6). */
const AVOGADRO = 6.02214179e23;
const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['exponentiale', Math.E],
  ['true', 1],
  ['false', 0],
  ['infinity', Number.POSITIVE_INFINITY],
  ['notanumber', Number.NaN],
]);
const SYMBOLS = 'http://www.sbml.org/sbml/symbols/';
/** Numbers of arguments of each distribution; the larger ones truncate (SBML Level 3 distrib Version 1, section 3.3). */
const DISTRIBUTIONS: ReadonlyMap<string, readonly number[]> = new Map([
  ['normal', [2, 4]],
  ['uniform', [2]],
  ['bernoulli', [1]],
  ['binomial', [2, 4]],
  ['cauchy', [1, 2, 4]],
  ['chisquare', [1, 3]],
  ['exponential', [1, 3]],
  ['gamma', [2, 4]],
  ['laplace', [1, 2, 4]],
  ['lognormal', [2, 4]],
  ['poisson', [1, 3]],
  ['rayleigh', [1, 3]],
]);
const QUALIFIERS: ReadonlySet<string> = new Set(['degree', 'logbase']);
/** Least and most operands of each operation, qualifiers not counted. */
const OPERATIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ...operations(0, Number.POSITIVE_INFINITY, 'plus times and or xor'),
  ...operations(1, Number.POSITIVE_INFINITY, 'max min'),
  ...operations(2, Number.POSITIVE_INFINITY, 'eq gt lt geq leq'),
  ...operations(1, 2, 'minus'),
  ...operations(2, 2, 'divide power neq implies quotient rem'),
  ...operations(
    1,
    1,
    'root log ln abs exp floor ceiling factorial not sin cos tan sec csc cot sinh cosh tanh sech csch coth',
  ),
  ...operations(
    1,
    1,
    'arcsin arccos arctan arcsec arccsc arccot arcsinh arccosh arctanh arcsech arccsch arccoth',
  ),
]);
/** Reads what a `math` element holds; null when it holds nothing (which Level 3 Version 2 allows). */
export function readMath(math: XmlElement | undefined): MathNode | null {
  const inner = math?.children[0];
  return inner === undefined ? null : readNode(inner);
}

/** Reads the `lambda` of a function definition; null when it has none. */
export function readLambda(math: XmlElement | undefined): MathFunction | null {
  let lambda = math?.children[0];
  if (lambda?.name === 'semantics') lambda = lambda.children[0];
  if (lambda === undefined) return null;
  if (lambda.name !== 'lambda') refuseElement(lambda, 'is not a lambda');
  const bound = lambda.children.filter(({ name }) => name === 'bvar');
  const body = lambda.children.find(({ name }) => name !== 'bvar');
  if (body === undefined) return null;
  return { parameters: bound.map((bvar) => (bvar.children[0]?.text ?? '').trim()), body: readNode(body) };
}

function readNode(element: XmlElement): MathNode {
  const { name, children } = element;
  switch (name) {
    case 'cn':
      return { kind: 'number', value: readNumber(element) };
    case 'ci':
      return { kind: 'name', name: element.text.trim() };
    case 'csymbol':
      return readSymbol(element);
    case 'semantics':
      return readNode(children[0] ?? refuseElement(element, 'holds nothing'));
    case 'apply':
      return readApply(element);
    case 'piecewise':
      return readPiecewise(element);
    default: {
      const value = CONSTANTS.get(name);
      if (value !== undefined) return { kind: 'number', value };
      refuseElement(element, 'is not a MathML element that SBML allows here');
    }
  }
}

function readApply(element: XmlElement): MathNode {
  const [head, ...rest] = element.children;
  if (head === undefined) refuseElement(element, 'applies nothing');
  const operands = rest.filter(({ name }) => !QUALIFIERS.has(name)).map(readNode);
  const qualifier = rest.find(({ name }) => QUALIFIERS.has(name))?.children[0];
  const first = qualifier === undefined ? null : readNode(qualifier);
  if (head.name === 'ci') return { kind: 'apply', operation: `f:${head.text.trim()}`, operands };
  if (head.name === 'csymbol') {
    const url = head.attributes.get('definitionURL')?.trim() ?? '';
    const symbol = url.startsWith(SYMBOLS) ? url.slice(SYMBOLS.length) : '';
    if (symbol === 'delay' || symbol === 'rateOf') {
      const wanted = symbol === 'delay' ? 2 : 1;
      if (operands.length !== wanted) refuseElement(head, `is given ${operands.length} operands`);
      return { kind: 'apply', operation: symbol, operands };
    }
    const drawn = symbol.startsWith('distrib/') ? symbol.slice('distrib/'.length) : '';
    const counts = DISTRIBUTIONS.get(drawn) ?? refuseElement(head, `"${url}" is not a function known here`);
    if (!counts.includes(operands.length)) {
      refuseElement(head, `gives ${operands.length} arguments to the distribution "${drawn}"`);
    }
    return { kind: 'apply', operation: `distrib:${drawn}`, operands };
  }
  const counts = OPERATIONS.get(head.name) ?? refuseElement(head, 'is not an operation known here');
  if (operands.length < counts[0] || operands.length > counts[1]) {
    refuseElement(head, `is given ${operands.length} operands`);
  }
  if (head.name === 'root') {
    return {
      kind: 'apply',
      operation: 'root',
      operands: [first ?? { kind: 'number', value: 2 }, ...operands],
    };
  }
  if (head.name === 'log') {
    return {
      kind: 'apply',
      operation: 'log',
      operands: [first ?? { kind: 'number', value: 10 }, ...operands],
    };
  }
  return { kind: 'apply', operation: head.name, operands };
}

function readPiecewise(element: XmlElement): MathNode {
  const pieces = element.children
    .filter(({ name }) => name === 'piece')
    .map((piece) => {
      const [value, when] = piece.children;
      if (value === undefined || when === undefined) refuseElement(piece, 'needs a value and a condition');
      return { value: readNode(value), when: readNode(when) };
    });
  const otherwise = element.children.find(({ name }) => name === 'otherwise')?.children[0];
  return { kind: 'piecewise', pieces, otherwise: otherwise === undefined ? null : readNode(otherwise) };
}

function operations(
  least: number,
  most: number,
  names: string,
): readonly (readonly [string, readonly [number, number]])[] {
  return names.split(' ').map((name) => [name, [least, most]] as const);
}

function readSymbol(element: XmlElement): MathNode {
  const url = element.attributes.get('definitionURL')?.trim() ?? '';
  if (url === `${SYMBOLS}time`) return { kind: 'time' };
  if (url === `${SYMBOLS}avogadro`) return { kind: 'number', value: AVOGADRO };
  refuseElement(element, `"${url}" is not a symbol known here`);
}

function readNumber(element: XmlElement): number {
  const type = element.attributes.get('type') ?? 'real';
  const parts = element.text.trim().split(/\s+/);
  if (type === 'rational' || type === 'e-notation') {
    if (parts.length !== 2) refuseElement(element, 'needs two numbers parted by sep');
    const [a, b] = parts.map(Number);
    return type === 'rational' ? a! / b! : Number(`${parts[0]}e${parts[1]}`);
  }
  const text = parts.join('');
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) refuseElement(element, `"${text.slice(0, 30)}" is not a number`);
  return value;
}
