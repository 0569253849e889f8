import type { Watch } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { AlertBook } from './alert-book.ts';

/**
 * The false alerts in a year that may be spent on a twin's subject: the nearest choice, held to what the model was tried with; 0 where
 * a published limit decides.
 */
export function budgetOf(book: AlertBook, { opened }: TwinEntry, { condition, budget }: Watch): number {
  if (budget === null) return 0;
  const chosen = book.budgetFor(opened.subject.ref, condition)?.perYear ?? budget.initial;
  return Math.min(budget.most, Math.max(budget.least, chosen));
}
