import { TwinwardError } from '@twinward/contract';
import type { Expression, SymbolRole } from './expression.ts';
import { OPERATIONS, type Operation } from './operation.ts';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const COMMUTES: ReadonlySet<Operation> = new Set(['add', 'multiply', 'equal']);

/**
 * A hash-consed graph of expressions: asking twice for the same expression gives the same node, so common
 * subexpressions are found as they are written. Constants fold as they meet, by the same arithmetic that would run.
 *
 * Simplifies x * 1, x / 1, x - 0, 0 + x, --x, x^1, x^2 = x * x and selection on a constant; nothing that could change a
 * NaN or an infinity, such as x * 0. Throws `model.invalid` for a name that is not a word, or is declared twice.
 *
 * @example
 * const g = new ExpressionGraph();
 * const k = g.symbol('parameter', 'k', '/min');
 * const A = g.symbol('state', 'A', 'mg');
 * const rate = g.apply('negate', g.apply('multiply', k, A)); // dA/dt = -k A
 * g.apply('negate', g.apply('multiply', A, k)) === rate; // true
 */
export class ExpressionGraph {
  readonly #known = new Map<string, Expression>();
  readonly #symbols = new Map<string, Expression>();
  readonly #declared: Record<SymbolRole, number> = {
    state: 0,
    parameter: 0,
    input: 0,
    step: 0,
    factor: 0,
    right: 0,
  };

  /** A number; with a unit where a paper's constant has one. A number with a unit does not fold, so that its unit is kept. */
  constant(value: number, unit = '1'): Expression {
    const text = Object.is(value, -0) ? '-0' : String(value);
    return this.#once(`constant ${text} ${unit}`, (id) => ({ kind: 'constant', id, value, unit }));
  }

  time(unit: string): Expression {
    return this.#once('time', (id) => ({ kind: 'time', id, unit }));
  }

  /** Declares the next symbol of its role; its `index` follows the order of declaration. */
  symbol(role: SymbolRole, name: string, unit: string): Expression {
    if (!NAME.test(name)) {
      throw new TwinwardError('model.invalid', `"${name}" cannot name a ${role}`, {
        field: name,
        remedy: 'use letters, digits and _, starting with a letter',
      });
    }
    if (this.#symbols.has(name)) {
      throw new TwinwardError('model.invalid', `"${name}" is declared twice`, { field: name });
    }
    const index = this.#declared[role]++;
    const symbol = this.#once(`symbol ${name}`, (id) => ({ kind: 'symbol', id, role, name, unit, index }));
    this.#symbols.set(name, symbol);
    return symbol;
  }

  /** The symbol of a name, if it was declared. */
  named(name: string): Expression | undefined {
    return this.#symbols.get(name);
  }

  /** The node of an operation on nodes of this graph. Throws `model.invalid` when their number is wrong. */
  apply(operation: Operation, ...operands: readonly Expression[]): Expression {
    const { arity } = OPERATIONS[operation];
    if (operands.length !== arity) {
      throw new TwinwardError(
        'model.invalid',
        `${operation} takes ${arity} arguments, not ${operands.length}`,
        {
          field: operation,
        },
      );
    }
    const simpler = this.#simplify(operation, operands);
    if (simpler !== undefined) return simpler;
    const ids = operands.map((operand) => operand.id);
    if (COMMUTES.has(operation)) ids.sort((a, b) => a - b);
    return this.#once(`${operation} ${ids.join(' ')}`, (id) => ({
      kind: 'operation',
      id,
      operation,
      operands,
    }));
  }

  #simplify(operation: Operation, operands: readonly Expression[]): Expression | undefined {
    const a = operands[0]!;
    const b = operands[1];
    const values = operands.map((operand) =>
      operand.kind === 'constant' && operand.unit === '1' ? operand.value : undefined,
    );
    if (values.every((value) => value !== undefined)) {
      return this.constant(OPERATIONS[operation].value(values[0]!, values[1]!, values[2]!));
    }
    const [first, second] = values;
    switch (operation) {
      case 'add':
        return first === 0 ? b : second === 0 ? a : undefined;
      case 'subtract':
        return second === 0 ? a : undefined;
      case 'multiply':
        return first === 1 ? b : second === 1 ? a : undefined;
      case 'divide':
        return second === 1 ? a : undefined;
      case 'negate':
        return a.kind === 'operation' && a.operation === 'negate' ? a.operands[0] : undefined;
      case 'pow':
        return second === 1 ? a : second === 2 ? this.apply('multiply', a, a) : undefined;
      case 'select':
        return first === undefined ? undefined : first !== 0 ? b : operands[2];
      default:
        return undefined;
    }
  }

  #once(key: string, make: (id: number) => Expression): Expression {
    let node = this.#known.get(key);
    if (node === undefined) {
      node = make(this.#known.size);
      this.#known.set(key, node);
    }
    return node;
  }
}
