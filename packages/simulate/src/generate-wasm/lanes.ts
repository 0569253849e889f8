import type { FunctionWriter } from '../wasm/function-writer.ts';
import type { Instruction } from '../wasm/instruction.ts';

/** How many members one instruction serves: one in scalar code, two side by side in a vector. */
export type Lanes = 1 | 2;

/** What differs between scalar code and code for two members. */
export interface LaneWords {
  readonly lanes: Lanes;
  readonly type: 'f64' | 'v128';
  /** Bytes of one number of each member. */
  readonly bytes: 8 | 16;
  readonly load: 'f64.load' | 'v128.load';
  readonly store: 'f64.store' | 'v128.store';
}

/** The words of scalar code and of code for two. */
export function laneWords(lanes: Lanes): LaneWords {
  return lanes === 1
    ? { lanes, type: 'f64', bytes: 8, load: 'f64.load', store: 'f64.store' }
    : { lanes, type: 'v128', bytes: 16, load: 'v128.load', store: 'v128.store' };
}

type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'neg' | 'abs' | 'sqrt' | 'min' | 'max' | 'floor' | 'ceil';

/** An arithmetic instruction, scalar or for two. */
export function arithmetic(lanes: Lanes, name: Arithmetic): Instruction {
  return lanes === 1 ? `f64.${name}` : `f64x2.${name}`;
}

/** Writes a constant, the same in every lane. */
export function constant(code: FunctionWriter, lanes: Lanes, value: number): void {
  if (lanes === 1) code.f64(value);
  else code.f64x2(value);
}
