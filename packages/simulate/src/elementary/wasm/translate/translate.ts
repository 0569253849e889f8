import { TwinwardError } from '@twinward/contract';
import type { Body } from '../body.ts';
import type { Source, Syntax, WrittenFunction } from './syntax.ts';

/** What the stack machine has an operator for, by what the source calls it. */
const OPERATORS: Readonly<Record<string, string>> = {
  '===': 'eq',
  '!==': 'ne',
  '&&': 'and',
  '||': 'or',
  'Math.abs': 'abs',
  'Math.floor': 'floor',
  'Math.sqrt': 'sqrt',
  'Math.min': 'min',
  'Math.max': 'max',
  twoToThe: 'twoToThe',
  binaryExponent: 'binaryExponent',
  withSign: 'copysign',
  lesser: 'lesser',
};

/** Functions for the stack machine, and the tables they look numbers up in. */
export interface Translation {
  readonly bodies: Readonly<Record<string, Body>>;
  readonly tables: Readonly<Record<string, readonly number[]>>;
}

/**
 * The named functions of some source files in postfix words, with every function they call. What has no early return is
 * written out where it is called; what has one stays a function, which scalar code calls.
 */
export function translate(sources: readonly Source[], names: readonly string[]): Translation {
  const functions = new Map<string, WrittenFunction>();
  const constants = new Map<string, Syntax>();
  for (const source of sources) {
    for (const written of source.functions) functions.set(written.name, written);
    for (const [name, value] of source.constants) {
      const other = constants.get(name);
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(value)) {
        throw new TwinwardError('model.invalid', `two constants are called ${name}`, { field: name });
      }
      constants.set(name, value);
    }
  }
  const bodies: Record<string, Body> = {};
  const tables: Record<string, readonly number[]> = {};
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name in bodies || name in tables) continue;
    const table = constants.get(name);
    if (table?.kind === 'list') {
      tables[name] = table.entries.map((entry) => (entry.kind === 'number' ? entry.value : Number.NaN));
      continue;
    }
    const translator = new Translator(functions, constants);
    bodies[name] = translator.body(name);
    pending.push(...translator.called);
  }
  return { bodies, tables };
}

class Translator {
  readonly called = new Set<string>();
  readonly #functions: ReadonlyMap<string, WrittenFunction>;
  readonly #constants: ReadonlyMap<string, Syntax>;
  readonly #lines: string[] = [];
  /** Variables by the words they stand for, so that nothing is computed twice. */
  readonly #known = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(functions: ReadonlyMap<string, WrittenFunction>, constants: ReadonlyMap<string, Syntax>) {
    this.#functions = functions;
    this.#constants = constants;
  }

  body(name: string): Body {
    const written = this.#function(name);
    const scope = new Map<string, string>();
    for (const parameter of written.parameters) {
      this.#taken.add(parameter);
      scope.set(parameter, parameter);
    }
    const value = this.#steps(written, scope);
    return { parameters: written.parameters, lines: [...this.#lines, `return ${value}`] };
  }

  /** Writes the steps of a function; gives the words of its result. */
  #steps(written: WrittenFunction, scope: Map<string, string>): string {
    for (const { defines, when, value } of written.steps) {
      if (defines !== undefined) {
        scope.set(defines, this.#variable(defines, this.#words(value, scope)));
      } else if (when !== undefined) {
        const condition = this.#words(when, scope);
        this.#lines.push(`if ${condition} return ${this.#words(value, scope)}`);
      } else return this.#words(value, scope);
    }
    throw new TwinwardError('model.invalid', `${written.name} returns nothing`, { field: written.name });
  }

  #variable(wish: string, words: string): string {
    if (!words.includes(' ')) return words;
    const known = this.#known.get(words);
    if (known !== undefined) return known;
    let name = wish;
    for (let i = 2; this.#taken.has(name); i++) name = `${wish}${i}`;
    this.#taken.add(name);
    this.#known.set(words, name);
    this.#lines.push(`${name} = ${words}`);
    return name;
  }

  #words(syntax: Syntax, scope: ReadonlyMap<string, string>): string {
    switch (syntax.kind) {
      case 'number':
        return Object.is(syntax.value, -0) ? '-0' : String(syntax.value);
      case 'name': {
        const variable = scope.get(syntax.name);
        if (variable !== undefined) return variable;
        const constant = this.#constants.get(syntax.name);
        if (constant === undefined) {
          throw new TwinwardError('model.invalid', `${syntax.name} is not defined`, { field: syntax.name });
        }
        return this.#words(constant, scope);
      }
      case 'operator': {
        const operands = syntax.operands.map((operand) => this.#words(operand, scope));
        return [...operands, OPERATORS[syntax.operator] ?? syntax.operator].join(' ');
      }
      case 'call':
        return this.#call(
          syntax.name,
          syntax.operands.map((operand) => this.#words(operand, scope)),
        );
      case 'list':
        throw new TwinwardError('model.invalid', 'a list stands where a number should');
    }
  }

  #call(name: string, operands: readonly string[]): string {
    const operator = OPERATORS[name];
    if (operator !== undefined) return [...operands, operator].join(' ');
    if (name === 'Number.isNaN') return [operands[0], operands[0], 'ne'].join(' ');
    if (this.#constants.get(name)?.kind === 'list') return this.#apart(name, operands);
    const written = this.#function(name);
    if (written.steps.some(({ when }) => when !== undefined)) return this.#apart(name, operands);
    const scope = new Map<string, string>();
    written.parameters.forEach((parameter, i) => {
      scope.set(parameter, this.#variable(parameter, operands[i]!));
    });
    return this.#steps(written, scope);
  }

  #apart(name: string, operands: readonly string[]): string {
    this.called.add(name);
    return [...operands, `${name}()`].join(' ');
  }

  #function(name: string): WrittenFunction {
    const written = this.#functions.get(name);
    if (written === undefined) {
      throw new TwinwardError('model.invalid', `${name} is not defined`, { field: name });
    }
    return written;
  }
}
