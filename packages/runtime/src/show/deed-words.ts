import type { TwinModel } from '@twinward/contract';
import { figure } from './figure.ts';

/** Minutes from which on a length is told in hours, if it is whole ones. */
const LONG = 120;

/** An intervention as people write it: `carbohydrate 60 g`, `temporary basal rate 50 % for 60 min`, `nurses away 2, patients a nurse cares for 8, for 24 h`. */
export function deedWords(model: TwinModel, type: string, amounts: Readonly<Record<string, number>>): string {
  const declared = model.interventions.find(({ name }) => name === type);
  const told = (declared?.fields ?? []).filter(({ name }) => amounts[name] !== undefined);
  const parts = told.map(({ name, label, unit }, i) => {
    const words = amountWords(amounts[name]!, unit);
    if (i === 0) return unit === '1' && label !== declared!.label ? `${words} ${label.toLowerCase()}` : words;
    if (unit === 'min') return `${told.length > 2 ? ',' : ''} for ${words}`;
    return `, ${label.toLowerCase()} ${words}`;
  });
  return [declared?.label ?? type, ...(parts.length === 0 ? [] : [parts.join('')])].join(' ');
}

function amountWords(amount: number, unit: string): string {
  if (unit === 'min' && amount >= LONG && amount % 60 === 0) return `${figure(amount / 60)} h`;
  return `${figure(amount)}${unit === '1' ? '' : ` ${unit === '[iU]' ? 'U' : unit}`}`;
}
