// What one twin's output amounts to in the unit of another's input.

import type { RandomSource } from '@twinward/contract';
import { type Belief, type Coupling, convert, type TwinModel, TwinwardError } from '@twinward/contract';
import { branchBelief } from '@twinward/estimate';

/** Factor and offset from the output's unit to the input's. Throws `coupling.invalid` if an end is unknown or the units do not agree. */
export function coupledScale(
  coupling: Coupling,
  upstream: TwinModel,
  downstream: TwinModel,
): (value: number) => number {
  const output = upstream.outputs.find(({ name }) => name === coupling.from.output);
  const input = downstream.inputs.find(({ name }) => name === coupling.to.input);
  if (output === undefined) {
    const names = upstream.outputs.map(({ name }) => name).join(', ');
    throw refused('from.output', `${upstream.name} has no output of that name`, `choose one of: ${names}`);
  }
  if (input === undefined) {
    const names = downstream.inputs.map(({ name }) => name).join(', ') || 'none';
    throw refused('to.input', `${downstream.name} has no input of that name`, `its inputs are: ${names}`);
  }
  try {
    convert(1, output.unit, input.unit);
  } catch {
    throw refused(
      'to.input',
      `${output.unit} cannot be given in ${input.unit}`,
      'couple quantities of one kind',
    );
  }
  return (value) => convert(value, output.unit, input.unit);
}

/** The values [size] that a belief of the upstream twin feeds into `size` members downstream, in the input's unit. */
export function coupledValues(
  coupling: Coupling,
  upstream: TwinModel,
  downstream: TwinModel,
  belief: Belief,
  size: number,
  random: RandomSource,
): number[] {
  const scale = coupledScale(coupling, upstream, downstream);
  const branch = branchBelief(upstream, belief, size, random);
  return Array.from(upstream.output(branch, coupling.from.output), scale);
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('coupling.invalid', message, { field, remedy });
}
