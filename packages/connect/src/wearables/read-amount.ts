// One cell of carbohydrate (grams) or rapid-acting insulin (international units).
import { TwinwardError } from '@twinward/contract';
import { readDecimal } from './read-decimal.ts';

/** The most that is believed of one meal (g) and one bolus (U). */
export const LARGEST_AMOUNT: { readonly carbohydrate: number; readonly bolus: number } = {
  carbohydrate: 500,
  bolus: 100,
};

/** The amount in a cell that is not empty; 0 means nothing was taken. Throws `intervention.invalid` naming row and field. */
export function readAmount(kind: 'carbohydrate' | 'bolus', text: string, field: string, row: number): number {
  const value = readDecimal(text);
  const most = LARGEST_AMOUNT[kind];
  const unit = kind === 'bolus' ? 'U of insulin' : 'g of carbohydrate';
  if (value === null) {
    throw new TwinwardError('intervention.invalid', `the amount in ${unit} is not a number`, {
      field,
      row,
      remedy: 'write a number such as 4.5',
    });
  }
  if (value < 0 || value > most) {
    throw new TwinwardError('intervention.invalid', `${value} ${unit} at once is not possible`, {
      field,
      row,
      remedy: `amounts from 0 to ${most} are possible; check the row`,
    });
  }
  return value;
}
