import { TwinwardError } from '@twinward/contract';
import { ByteWriter } from './byte-writer.ts';
import {
  INSTRUCTIONS,
  type Instruction,
  LANE_INSTRUCTIONS,
  type LaneInstruction,
  MEMORY_INSTRUCTIONS,
  type MemoryInstruction,
} from './instruction.ts';
import type { FunctionReference, GlobalReference } from './references.ts';
import { VALUE_TYPE_BYTE, type ValueType } from './value-type.ts';

/** A parameter or local variable of one function. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** A place to branch to: the end of a block, or the head of a loop. */
export interface Label {
  readonly depth: number;
}

/**
 * The body of one function, written instruction by instruction as the stack machine runs it. Every method returns the
 * writer, so that a line reads like an expression in postfix order; names are those of the specification.
 *
 * ```ts
 * code.get(x).get(x).op('f64.mul').f64(1).op('f64.add', 'f64.sqrt'); // sqrt(x^2 + 1)
 * ```
 */
export class FunctionWriter {
  readonly #code = new ByteWriter();
  readonly #locals: ValueType[] = [];
  readonly #parameterCount: number;
  /** Of the instruction being written; the body of the function is 0. */
  #depth = 0;

  constructor(parameterCount: number) {
    this.#parameterCount = parameterCount;
  }

  /** A new local variable, zero at the start. */
  local(type: ValueType): Local {
    this.#locals.push(type);
    return { index: this.#parameterCount + this.#locals.length - 1, type };
  }

  get(local: Local): this {
    return this.#indexed(0x20, local.index);
  }

  /** Takes the top of the stack into a variable. */
  set(local: Local): this {
    return this.#indexed(0x21, local.index);
  }

  /** Copies the top of the stack into a variable. */
  tee(local: Local): this {
    return this.#indexed(0x22, local.index);
  }

  getGlobal(global: GlobalReference): this {
    return this.#indexed(0x23, global.index);
  }

  setGlobal(global: GlobalReference): this {
    return this.#indexed(0x24, global.index);
  }

  i32(value: number): this {
    this.#code.byte(0x41).signed(BigInt(value | 0));
    return this;
  }

  i64(value: bigint): this {
    this.#code.byte(0x42).signed(BigInt.asIntN(64, value));
    return this;
  }

  f64(value: number): this {
    this.#code.byte(0x44).f64(value);
    return this;
  }

  /** A constant vector of two doubles; one number fills both lanes. */
  f64x2(low: number, high: number = low): this {
    this.#code.byte(0xfd).unsigned(12).f64(low).f64(high);
    return this;
  }

  /** A constant vector of two 64-bit integers; one number fills both lanes. */
  i64x2(low: bigint, high: bigint = low): this {
    this.#code.byte(0xfd).unsigned(12).i64(low).i64(high);
    return this;
  }

  /** Instructions without immediates, in order. */
  op(...instructions: readonly Instruction[]): this {
    for (const instruction of instructions) this.#opcode(INSTRUCTIONS[instruction]);
    return this;
  }

  /** A load or store at the address on the stack plus `offset` bytes. */
  memory(instruction: MemoryInstruction, offset = 0): this {
    const [opcode, alignment] = MEMORY_INSTRUCTIONS[instruction];
    this.#opcode(opcode);
    this.#code.unsigned(alignment).unsigned(offset);
    return this;
  }

  /** Copies bytes: (target, source, count) on the stack. */
  copyMemory(): this {
    this.#code.byte(0xfc).unsigned(10).byte(0).byte(0);
    return this;
  }

  /** Fills bytes: (target, byte, count) on the stack. */
  fillMemory(): this {
    this.#code.byte(0xfc).unsigned(11).byte(0);
    return this;
  }

  /** Reads or replaces one lane. */
  lane(instruction: LaneInstruction, lane: number): this {
    this.#code.byte(0xfd).unsigned(LANE_INSTRUCTIONS[instruction]).byte(lane);
    return this;
  }

  /** Picks two 64-bit lanes out of the four of two vectors: 0 and 1 of the first, 2 and 3 of the second. */
  shuffle(low: number, high: number): this {
    this.#code.byte(0xfd).unsigned(13);
    for (const lane of [low, high]) for (let byte = 0; byte < 8; byte++) this.#code.byte(8 * lane + byte);
    return this;
  }

  /** Picks four 32-bit lanes out of the eight of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
  shuffle32(...lanes: readonly [number, number, number, number]): this {
    this.#code.byte(0xfd).unsigned(13);
    for (const lane of lanes) for (let byte = 0; byte < 4; byte++) this.#code.byte(4 * lane + byte);
    return this;
  }

  call(target: FunctionReference): this {
    return this.#indexed(0x10, target.index);
  }

  /** Code that can be left early: a branch to its label jumps to its end. */
  block(write: (end: Label) => void, result?: ValueType): this {
    return this.#structure(0x02, result, write);
  }

  /** Code that repeats while something branches to its label, and is left at its end otherwise. */
  loop(write: (again: Label) => void): this {
    return this.#structure(0x03, undefined, write);
  }

  /** One of two pieces of code, by the i32 on the stack. */
  if(then: () => void, otherwise?: () => void, result?: ValueType): this {
    return this.#structure(0x04, result, () => {
      then();
      if (otherwise === undefined) return;
      this.#code.byte(0x05);
      otherwise();
    });
  }

  branch(label: Label): this {
    return this.#indexed(0x0c, this.#distance(label));
  }

  /** Branches when the i32 on the stack is not zero. */
  branchIf(label: Label): this {
    return this.#indexed(0x0d, this.#distance(label));
  }

  /** The body as the code section holds it: locals, instructions, end. */
  encode(): ByteWriter {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const body = new ByteWriter().unsigned(runs.length);
    for (const { type, count } of runs) body.unsigned(count).byte(VALUE_TYPE_BYTE[type]);
    return body.append(this.#code).byte(0x0b);
  }

  #structure(opcode: number, result: ValueType | undefined, write: (label: Label) => void): this {
    this.#code.byte(opcode).byte(result === undefined ? 0x40 : VALUE_TYPE_BYTE[result]);
    this.#depth++;
    write({ depth: this.#depth });
    this.#depth--;
    this.#code.byte(0x0b);
    return this;
  }

  #distance(label: Label): number {
    if (label.depth > this.#depth) {
      throw new TwinwardError('model.invalid', 'a branch leads to a block that has ended');
    }
    return this.#depth - label.depth;
  }

  #opcode(opcode: readonly number[]): void {
    this.#code.byte(opcode[0]!);
    if (opcode.length > 1) this.#code.unsigned(opcode[1]!);
  }

  #indexed(opcode: number, index: number): this {
    this.#code.byte(opcode).unsigned(index);
    return this;
  }
}
