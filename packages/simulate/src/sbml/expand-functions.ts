import { TwinwardError } from '@twinward/contract';
import type { MathFunction, MathNode } from './math-node.ts';

/** Nodes that writing out all calls may take: no model comes near, and functions that call others twice each grow without end. */
const MOST_NODES = 2_000_000;
const DEEPEST = 2_000;

/**
 * Writes out the calls of a model's functions in its formulas. Arguments are shared, not copied; equal calls give the same node,
 * unless they draw at random.
 *
 * Throws `model.invalid` naming a function that does not exist, is called with a wrong number of arguments, calls itself, or speaks
 * of what is not its argument; and for formulas that grow beyond two million nodes or nest deeper than 2,000.
 */
export class FunctionExpander {
  readonly #functions: ReadonlyMap<string, MathFunction>;
  readonly #called = new Map<string, MathNode>();
  readonly #ids = new Map<MathNode, number>();
  readonly #known = new Map<MathNode, MathNode>();
  readonly #open: string[] = [];
  #nodes = 0;
  /** Draws written out so far. */
  #drawn = 0;

  constructor(functions: ReadonlyMap<string, MathFunction>) {
    this.#functions = functions;
  }

  /** The formula without calls. */
  expand(node: MathNode): MathNode {
    let known = this.#known.get(node);
    if (known === undefined) {
      known = this.#write(node, null, 0);
      this.#known.set(node, known);
    }
    return known;
  }

  #write(node: MathNode, bound: ReadonlyMap<string, MathNode> | null, depth: number): MathNode {
    if (++this.#nodes > MOST_NODES)
      invalid('the formulas grow too long when functions are written out', 'math');
    if (depth > DEEPEST) invalid(`a formula nests deeper than ${DEEPEST}`, 'math');
    switch (node.kind) {
      case 'name':
        if (bound === null) return node;
        return (
          bound.get(node.name) ??
          invalid(
            `function "${this.#open.at(-1)}" speaks of "${node.name}", which is not one of its arguments`,
            node.name,
          )
        );
      case 'piecewise':
        return {
          kind: 'piecewise',
          pieces: node.pieces.map(({ value, when }) => ({
            value: this.#write(value, bound, depth + 1),
            when: this.#write(when, bound, depth + 1),
          })),
          otherwise: node.otherwise && this.#write(node.otherwise, bound, depth + 1),
        };
      case 'apply': {
        const operands = node.operands.map((operand) => this.#write(operand, bound, depth + 1));
        if (node.operation.startsWith('distrib:')) this.#drawn += 1;
        if (!node.operation.startsWith('f:')) return { ...node, operands };
        return this.#call(node.operation.slice(2), operands, depth);
      }
      default:
        return node;
    }
  }

  #call(name: string, operands: readonly MathNode[], depth: number): MathNode {
    const called = this.#functions.get(name);
    if (called === undefined) return invalid(`"${name}" is not a function of the model`, name);
    const { parameters, body } = called;
    if (parameters.length !== operands.length) {
      invalid(`function "${name}" takes ${parameters.length} arguments, not ${operands.length}`, name);
    }
    if (this.#open.includes(name)) invalid(`function "${name}" calls itself`, name);
    const key = `${name} ${operands.map((operand) => this.#idOf(operand)).join(' ')}`;
    let written = this.#called.get(key);
    if (written === undefined) {
      const before = this.#drawn;
      this.#open.push(name);
      written = this.#write(body, new Map(parameters.map((one, i) => [one, operands[i]!])), depth + 1);
      this.#open.pop();
      // each call of what draws has a number of its own
      if (this.#drawn === before) this.#called.set(key, written);
    }
    return written;
  }

  #idOf(node: MathNode): string {
    if (node.kind === 'name') return `n:${node.name}`;
    if (node.kind === 'number') return `c:${node.value}`;
    let id = this.#ids.get(node);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(node, id);
    }
    return String(id);
  }
}

function invalid(why: string, field: string): never {
  throw new TwinwardError('model.invalid', why, { field });
}
