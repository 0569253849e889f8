import { TwinwardError } from '@twinward/contract';
import type { Source, Step, Syntax, WrittenFunction } from './syntax.ts';

const WORD =
  /\s+|\/\/.*|\/\*[\s\S]*?\*\/|([A-Za-z_$][\w$.]*|\d[\w.]*(?:(?<=e)[+-]\d+)?|'[^']*'|===|!==|=>|[<>]=|&&|\|\||[^\s])/gy;
/** Binary operators by how tightly they bind, the loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['===', '!=='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];
const CONSTANTS: Readonly<Record<string, number>> = { 'Math.LOG2E': Math.LOG2E, Infinity, NaN };

/**
 * Reads a file of elementary functions: imports, constants, and functions made of definitions, early returns and one return.
 * Throws `model.invalid` on anything else, so that nothing is translated that was not understood.
 *
 * @example
 * readSource('export function twice(x: number): number { return 2 * x; }').functions[0].name; // twice
 */
export function readSource(text: string): Source {
  return new Reader(text).source();
}

class Reader {
  readonly #words: string[] = [];
  #at = 0;

  constructor(text: string) {
    for (const [, word] of text.matchAll(WORD)) if (word !== undefined) this.#words.push(word);
  }

  source(): Source {
    const constants = new Map<string, Syntax>();
    const functions: WrittenFunction[] = [];
    while (this.#at < this.#words.length) {
      this.#take('export');
      if (this.#take('import')) this.#past(';');
      else if (this.#take('const')) {
        const name = this.#next();
        this.#past('=');
        constants.set(name, this.#expression());
        this.#expect(';');
      } else {
        this.#expect('function');
        functions.push(this.#function());
      }
    }
    return { constants, functions };
  }

  #function(): WrittenFunction {
    const name = this.#next();
    const parameters: string[] = [];
    this.#expect('(');
    while (!this.#take(')')) {
      parameters.push(this.#next());
      this.#expect(':');
      this.#expect('number');
      this.#take(',');
    }
    this.#past('{');
    const steps: Step[] = [];
    while (!this.#take('}')) steps.push(this.#step());
    return { name, parameters, steps };
  }

  #step(): Step {
    let step: Step;
    if (this.#take('const')) {
      const defines = this.#next();
      this.#expect('=');
      step = { defines, value: this.#expression() };
    } else if (this.#take('if')) {
      this.#expect('(');
      const when = this.#expression();
      this.#expect(')');
      this.#expect('return');
      step = { when, value: this.#expression() };
    } else {
      this.#expect('return');
      step = { value: this.#expression() };
    }
    this.#expect(';');
    return step;
  }

  #expression(): Syntax {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const then = this.#expression();
    this.#expect(':');
    return { kind: 'operator', operator: 'select', operands: [then, this.#expression(), condition] };
  }

  #binary(level: number): Syntax {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (operators.includes(this.#words[this.#at] ?? '')) {
      const operator = this.#next();
      left = { kind: 'operator', operator, operands: [left, this.#binary(level + 1)] };
    }
    return left;
  }

  #unary(): Syntax {
    if (this.#take('!')) return { kind: 'operator', operator: 'not', operands: [this.#unary()] };
    if (!this.#take('-')) return this.#primary();
    const operand = this.#unary();
    if (operand.kind === 'number') return { kind: 'number', value: -operand.value };
    return { kind: 'operator', operator: 'neg', operands: [operand] };
  }

  #primary(): Syntax {
    const word = this.#next();
    if (word === '(') {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (word === '[') return { kind: 'list', entries: this.#list(']') };
    if (/^\d/.test(word)) return { kind: 'number', value: Number(word) };
    if (!/^[\w$.]+$/.test(word)) this.#refuse(word);
    const constant = CONSTANTS[word];
    if (constant !== undefined) return { kind: 'number', value: constant };
    if (this.#take('(')) return { kind: 'call', name: word, operands: this.#list(')') };
    if (this.#take('[')) {
      const operands = this.#list(']');
      this.#expect('!');
      return { kind: 'call', name: word, operands };
    }
    return { kind: 'name', name: word };
  }

  #list(end: string): Syntax[] {
    const entries: Syntax[] = [];
    while (!this.#take(end)) {
      entries.push(this.#expression());
      this.#take(',');
    }
    return entries;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) this.#refuse(this.#next());
  }

  #past(word: string): void {
    while (!this.#take(word)) this.#next();
  }

  #next(): string {
    return this.#words[this.#at++] ?? this.#refuse('the end');
  }

  #refuse(word: string): never {
    const before = this.#words.slice(Math.max(0, this.#at - 6), this.#at - 1).join(' ');
    throw new TwinwardError('model.invalid', `an elementary function has "${word}" after "${before}"`);
  }
}
