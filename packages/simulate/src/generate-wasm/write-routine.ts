import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import type { Operation } from '../graph/operation.ts';
import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { ElementaryFunctions } from './elementary-functions.ts';
import { arithmetic, constant, type Lanes, laneWords } from './lanes.ts';

const BINARY: Partial<Readonly<Record<Operation, 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max'>>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  min: 'min',
  max: 'max',
};
const UNARY: Partial<Readonly<Record<Operation | 'ceil', 'neg' | 'sqrt' | 'abs' | 'floor' | 'ceil'>>> = {
  negate: 'neg',
  sqrt: 'sqrt',
  abs: 'abs',
  floor: 'floor',
  ceil: 'ceil',
};
const COMPARISON: Partial<Readonly<Record<Operation, 'lt' | 'le' | 'eq'>>> = {
  less: 'lt',
  atMost: 'le',
  equal: 'eq',
};

/** Expressions nested deeper than this are cut, so that writing them needs little stack. */
const DEEPEST = 100;

/** A piece of straight-line code to be written: what it computes, for how many members, and where its numbers lie. */
export interface RoutineCode {
  readonly results: readonly Expression[];
  readonly lanes: Lanes;
  readonly elementary: ElementaryFunctions;
  /** Nodes that were computed before and need only be read. */
  readonly known?: ReadonlySet<Expression>;
  /** Puts a symbol, the time or a known node on the stack. */
  readonly read: (node: Expression) => void;
  /** Writes one result; `value` puts it on the stack. */
  readonly write: (index: number, value: () => void) => void;
}

/**
 * Writes straight-line code for `results`: what is needed twice is computed once and kept in a local variable, which a later
 * value takes over after its last use; what is needed once stays on the stack. Every rounding is the one of the interpreter
 * and of generated JavaScript, so the bits are the same, in one lane or two; a choice computes both sides and picks between
 * them lane by lane.
 */
export function writeRoutine(code: FunctionWriter, routine: RoutineCode): void {
  new RoutineWriter(code, routine).write();
}

class RoutineWriter {
  readonly #code: FunctionWriter;
  readonly #routine: RoutineCode;
  readonly #locals = new Map<Expression, Local>();
  /** Uses of a node still to come. */
  readonly #uses = new Map<Expression, number>();
  readonly #free: Local[] = [];

  constructor(code: FunctionWriter, routine: RoutineCode) {
    this.#code = code;
    this.#routine = routine;
  }

  write(): void {
    const { results, write } = this.#routine;
    const pending = [...results];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const uses = this.#uses.get(node) ?? 0;
      this.#uses.set(node, uses + 1);
      if (uses === 0 && node.kind === 'operation' && !this.#isRead(node)) pending.push(...node.operands);
    }
    for (const node of this.#kept()) {
      this.#compute(node);
      const local = this.#free.pop() ?? this.#code.local(laneWords(this.#routine.lanes).type);
      this.#code.set(local);
      this.#locals.set(node, local);
    }
    results.forEach((result, index) => {
      write(index, () => this.#value(result));
    });
  }

  /** The operations to be kept in a variable, each before those that need it: used twice, or nested very deeply. */
  #kept(): readonly Expression[] {
    const depths = new Map<Expression, number>();
    return [...this.#uses.keys()]
      .sort((a, b) => a.id - b.id)
      .filter((node) => {
        if (node.kind !== 'operation' || this.#isRead(node)) return false;
        const depth =
          1 + node.operands.reduce((most, operand) => Math.max(most, depths.get(operand) ?? 0), 0);
        const keep = this.#uses.get(node)! > 1 || depth >= DEEPEST;
        depths.set(node, keep ? 0 : depth);
        return keep;
      });
  }

  /** Whether a node lies ready somewhere: then it is read each time, which costs less than a variable. */
  #isRead(node: Expression): boolean {
    return node.kind === 'symbol' || node.kind === 'time' || this.#routine.known?.has(node) === true;
  }

  #value(node: Expression): void {
    const local = this.#locals.get(node);
    if (local === undefined) {
      this.#compute(node);
      return;
    }
    this.#code.get(local);
    const left = this.#uses.get(node)! - 1;
    this.#uses.set(node, left);
    if (left === 0) this.#free.push(local);
  }

  #compute(node: Expression): void {
    const { lanes, read, elementary } = this.#routine;
    if (node.kind === 'constant') {
      constant(this.#code, lanes, node.value);
      return;
    }
    if (node.kind !== 'operation' || this.#isRead(node)) {
      read(node);
      return;
    }
    const { operation, operands } = node;
    const binary = BINARY[operation];
    const unary = UNARY[operation];
    if (binary !== undefined) {
      this.#value(operands[0]!);
      this.#value(operands[1]!);
      this.#code.op(arithmetic(lanes, binary));
    } else if (unary !== undefined) {
      this.#value(operands[0]!);
      this.#code.op(arithmetic(lanes, unary));
    } else if (operation === 'select') {
      this.#value(operands[1]!);
      this.#value(operands[2]!);
      this.#condition(operands[0]!);
      this.#code.op(lanes === 1 ? 'select' : 'v128.bitselect');
    } else if (COMPARISON[operation] !== undefined) {
      this.#compare(operation, operands);
      if (lanes === 1) this.#code.op('f64.convert_i32_u');
      else this.#code.f64x2(1).op('v128.and');
    } else {
      const target = elementary.get(operation);
      if (target === undefined) {
        throw new TwinwardError('model.invalid', `${operation} has no WebAssembly code`, {
          field: operation,
        });
      }
      for (const operand of operands) this.#value(operand);
      this.#code.call(target);
    }
  }

  /** A truth on the stack: an i32 in scalar code, a mask for two. */
  #condition(node: Expression): void {
    if (node.kind === 'operation' && COMPARISON[node.operation] !== undefined && !this.#locals.has(node)) {
      if (!this.#isRead(node)) {
        this.#compare(node.operation, node.operands);
        return;
      }
    }
    this.#value(node);
    constant(this.#code, this.#routine.lanes, 0);
    this.#code.op(this.#routine.lanes === 1 ? 'f64.ne' : 'f64x2.ne');
  }

  #compare(operation: Operation, operands: readonly Expression[]): void {
    this.#value(operands[0]!);
    this.#value(operands[1]!);
    const name = COMPARISON[operation]!;
    this.#code.op(this.#routine.lanes === 1 ? `f64.${name}` : `f64x2.${name}`);
  }
}
