import type { Column, Parameter } from '@twinward/contract';

/** A column of what is going on now. */
export function stateColumn(
  name: string,
  label: string,
  unit: string,
  scale: Column['scale'] = 'linear',
): Column {
  return { name, label, unit, role: 'state', scale };
}

/** A column of what a member carries along and nothing moves but its model. */
export function memoryColumn(name: string, label: string, unit: string): Column {
  return { name, label, unit, role: 'memory', scale: 'linear' };
}

/** The column of a parameter that is learnt, on the scale of its prior. */
export function parameterColumn({ name, label, unit, prior }: Parameter): Column {
  const column = { name, label, unit, role: 'parameter' } as const;
  if (prior.kind === 'logNormal') return { ...column, scale: 'log' };
  return prior.kind === 'logitNormal'
    ? { ...column, scale: 'logit', low: prior.low, high: prior.high }
    : { ...column, scale: 'linear' };
}
