import type { MathFunction, MathNode } from './math-node.ts';
import { refuseElement, type XmlElement } from './xml-element.ts';

/** Avogadro's number as SBML Level 3 defines its symbol (section 3.4.6). */
const AVOGADRO = 6.02214179e23;
const CONSTANTS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  exponentiale: Math.E,
  true: 1,
  false: 0,
  infinity: Number.POSITIVE_INFINITY,
  notanumber: Number.NaN,
};
const SYMBOLS = 'http://www.sbml.org/sbml/symbols/';
const QUALIFIERS: ReadonlySet<string> = new Set(['degree', 'logbase']);
const OPERATIONS: ReadonlySet<string> = new Set(
  (
    'plus minus times divide power root abs exp ln log floor ceiling factorial sin cos tan sec csc cot sinh cosh tanh ' +
    'sech csch coth arcsin arccos arctan arcsec arccsc arccot arcsinh arccosh arctanh arcsech arccsch arccoth and or xor ' +
    'not implies eq neq gt lt geq leq max min quotient rem'
  ).split(' '),
);

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
      const value = CONSTANTS[name];
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
    if (symbol === 'delay' || symbol === 'rateOf') return { kind: 'apply', operation: symbol, operands };
    refuseElement(head, `"${url}" is not a function known here`);
  }
  if (!OPERATIONS.has(head.name)) refuseElement(head, 'is not an operation known here');
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
