import type { TwinModel } from '@twinward/contract';
import { figure } from './figure.ts';

/** An intervention as people write it: `carbohydrate 60 g`, `temporary basal rate 50 % for 60 min`. */
export function deedWords(model: TwinModel, type: string, amounts: Readonly<Record<string, number>>): string {
  const declared = model.interventions.find(({ name }) => name === type);
  const parts = (declared?.fields ?? []).flatMap(({ name, unit }) => {
    const amount = amounts[name];
    return amount === undefined ? [] : [`${figure(amount)} ${unit === '[iU]' ? 'U' : unit}`];
  });
  return [declared?.label ?? type, ...(parts.length === 0 ? [] : [parts.join(' for ')])].join(' ');
}
