import {
  type AlertActor,
  type BudgetChosen,
  EVERYONE,
  type SubjectRef,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { dedupeKey } from '../dedupe-key.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** What somebody chooses: for one subject or everyone (null), for a condition or all (null); `perYear` null takes it back. */
export interface BudgetChoice {
  readonly subject: SubjectRef | null;
  readonly condition: string | null;
  readonly perYear: number | null;
  readonly reason: string;
}

/**
 * Records a budget of false alerts; monitors go by it from their next look on. Throws `alert.invalid` for a condition nothing watches for,
 * and for a budget that a watching model of the condition was not tried with.
 */
export async function chooseBudget(
  { models, clock, record }: RuntimeContext,
  { subject, condition, perYear, reason }: BudgetChoice,
  by: AlertActor,
  audit: readonly AuditRow[],
): Promise<void> {
  checkBudget(models.all, condition, perYear);
  const ref = subject ?? EVERYONE;
  const event: BudgetChosen = {
    kind: 'alert-budget',
    subject: ref,
    condition,
    perYear,
    at: clock.now(),
    by,
    reason,
  };
  await record.events.append([{ subject: ref, event, dedupe: dedupeKey(ref, event) }], audit);
}

function checkBudget(models: readonly TwinModel[], condition: string | null, perYear: number | null): void {
  const watches = models.flatMap(({ watch }) => (watch === undefined ? [] : [watch]));
  const meant = watches.filter((watch) => condition === null || watch.condition === condition);
  const budgets = meant.flatMap(({ budget }) => (budget === null ? [] : [budget]));
  if (budgets.length === 0) {
    const known = watches.flatMap((watch) => (watch.budget === null ? [] : [watch.condition]));
    throw new TwinwardError('alert.invalid', 'no monitor with a budget watches for this condition', {
      field: 'condition',
      remedy: `choose one of: ${[...new Set(known)].join(', ')}`,
    });
  }
  if (perYear === null) return;
  const least = Math.max(...budgets.map((budget) => budget.least));
  const most = Math.min(...budgets.map((budget) => budget.most));
  if (perYear >= least && perYear <= most) return;
  throw new TwinwardError('alert.invalid', `monitors were not tried with ${perYear} false alerts a year`, {
    field: 'perYear',
    remedy: `choose ${least} to ${most}`,
  });
}
