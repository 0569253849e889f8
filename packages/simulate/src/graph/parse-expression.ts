import { isUnit, TwinwardError } from '@twinward/contract';
import type { Expression } from './expression.ts';
import type { ExpressionGraph } from './expression-graph.ts';
import { OPERATIONS, type Operation } from './operation.ts';

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?:\s*\{((?:[^{}]|\{[^{}]*\})*)\})?|([\p{L}_][\p{L}\p{N}_]*)|(<=|>=|==|!=|[-+*/^(),<>]))/uy;

/** Brackets, signs and exponents within one another; more is no equation of a paper. */
const DEEPEST = 200;

/** Names that are called: the operations written as functions, `if(c, a, b)` for select, and `ln` for log. */
const FUNCTIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ...(
    [
      'sqrt',
      'exp',
      'expm1',
      'log',
      'tanh',
      'pow',
      'sin',
      'cos',
      'tan',
      'atan',
      'min',
      'max',
      'abs',
      'floor',
      'ceil',
    ] as const
  ).map((name) => [name, name] as const),
  ['ln', 'log'],
  ['if', 'select'],
]);

/**
 * Reads an expression as a paper prints it, into nodes of `graph`: + - * / ^, comparisons < <= > >= == != (1 or 0),
 * sqrt exp expm1 ln log tanh pow sin cos tan atan min max abs floor ceil, and if(condition, then, else). ^ binds tightest and to the right,
 * then the sign, then * /, then + -, then comparisons. `log` is the natural logarithm. A number may have a unit: `6000 {pmol/[iU]}`.
 *
 * Throws `model.invalid`, quoting the text and the position, for anything else: a name not in `names`, a number too large, a part
 * without unknowns that is not a finite number (`1 / 0`), brackets nested more than 200 deep.
 *
 * @example
 * const g = new ExpressionGraph();
 * const names = new Map([['x', g.symbol('state', 'x', 'mg')]]);
 * parseExpression('2 * x^2', g, names) === parseExpression('2 * (x * x)', g, names); // true
 */
export function parseExpression(
  text: string,
  graph: ExpressionGraph,
  names: ReadonlyMap<string, Expression>,
): Expression {
  return new Parser(text, graph, names).whole();
}

class Parser {
  readonly #text: string;
  readonly #graph: ExpressionGraph;
  readonly #names: ReadonlyMap<string, Expression>;
  #at = 0;
  #kind: 'number' | 'name' | 'sign' | 'end' = 'end';
  #token = '';
  #tokenAt = 0;
  #unit: string | undefined;
  #depth = 0;

  constructor(text: string, graph: ExpressionGraph, names: ReadonlyMap<string, Expression>) {
    this.#text = text;
    this.#graph = graph;
    this.#names = names;
    this.#advance();
  }

  whole(): Expression {
    const expression = this.#comparison();
    if (this.#kind !== 'end') this.#fail(`unexpected "${this.#token}"`);
    return expression;
  }

  #comparison(): Expression {
    const left = this.#sum();
    const sign = this.#token;
    const at = this.#tokenAt;
    if (this.#kind !== 'sign') return left;
    switch (sign) {
      case '<':
        return this.#make(at, 'less', left, this.#after(this.#sum));
      case '<=':
        return this.#make(at, 'atMost', left, this.#after(this.#sum));
      case '>':
        return this.#make(at, 'less', this.#after(this.#sum), left);
      case '>=':
        return this.#make(at, 'atMost', this.#after(this.#sum), left);
      case '==':
        return this.#make(at, 'equal', left, this.#after(this.#sum));
      case '!=': {
        const equal = this.#make(at, 'equal', left, this.#after(this.#sum));
        return this.#make(at, 'subtract', this.#graph.constant(1), equal);
      }
      default:
        return left;
    }
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#is('+') || this.#is('-')) {
      const at = this.#tokenAt;
      const operation = this.#token === '+' ? 'add' : 'subtract';
      left = this.#make(at, operation, left, this.#after(this.#product));
    }
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    while (this.#is('*') || this.#is('/')) {
      const at = this.#tokenAt;
      const operation = this.#token === '*' ? 'multiply' : 'divide';
      left = this.#make(at, operation, left, this.#after(this.#signed));
    }
    return left;
  }

  /** Every way into deeper nesting passes here. */
  #signed(): Expression {
    if (this.#depth === DEEPEST) this.#fail(`the expression is nested more than ${DEEPEST} deep`);
    this.#depth += 1;
    const at = this.#tokenAt;
    const expression = this.#is('-')
      ? this.#make(at, 'negate', this.#after(this.#signed))
      : this.#is('+')
        ? this.#after(this.#signed)
        : this.#power();
    this.#depth -= 1;
    return expression;
  }

  #power(): Expression {
    const base = this.#primary();
    if (!this.#is('^')) return base;
    return this.#make(this.#tokenAt, 'pow', base, this.#after(this.#signed));
  }

  #primary(): Expression {
    const token = this.#token;
    if (this.#kind === 'number') {
      const [value, unit] = [Number(token), this.#unit];
      if (!Number.isFinite(value)) this.#fail(`${token} is too large a number`);
      if (unit !== undefined && !isUnit(unit)) this.#fail(`"${unit}" is not a unit known here`);
      this.#advance();
      return this.#graph.constant(value, unit);
    }
    if (this.#kind === 'name') {
      const at = this.#tokenAt;
      this.#advance();
      if (this.#is('(')) return this.#call(token, at);
      const known = this.#names.get(token);
      if (known === undefined) this.#fail(`"${token}" is not declared`, at);
      return known;
    }
    if (this.#is('(')) {
      const inner = this.#after(this.#comparison);
      this.#expect(')');
      return inner;
    }
    this.#fail(this.#kind === 'end' ? 'the expression ends too early' : `unexpected "${token}"`);
  }

  #call(name: string, at: number): Expression {
    const operation = FUNCTIONS.get(name);
    if (operation === undefined) this.#fail(`"${name}" is not a function`, at);
    const operands = [this.#after(this.#comparison)];
    while (this.#is(',')) operands.push(this.#after(this.#comparison));
    this.#expect(')');
    const { arity } = OPERATIONS[operation];
    if (operands.length !== arity) this.#fail(`${name} takes ${arity} arguments, not ${operands.length}`, at);
    return this.#make(at, operation, ...operands);
  }

  /** The node of an operation written at a place. */
  #make(at: number, operation: Operation, ...operands: readonly Expression[]): Expression {
    const node = this.#graph.apply(operation, ...operands);
    if (node.kind === 'constant' && !Number.isFinite(node.value)) {
      this.#fail('this is not a finite number', at);
    }
    return node;
  }

  #after(read: () => Expression): Expression {
    this.#advance();
    return read.call(this);
  }

  #is(sign: string): boolean {
    return this.#kind === 'sign' && this.#token === sign;
  }

  #expect(sign: string): void {
    if (!this.#is(sign)) this.#fail(`"${sign}" is missing`);
    this.#advance();
  }

  #advance(): void {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      this.#tokenAt = this.#at;
      this.#token = this.#text.slice(this.#at).trim().slice(0, 1);
      if (this.#token !== '') this.#fail(`"${this.#token}" cannot be read`);
      this.#kind = 'end';
      return;
    }
    const [whole, digits, unit, name, sign] = match;
    this.#kind = digits !== undefined ? 'number' : name !== undefined ? 'name' : 'sign';
    this.#token = digits ?? name ?? sign!;
    this.#unit = unit;
    this.#at += whole.length;
    this.#tokenAt = this.#at - whole.trimStart().length;
  }

  #fail(why: string, at: number = this.#tokenAt): never {
    const text = this.#text.length > 200 ? `${this.#text.slice(0, 200)}...` : this.#text;
    throw new TwinwardError('model.invalid', `${why} at character ${at + 1} of "${text}"`);
  }
}
