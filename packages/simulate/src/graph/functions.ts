import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';

/** A function of expressions that is a composition of the graph's own operations. */
export type ComposedFunction = (graph: ExpressionGraph, ...operands: readonly Expression[]) => Expression;

type One = (g: ExpressionGraph, x: Expression) => Expression;
type Two = (g: ExpressionGraph, a: Expression, b: Expression) => Expression;

const number = (g: ExpressionGraph, value: number): Expression => g.constant(value);
const one = (g: ExpressionGraph): Expression => g.constant(1);
const add: Two = (g, a, b) => g.apply('add', a, b);
const subtract: Two = (g, a, b) => g.apply('subtract', a, b);
const multiply: Two = (g, a, b) => g.apply('multiply', a, b);
const divide: Two = (g, a, b) => g.apply('divide', a, b);
const square: One = (g, x) => multiply(g, x, x);
const sqrt: One = (g, x) => g.apply('sqrt', x);
const log: One = (g, x) => g.apply('log', x);
const exp: One = (g, x) => g.apply('exp', x);
const inverse: One = (g, x) => divide(g, one(g), x);
const ofInverse =
  (f: One): One =>
  (g, x) =>
    f(g, inverse(g, x));
const reciprocal =
  (f: One): One =>
  (g, x) =>
    inverse(g, f(g, x));

const sinh: One = (g, x) => {
  const e = g.apply('expm1', x);
  return divide(g, add(g, e, divide(g, e, add(g, e, one(g)))), number(g, 2));
};
const cosh: One = (g, x) => divide(g, add(g, exp(g, x), exp(g, g.apply('negate', x))), number(g, 2));
const tanh: One = (g, x) => g.apply('tanh', x);
const arcsin: One = (g, x) => g.apply('atan', divide(g, x, sqrt(g, subtract(g, one(g), square(g, x)))));
const arccos: One = (g, x) => subtract(g, number(g, Math.PI / 2), arcsin(g, x));
const arctan: One = (g, x) => g.apply('atan', x);
const arcsinh: One = (g, x) => {
  const size = g.apply('abs', x);
  const grown = log(g, add(g, size, sqrt(g, add(g, square(g, x), one(g)))));
  return g.apply('select', g.apply('less', x, number(g, 0)), g.apply('negate', grown), grown);
};
const arccosh: One = (g, x) => log(g, add(g, x, sqrt(g, subtract(g, square(g, x), one(g)))));
const arctanh: One = (g, x) =>
  divide(g, log(g, divide(g, add(g, one(g), x), subtract(g, one(g), x))), number(g, 2));
const truth: One = (g, x) => g.apply('select', x, one(g), number(g, 0));
const not: One = (g, x) => g.apply('select', x, number(g, 0), one(g));
const truncated: One = (g, x) =>
  g.apply('select', g.apply('less', x, number(g, 0)), g.apply('ceil', x), g.apply('floor', x));

/** Coefficients of Lanczos' approximation with g = 7 (Godfrey 2001), good to 1e-14. */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** x! = Gamma(x + 1). */
const factorial: One = (g, x) => {
  let series = number(g, 0.9999999999998099);
  LANCZOS.forEach((weight, i) => {
    series = add(g, series, divide(g, number(g, weight), add(g, x, number(g, i + 1))));
  });
  const t = add(g, x, number(g, 7.5));
  const power = g.apply('pow', t, add(g, x, number(g, 0.5)));
  const value = multiply(g, number(g, 2.5066282746310002), multiply(g, power, exp(g, g.apply('negate', t))));
  const whole = g.apply('floor', add(g, multiply(g, value, series), number(g, 0.5)));
  const exact = g.apply('less', x, number(g, 19));
  const isWhole = g.apply('equal', x, g.apply('floor', x));
  return g.apply('select', multiply(g, exact, isWhole), whole, multiply(g, value, series));
};

const chain =
  (compare: Two): ComposedFunction =>
  (g, ...operands) => {
    if (operands.length === 2) return compare(g, operands[0]!, operands[1]!);
    const pairs = operands.slice(1).map((operand, i) => compare(g, operands[i]!, operand));
    return pairs.reduce((all, pair) => multiply(g, all, pair), one(g));
  };

const most =
  (operation: 'max' | 'min'): ComposedFunction =>
  (g, first, ...rest) =>
    rest.reduce((best, operand) => g.apply(operation, best, operand), first ?? number(g, Number.NaN));

/**
 * Functions that are compositions of the graph's operations, by the names MathML gives them. Logical functions take any number but
 * 0 for true; `log` takes its base first, `root` its degree. Domain errors give NaN, as the operations do.
 */
export const COMPOSED: Readonly<Record<string, ComposedFunction>> = {
  sec: reciprocal((g, x) => g.apply('cos', x)) as ComposedFunction,
  csc: reciprocal((g, x) => g.apply('sin', x)) as ComposedFunction,
  cot: reciprocal((g, x) => g.apply('tan', x)) as ComposedFunction,
  sinh: sinh as ComposedFunction,
  cosh: cosh as ComposedFunction,
  sech: reciprocal(cosh) as ComposedFunction,
  csch: reciprocal(sinh) as ComposedFunction,
  coth: reciprocal(tanh) as ComposedFunction,
  arcsin: arcsin as ComposedFunction,
  arccos: arccos as ComposedFunction,
  arctan: arctan as ComposedFunction,
  arcsec: ofInverse(arccos) as ComposedFunction,
  arccsc: ofInverse(arcsin) as ComposedFunction,
  arccot: ofInverse(arctan) as ComposedFunction,
  arcsinh: arcsinh as ComposedFunction,
  arccosh: arccosh as ComposedFunction,
  arctanh: arctanh as ComposedFunction,
  arcsech: ofInverse(arccosh) as ComposedFunction,
  arccsch: ofInverse(arcsinh) as ComposedFunction,
  arccoth: ofInverse(arctanh) as ComposedFunction,
  factorial: factorial as ComposedFunction,
  ln: log as ComposedFunction,
  log: (g, base, x) => divide(g, log(g, x!), log(g, base!)),
  root: (g, degree, x) =>
    degree!.kind === 'constant' && degree!.value === 2
      ? sqrt(g, x!)
      : g.apply('pow', x!, inverse(g, degree!)),
  ceiling: (g, x) => g.apply('ceil', x!),
  power: (g, a, b) => g.apply('pow', a!, b!),
  plus: (g, ...operands) => operands.reduce((sum, x) => add(g, sum, x), number(g, 0)),
  times: (g, ...operands) => operands.reduce((all, x) => multiply(g, all, x), one(g)),
  minus: (g, a, b) => (b === undefined ? g.apply('negate', a!) : subtract(g, a!, b)),
  divide: (g, a, b) => divide(g, a!, b!),
  max: most('max'),
  min: most('min'),
  quotient: (g, a, b) => truncated(g, divide(g, a!, b!)),
  rem: (g, a, b) => subtract(g, a!, multiply(g, b!, truncated(g, divide(g, a!, b!)))),
  and: (g, ...operands) => operands.reduce((all, x) => multiply(g, all, truth(g, x)), one(g)),
  or: (g, ...operands) => operands.reduce((any, x) => g.apply('max', any, truth(g, x)), number(g, 0)),
  xor: (g, ...operands) =>
    operands.reduce((odd, x) => not(g, g.apply('equal', odd, truth(g, x))), number(g, 0)),
  not: not as ComposedFunction,
  implies: (g, a, b) => g.apply('max', not(g, a!), truth(g, b!)),
  eq: chain((g, a, b) => g.apply('equal', a, b)),
  neq: (g, a, b) => not(g, g.apply('equal', a!, b!)),
  lt: chain((g, a, b) => g.apply('less', a, b)),
  gt: chain((g, a, b) => g.apply('less', b, a)),
  leq: chain((g, a, b) => g.apply('atMost', a, b)),
  geq: chain((g, a, b) => g.apply('atMost', b, a)),
};
