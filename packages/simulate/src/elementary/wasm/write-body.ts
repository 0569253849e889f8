import { TwinwardError } from '@twinward/contract';
import type { FunctionWriter, Local } from '../../wasm/function-writer.ts';
import type { Instruction } from '../../wasm/instruction.ts';
import type { Body } from './body.ts';

/** 1.5 * 2^52: a whole number below 2^51 added to it stands in the last bits. */
const WHOLE = 6755399441055744;
/** The bits of 1 less those of sqrt(1/2), by their high words. */
const FROM_ROOT_HALF = 0x95f62n << 32n;
/** The bits of 2^52: a whole number or-ed to them makes 2^52 more than itself. */
const TWO_TO_52_BITS = 0x4330000000000000n;
const TWO_TO_52 = 4503599627370496;
const BIAS = 1023;

const ARITHMETIC = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  min: 'min',
  max: 'max',
  neg: 'neg',
  abs: 'abs',
  floor: 'floor',
  sqrt: 'sqrt',
} as const;
const UNARY: ReadonlySet<string> = new Set(['neg', 'abs', 'floor', 'sqrt']);
const COMPARISON = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', eq: 'eq', ne: 'ne' } as const;
const LOGIC = { and: 'and', or: 'or', not: 'not' } as const;

type Arithmetic = keyof typeof ARITHMETIC;
type Comparison = keyof typeof COMPARISON;
type Logic = keyof typeof LOGIC;

/** What a body needs from the module around it. */
export interface Surroundings {
  readonly lanes: 1 | 2;
  /** Where numbers lie in memory as pairs: loading one takes one instruction, making one of two halves four. */
  readonly constants?: ReadonlyMap<number, number>;
  /** Calls another body, or (scalar code only) looks a number up in a table, with its arguments on the stack. */
  readonly call: (name: string) => void;
  /** Leaves with what scalar code gives, lane by lane; code for two lanes only. */
  readonly leave: () => void;
}

/**
 * Writes a body in WebAssembly, for one number or for two side by side. Where scalar code leaves early, code for two leaves
 * when either lane would, and lets scalar code do both.
 */
export function writeBody(
  code: FunctionWriter,
  body: Body,
  parameters: readonly Local[],
  around: Surroundings,
): void {
  new BodyWriter(code, body, parameters, around).write();
}

class BodyWriter {
  readonly #code: FunctionWriter;
  readonly #body: Body;
  readonly #around: Surroundings;
  readonly #number: 'f64' | 'f64x2';
  readonly #variables = new Map<string, { readonly local: Local; readonly truth: boolean }>();
  /** For everything on the stack, whether it is a truth value rather than a number. */
  readonly #stack: boolean[] = [];

  constructor(code: FunctionWriter, body: Body, parameters: readonly Local[], around: Surroundings) {
    this.#code = code;
    this.#body = body;
    this.#around = around;
    this.#number = around.lanes === 1 ? 'f64' : 'f64x2';
    body.parameters.forEach((name, i) => {
      this.#variables.set(name, { local: parameters[i]!, truth: false });
    });
  }

  write(): void {
    for (const line of this.#body.lines) {
      const [first, ...rest] = line.split(' ');
      if (first === 'return') this.#words(rest);
      else if (first === 'if') this.#early(rest);
      else {
        this.#words(rest.slice(1));
        const truth = this.#stack.pop()!;
        const local = this.#code.local(this.#around.lanes === 2 ? 'v128' : truth ? 'i32' : 'f64');
        this.#code.set(local);
        this.#variables.set(first!, { local, truth });
      }
    }
  }

  #early(words: readonly string[]): void {
    const end = words.indexOf('return');
    const condition = words.slice(0, end);
    if (this.#around.lanes === 1) {
      this.#words(condition);
      this.#code.if(() => {
        this.#words(words.slice(end + 1));
        this.#code.op('return');
      });
    } else if (condition.at(-1) === 'not') {
      this.#words(condition.slice(0, -1));
      this.#code.op('i64x2.all_true', 'i32.eqz').if(this.#around.leave);
    } else {
      this.#words(condition);
      this.#code.op('v128.any_true').if(this.#around.leave);
    }
    this.#stack.length = 0;
  }

  #words(words: readonly string[]): void {
    for (const word of words) this.#word(word);
  }

  #word(word: string): void {
    const variable = this.#variables.get(word);
    if (variable !== undefined) {
      this.#code.get(variable.local);
      this.#stack.push(variable.truth);
    } else if (word in ARITHMETIC) this.#arithmetic(word as Arithmetic);
    else if (word in COMPARISON) this.#comparison(word as Comparison);
    else if (word in LOGIC) this.#logic(word as Logic);
    else if (word === 'select') {
      this.#code.op(this.#around.lanes === 1 ? 'select' : 'v128.bitselect');
      this.#stack.splice(-2);
    } else if (word === 'twoToThe') this.#twoToThe();
    else if (word === 'binaryExponent') this.#binaryExponent();
    else if (word === 'copysign') this.#copySign();
    else if (word === 'lesser') this.#lesser();
    else if (word.endsWith('()')) this.#around.call(word.slice(0, -2));
    else this.#constant(word);
  }

  #constant(word: string): void {
    const value = Number(word);
    if (Number.isNaN(value) && word !== 'NaN') {
      throw new TwinwardError('model.invalid', `an elementary function has the word "${word}"`);
    }
    this.#literal(value);
    this.#stack.push(false);
  }

  #literal(value: number): void {
    const address = this.#around.constants?.get(value);
    if (address !== undefined) this.#code.i32(address).memory('v128.load');
    else if (this.#around.lanes === 1) this.#code.f64(value);
    else this.#code.f64x2(value);
  }

  #arithmetic(word: Arithmetic): void {
    const instruction = ARITHMETIC[word];
    this.#code.op(`${this.#number}.${instruction}` as Instruction);
    if (!UNARY.has(word)) this.#stack.pop();
  }

  #comparison(word: Comparison): void {
    const truths = this.#stack.pop()!;
    this.#stack[this.#stack.length - 1] = true;
    if (!truths) this.#code.op(`${this.#number}.${COMPARISON[word]}`);
    else this.#code.op(word === 'eq' ? 'i32.eq' : 'i32.ne');
  }

  #logic(word: Logic): void {
    if (word !== 'not') {
      this.#stack.pop();
      this.#code.op(this.#around.lanes === 1 ? `i32.${LOGIC[word]}` : `v128.${LOGIC[word]}`);
    } else this.#code.op(this.#around.lanes === 1 ? 'i32.eqz' : 'v128.not');
  }

  #twoToThe(): void {
    this.#literal(WHOLE + BIAS);
    if (this.#around.lanes === 1) {
      this.#code.op('f64.add', 'i64.reinterpret_f64').i64(52n).op('i64.shl', 'f64.reinterpret_i64');
    } else this.#code.op('f64x2.add').i32(52).op('i64x2.shl');
  }

  #binaryExponent(): void {
    if (this.#around.lanes === 1) {
      this.#code.op('i64.reinterpret_f64').i64(FROM_ROOT_HALF).op('i64.add').i64(52n).op('i64.shr_u');
      this.#code.i64(TWO_TO_52_BITS).op('i64.or', 'f64.reinterpret_i64');
    } else {
      this.#code.i64x2(FROM_ROOT_HALF).op('i64x2.add').i32(52).op('i64x2.shr_u');
      this.#code.i64x2(TWO_TO_52_BITS).op('v128.or');
    }
    this.#literal(TWO_TO_52 + BIAS);
    this.#code.op(`${this.#number}.sub`);
  }

  #lesser(): void {
    this.#stack.pop();
    if (this.#around.lanes === 2) {
      this.#code.op('f64x2.pmin');
      return;
    }
    const [a, b] = [this.#code.local('f64'), this.#code.local('f64')];
    this.#code.set(b).set(a).get(b).get(a).get(b).get(a).op('f64.lt', 'select');
  }

  #copySign(): void {
    this.#stack.pop();
    if (this.#around.lanes === 1) this.#code.op('f64.copysign');
    else this.#code.f64x2(-0).op('v128.and', 'v128.or');
  }
}
