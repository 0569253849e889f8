import type { ValueType } from './value-type.ts';

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A function of the module being built, to be called or exported. */
export interface FunctionReference extends Signature {
  readonly index: number;
}

/** A global variable of the module being built. */
export interface GlobalReference {
  readonly index: number;
  readonly type: ValueType;
}
