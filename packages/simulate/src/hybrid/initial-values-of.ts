import type { CompiledHybrid } from './compile-hybrid.ts';
import type { InitialValues } from './initial-values.ts';
import { KeyedDraws } from './keyed-draws.ts';

/**
 * Where a run of a hybrid model begins: its states and parameters at `start`, with values in place of the model's by name. Draws are
 * those of a member under a seed of 16 hexadecimal digits. Throws `model.invalid` as `simulateHybrid` does.
 */
export function initialValuesOf(
  compiled: CompiledHybrid,
  start: number,
  values: Readonly<Record<string, number>>,
  { seed, member }: { readonly seed: string; readonly member: number },
): InitialValues {
  return compiled.initial(start, values, new KeyedDraws(seed, member));
}
